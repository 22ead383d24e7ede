"""The file of a copy is made: slow, and so the worker's."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string

from accounts.language import speaking
from marketplace.personal import letters
from marketplace.personal.contents import gather
from marketplace.personal.models import KEPT_FOR, Export

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def fill_export(*, export: int, at: datetime) -> None:
    """Make the file of an export (primary key) and say so; a second run finds it made."""
    row = Export.objects.select_for_update(of=("self",)).select_related("user").get(pk=export)
    if row.ready_at or row.dropped_at:
        return
    with speaking(row.user.language):
        packed = pack(row.user, at)
        row.file.save(f"{row.key}.zip", ContentFile(packed), save=False)
        row.ready_at, row.expires_at = at, at + KEPT_FOR
        row.save(update_fields=["file", "ready_at", "expires_at"])
        letters.tell_export_ready(row, at=at)


def pack(user: User, at: datetime) -> bytes:
    """A ZIP of one JSON for programs and one page for people."""
    parts = gather(user)
    page = render_to_string("personal/copy.html", {"person": user, "parts": parts, "at": at})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu.json", json.dumps(parts, ensure_ascii=False, indent=1))
        archive.writestr("doc-duoc.html", page)
    return packed.getvalue()
