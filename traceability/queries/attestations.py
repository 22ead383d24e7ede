"""Who stands by a fact, and as what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from catalog.models import Recognition
from traceability.models import Attestation, Document, Event, LogLeaf, Recall, SignerKey
from traceability.queries import log
from traceability.queries.log_audit import TABLES
from traceability.queries.log_entries import hashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from catalog.models import Producer
    from traceability.proofs.statement import Statement

Kind = LogLeaf.Kind
BY_COLUMNS = (Kind.REPORTED, Kind.RECOGNITION, Kind.RECALL)
"""Known by the digest of their columns, which stands in their lines alone."""
MOST_WAITING = 50
DIGEST = re.compile(r" ni:///sha-256;([0-9a-f]{64})(?:\?ver=CBV2\.0)? ")


def producer_of(leaf: LogLeaf) -> int | None:
    """The key of the producer whose word a leaf is, where it is one's."""
    return getattr(fact_of(leaf), "producer_id", None)


def fact_of(leaf: LogLeaf) -> Any:  # noqa: ANN401 (a row of the table of its kind)
    return TABLES[leaf.kind].objects.filter(pk=leaf.subject).first()


def leaves_named(digest: str) -> list[LogLeaf]:
    """Events, papers, stars and recalls that the world knows by this SHA-256 (hex): mostly one."""
    named = f"{hashed(digest)}?ver=CBV2.0"
    events = Event.objects.filter(hash_id=named).values("pk")
    papers = Document.objects.filter(sha256=digest).values("pk")
    about = Q(kind=Kind.EVENT, subject__in=events) | Q(kind=Kind.DOCUMENT, subject__in=papers)
    about |= Q(kind__in=BY_COLUMNS, entry__contains=f" {hashed(digest)} ")
    return list(LogLeaf.objects.filter(about).order_by("position"))


def leaf_of(said: Statement) -> LogLeaf | None:
    """The leaf that a statement speaks of, word for word, in this log."""
    found = DIGEST.search(said.entry)
    if found is None or said.origin != log.origin():
        return None
    return next((one for one in leaves_named(found[1]) if one.entry == said.entry), None)


def of_leaves(leaves: Iterable[int]) -> dict[int, list[Attestation]]:
    """By the positions of leaves, the earliest first."""
    found: dict[int, list[Attestation]] = {}
    rows = Attestation.objects.filter(leaf__in=list(leaves)).select_related("key")
    for row in rows.order_by("pk"):
        found.setdefault(row.leaf_id, []).append(row)
    return found


def latest_word(kind: str) -> Subquery:
    """For a query of rows of that kind: the latest countersignature, as JSON; or None."""
    others = Attestation.objects.exclude(key__role=SignerKey.Role.PRODUCER)
    about = others.filter(leaf__kind=kind, leaf__subject=OuterRef("pk")).order_by("-pk")
    told = JSONObject(name="key__name", level="level", at="said_at")
    return Subquery(about.values(told=told)[:1])


class Told(NamedTuple):
    """A leaf before somebody who may sign it: what it says, where it is read, who signed it."""

    leaf: LogLeaf
    fact: Event | Document | Recognition | Recall | None
    page: str
    signed: list[Attestation]


def told(leaves: Sequence[LogLeaf]) -> list[Told]:
    """What a fact says is told only where everybody may read it: of a lot, once it is complete."""
    signed = of_leaves(leaf.position for leaf in leaves)
    return [_told(leaf, signed.get(leaf.position, [])) for leaf in leaves]


def _told(leaf: LogLeaf, signed: list[Attestation]) -> Told:
    fact = fact_of(leaf)
    if isinstance(fact, Recall):
        return Told(leaf, fact, fact.get_absolute_url(), signed)
    if isinstance(fact, Recognition):
        is_shown = fact.product.published_at is not None
        page = fact.product.get_absolute_url() if is_shown else ""
        return Told(leaf, fact if is_shown else None, page, signed)
    lot = getattr(fact, "lot", None)
    if lot is None or not lot.is_complete:
        return Told(leaf, None, "", signed)
    return Told(leaf, fact, reverse("scan:lot", args=[lot.trace_code]), signed)


def offices() -> list[SignerKey]:
    """Whose countersignatures are taken in, and whose once were."""
    keys = SignerKey.objects.exclude(role=SignerKey.Role.PRODUCER)
    return list(keys.order_by("ended_at", "role", "name"))


def keys_of(producer: Producer) -> list[SignerKey]:
    """The latest first."""
    return list(producer.signer_keys.order_by("-pk"))


def waiting_for(producer: Producer) -> list[Event]:
    """The latest events that no key of the producer has signed, once it holds its own."""
    key = producer.signer_keys.standing().filter(held=False).first()
    if key is None:
        return []
    own = Attestation.objects.filter(leaf__kind=Kind.EVENT, leaf__subject=OuterRef("pk"))
    unsigned = producer.events.exclude(Exists(own.filter(key__producer=producer)))
    return list(unsigned.order_by("-pk")[:MOST_WAITING])
