"""A laboratory that does not exist stands by one test report, with a key that everybody knows."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from marketplace.demo.clock import days_before
from marketplace.demo.lots import BATCHES, COUNTERSIGNED
from traceability.actions.attestations import attest
from traceability.actions.keys import add_key
from traceability.merkle.entry import moment
from traceability.merkle.keys import LOG, SigningKey
from traceability.merkle.notes import Note
from traceability.models import Document, LogLeaf, SignerKey
from traceability.proofs.statement import Statement
from traceability.queries import log

if TYPE_CHECKING:
    from datetime import datetime

NAME = "Phòng thử nghiệm Mẫu (không có thật)"
KEY = SigningKey("phong-thu-nghiem.mau", LOG, sha256(b"cho-goc-mau").digest())


def countersign(*, at: datetime) -> int:
    """Say whether it was signed now: 1, or 0 where it was before."""
    batch = next(one for one in BATCHES if one.code == COUNTERSIGNED)
    signed = days_before(at, batch.packed_ago - 1)
    public = str(KEY.verifier)
    if SignerKey.objects.filter(public=public).exists():
        return 0
    add_key(role=SignerKey.Role.LABORATORY, name=NAME, public=public, by=None, at=signed)
    report = Document.objects.get(kind=Document.Kind.TEST_REPORT, lot__code=batch.code)
    leaf = LogLeaf.objects.get(kind=LogLeaf.Kind.DOCUMENT, subject=report.pk)
    said = Statement(log.origin(), leaf.entry, "laboratory", moment(signed))
    attest(written=str(Note(said.text).signed([KEY])), at=signed)
    return 1
