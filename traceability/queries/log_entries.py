"""The entry each kind of fact has in the log: what of a row is promised never to change.

A new kind of fact joins by a line in :data:`ENTRIES`. The columns of a kind stay as they are for
ever: a column that is added later is not among them.
"""

from __future__ import annotations

from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.conf import settings

from traceability.merkle.entry import canonical, digest, entry, moment, read_entry
from traceability.models import LogLeaf
from traceability.proofs.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = LogLeaf.Kind
EVENT = attrgetter(
    *("event_id", "kind", "stage", "biz_step", "disposition", "happened_at", "recorded_at"),
    *("producer_id", "place_id", "lot_id", "material_lot_id", "evidence", "corrects_id"),
    *("declared_wrong_at", "told_in_id", "document"),
)
"""All but who wrote it down: a person is nobody's to find in the log."""
DOCUMENT = attrgetter(
    *("producer_id", "product_id", "lot_id", "kind", "title", "issuer", "number"),
    *("issued_on", "valid_until", "sha256", "added_at"),
)
STARS = attrgetter(
    *("product_id", "stars", "level", "decision", "issuer", "reported_year"),
    *("valid_from", "valid_until", "evidence", "source_url"),
)
PARTNER_DOCUMENT = attrgetter(
    *("producer_id", "teller", "name", "sha256", "received_at", "document"),
)
RECALL = attrgetter(
    *("code", "producer_id", "scope", "lot_id", "material_lot_id", "form", "decision"),
    *("severity", "reason", "advice", "opened_at"),
)
"""As it was opened; that it ended, the events of its end tell."""


KEY = attrgetter("role", "name", "producer_id", "public", "held", "added_at")
KEY_END = attrgetter("public", "ended_at")


def entry_of(kind: str, row: Any) -> str:  # noqa: ANN401 (a row of any of these tables)
    return ENTRIES[kind](row)


def columns_of(kind: str, row: Any) -> str:  # noqa: ANN401 (a row of any of these tables)
    """What the row's digest, or its own name, is the hash of: its columns in canonical JSON."""
    return canonical(COLUMNS[kind](row)).decode()


def name_of(kind: str, row: Any) -> str:  # noqa: ANN401 (a row of any of these tables)
    """How the world knows a fact: the third word of its line, without what stands before."""
    return read_entry(entry_of(kind, row)).of.removeprefix(hashed(""))


def statement_of_stars(decision: Any) -> str:  # noqa: ANN401 (a decision of catalog, or None)
    """How the log knows a proved decision; empty where there is none."""
    return name_of(Kind.RECOGNITION, decision) if decision and decision.verified_at else ""


def hashed(value: str) -> str:
    """The name of a SHA-256 hash (hex), as EPCIS writes hash ids."""
    return f"ni:///sha-256;{value}"


def _event(row: Any) -> str:  # noqa: ANN401
    return entry(kind="event", of=row.hash_id, at=row.recorded_at, row=digest(EVENT(row)))


def _document(row: Any) -> str:  # noqa: ANN401
    file = hashed(row.sha256)
    return entry(kind="document", of=file, at=row.added_at, row=digest(DOCUMENT(row)))


def _partner_document(row: Any) -> str:  # noqa: ANN401
    """Of the bytes that came; ``row`` holds what was read from them too."""
    told = digest(PARTNER_DOCUMENT(row))
    return entry(kind="partner-document", of=hashed(row.sha256), at=row.received_at, row=told)


def _reported(row: Any) -> str:  # noqa: ANN401
    return entry(kind="reported-stars", of=hashed(digest(STARS(row))))


def _recognition(row: Any) -> str:  # noqa: ANN401
    return entry(kind="recognition", of=hashed(digest(STARS(row))), at=row.verified_at)


def _key(row: Any) -> str:  # noqa: ANN401
    return entry(kind="key", of=_own(row.public), at=row.added_at, row=digest(KEY(row)))


def _key_end(row: Any) -> str:  # noqa: ANN401
    return entry(kind="key-end", of=_own(row.public), at=row.ended_at, row=digest(KEY_END(row)))


def _attestation(row: Any) -> str:  # noqa: ANN401
    said = statement_of(row)
    signed = [row.key.public, row.leaf_id, bytes(row.signature).hex()]
    return entry(kind="attestation", of=_own(said.text), at=row.recorded_at, row=digest(signed))


def statement_of(row: Any) -> Statement:  # noqa: ANN401
    """What its signer has signed, word for word."""
    origin = str(settings.LOG_KEYS[0].name)
    return Statement(origin, row.leaf.entry, row.level, moment(row.said_at))


def _own(text: str) -> str:
    return hashed(sha256(text.encode()).hexdigest())


def _recall(row: Any) -> str:  # noqa: ANN401
    return entry(kind="recall", of=hashed(digest(RECALL(row))), at=row.opened_at)


ENTRIES: dict[str, Callable[[Any], str]] = {
    Kind.EVENT: _event,
    Kind.DOCUMENT: _document,
    Kind.PARTNER_DOCUMENT: _partner_document,
    Kind.REPORTED: _reported,
    Kind.RECOGNITION: _recognition,
    Kind.RECALL: _recall,
    Kind.KEY: _key,
    Kind.KEY_END: _key_end,
    Kind.ATTESTATION: _attestation,
}
COLUMNS: dict[str, Callable[[Any], Any]] = {
    Kind.EVENT: EVENT,
    Kind.DOCUMENT: DOCUMENT,
    Kind.PARTNER_DOCUMENT: PARTNER_DOCUMENT,
    Kind.REPORTED: STARS,
    Kind.RECOGNITION: STARS,
    Kind.RECALL: RECALL,
    Kind.KEY: KEY,
}
