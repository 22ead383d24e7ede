"""An entry of a phone enters the book once, however often the phone sends it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.inserts import insert_unless_there
from traceability.models import Jotting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from accounts.models import User
    from catalog.models import Producer
    from traceability.models import Event


class ToldOtherwise(ValidationError):
    """An entry of this key is in the book, and says something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a phone sent beside the facts: its key, and where it was, about one kilometre fine."""

    key: UUID
    digest: str
    jotted_at: datetime
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo drawn anew, as WebP in two widths."""

    small: bytes
    large: bytes


def digest(said: Mapping[str, str]) -> str:
    """SHA-256 of what an entry says, whatever order it was said in."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def jot(
    *,
    producer: Producer,
    told: Told,
    write: Callable[[], Event],
    by: User,
    at: datetime,
    picture: Picture | None = None,
) -> tuple[Jotting, bool]:
    """Write what was jotted down, unless this person's phone told it before; and which it was.

    Whoever tells the same at the same moment waits here until the first is through. What ``write``
    refuses leaves no trace: the phone may send it again, mended. Raises :class:`ToldOtherwise`.
    """
    jotting = Jotting(
        producer=producer,
        by=by,
        key=told.key,
        digest=told.digest,
        jotted_at=told.jotted_at,
        heard_at=at,
        latitude=told.latitude,
        longitude=told.longitude,
    )
    if not insert_unless_there(jotting, "by", "key"):
        return the_same(earlier=Jotting.objects.get(by=by, key=told.key), told=told), False
    jotting.event = write()
    if picture:
        jotting.small = ContentFile(picture.small, name=f"{jotting.key.hex}-s.webp")
        jotting.large = ContentFile(picture.large, name=f"{jotting.key.hex}-l.webp")
    jotting.save(update_fields=["event", "small", "large"])
    return jotting, True


def the_same(*, earlier: Jotting, told: Told) -> Jotting:
    """What this key brought before, if it says the same. Raises :class:`ToldOtherwise`."""
    if earlier.digest != told.digest:
        raise ToldOtherwise(
            _("Việc này đã ghi vào sổ rồi, với nội dung khác. Nếu sai, hãy sửa dòng trong sổ."),
            code="told_otherwise",
        )
    return earlier
