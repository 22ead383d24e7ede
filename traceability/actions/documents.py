"""What happens to documents: they are added, and known by their hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from traceability.actions import log
from traceability.models import Document, LogLeaf

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User
    from catalog.papers import Paper
    from traceability.models import Lot


@transaction.atomic
def add_document(  # noqa: PLR0913 (the facts of one form, by name)
    *,
    lot: Lot,
    of_product: bool,
    kind: str,
    title: str,
    issuer: str,
    file: Paper,
    by: User,
    at: datetime,
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
) -> Document:
    """Keep a paper of the lot, or of its product for all lots; the same bytes twice are one."""
    product = lot.pack.product if of_product else None
    subject = {"product": product, "lot": None if of_product else lot}
    known = Document.objects.filter(producer=lot.producer, sha256=file.digest, **subject).first()
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
        sha256=file.digest,
        added_at=at,
        file=file.file,
        **subject,
    )
    document.save()
    journal.record(
        actor=by, verb="added document", subject=document, at=at, on_behalf_of=lot.producer
    )
    log.append(kind=LogLeaf.Kind.DOCUMENT, rows=[document])
    return document
