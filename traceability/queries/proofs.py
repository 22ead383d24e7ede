"""What proves a scan page: its facts with their places in the log, as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from traceability import openness
from traceability.epcis.hash_id import pre_hash
from traceability.models import LogLeaf
from traceability.proofs.file import Fact, ProofFile
from traceability.queries import log, recalls
from traceability.queries.log_entries import columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traceability.models import Event
    from traceability.queries.scan import Story

    Row = tuple[str, Any]  # a kind of fact, and a row of its table

Kind = LogLeaf.Kind


def rows_of(story: Story) -> list[Row]:
    """What the page tells that the log knows of, in the order of the page."""
    recall = recalls.of_code(story.code) if story.code else recalls.of_lot(story.lot)
    rows: list[Row] = [(Kind.EVENT, event) for event in story.events]
    rows += [(Kind.DOCUMENT, document) for document in story.documents]
    if stars := story.recognition:
        rows.append((Kind.RECOGNITION if stars.verified_at else Kind.REPORTED, stars))
    if recall:
        rows.append((Kind.RECALL, recall))
    return rows


def file_of(rows: Sequence[Row]) -> ProofFile | None:
    """The proof of those that the latest checkpoint holds; None while it holds none."""
    checkpoint = log.latest_checkpoint()
    leaves = _leaves(rows)
    if checkpoint is None or not leaves:
        return None
    ground = log.Ground(checkpoint)
    facts = [fact for row in rows if (fact := _fact(row, leaves, ground))]
    if not facts:
        return None
    return ProofFile(ground.tree.size, tuple(log.public_keys()), ground.note, tuple(facts))


def _leaves(rows: Sequence[Row]) -> dict[tuple[str, int], LogLeaf]:
    wanted = Q(pk__in=[])
    for kind in {kind for kind, _row in rows}:
        wanted |= Q(kind=kind, subject__in=[row.pk for one, row in rows if one == kind])
    return {(leaf.kind, leaf.subject): leaf for leaf in LogLeaf.objects.filter(wanted)}


def _fact(row: Row, leaves: dict[tuple[str, int], LogLeaf], ground: log.Ground) -> Fact | None:
    """None for what no checkpoint has signed yet: it is told as not checked."""
    kind, told = row
    leaf = leaves.get((kind, told.pk))
    proof = ground.proof(leaf) if leaf else None
    if proof is None:
        return None
    head = str(proof).partition("\n\n")[0]
    if kind == Kind.EVENT:
        return _of_event(told, head)
    return Fact(head, row=columns_of(kind, told))


def _of_event(event: Event, head: str) -> Fact:
    if not openness.is_open(event):
        return Fact(head)
    return Fact(head, text=pre_hash(event.document), row=columns_of(Kind.EVENT, event))
