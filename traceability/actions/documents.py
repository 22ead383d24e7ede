"""What happens to documents: they are added, judged by their bytes and known by their hash."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog import pictures
from traceability.models import Document

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.base import File

    from accounts.models import User
    from traceability.models import Lot

MOST_BYTES = 10_000_000
PDF_SIGN = b"%PDF-"
PICTURES = {".jpg", ".jpeg", ".png"}


class NotADocument(ValidationError):
    """Neither a PDF nor a picture, or too large, or not what its name says."""


@transaction.atomic
def add_document(  # noqa: PLR0913 (the facts of one form, by name)
    *,
    lot: Lot,
    of_product: bool,
    kind: str,
    title: str,
    issuer: str,
    file: File[bytes],
    by: User,
    at: datetime,
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
) -> Document:
    """Keep a paper of the lot, or of its product for all lots; the same bytes twice are one."""
    ending, content = judged(name=file.name or "", content=file.read(MOST_BYTES + 1))
    digest = hashlib.sha256(content).hexdigest()
    product = lot.pack.product if of_product else None
    subject = {"product": product, "lot": None if of_product else lot}
    known = Document.objects.filter(producer=lot.producer, sha256=digest, **subject).first()
    if known:
        return known
    document = Document(
        producer=lot.producer,
        kind=kind,
        title=title,
        issuer=issuer,
        number=number,
        issued_on=issued_on,
        valid_until=valid_until,
        sha256=digest,
        added_at=at,
        **subject,
    )
    document.file.save(f"{digest}{ending}", ContentFile(content), save=True)
    journal.record(
        actor=by, verb="added document", subject=document, at=at, on_behalf_of=lot.producer
    )
    return document


def judged(*, name: str, content: bytes) -> tuple[str, bytes]:
    """The ending and the bytes to keep: a PDF as it is, a picture drawn anew without metadata."""
    if len(content) > MOST_BYTES:
        raise NotADocument(_("Tệp lớn quá 10 MB. Hãy chụp hoặc quét lại nhỏ hơn."), code="large")
    ending = PurePath(name).suffix.lower()
    if ending == ".pdf" and content.startswith(PDF_SIGN):
        return ending, content
    if ending in PICTURES:
        return ".jpg", _redrawn(name, content)
    raise NotADocument(_("Chỉ nhận PDF, JPEG hoặc PNG."), code="kind")


def _redrawn(name: str, content: bytes) -> bytes:
    try:
        photo = pictures.read_photo(BytesIO(content), name=name)
    except pictures.Refused as refused:
        raise NotADocument(
            _("Ảnh này không đọc được hoặc lớn quá. Hãy chụp lại tấm khác."), code=refused.code
        ) from refused
    out = BytesIO()
    photo.pixels.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
