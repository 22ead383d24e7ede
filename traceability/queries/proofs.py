"""What proves a scan page: its facts with their places in the log, as one file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from traceability import addresses, openness
from traceability.epcis.hash_id import pre_hash
from traceability.merkle.entry import moment
from traceability.merkle.keys import encode
from traceability.models import LogLeaf
from traceability.proofs.file import Fact, ProofFile, Signed
from traceability.queries import attestations, log, recalls
from traceability.queries.log_entries import columns_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from traceability.queries.scan import Story

    Row = tuple[str, Any]  # a kind of fact, and a row of its table

Kind = LogLeaf.Kind


def of_story(story: Story) -> ProofFile | None:
    """What proves the page of a lot or of an item."""
    held = addresses.item_names(story.code) if story.code else ()
    return file_of(rows_of(story), held=held)


def rows_of(story: Story) -> list[Row]:
    """What the page tells that the log knows of, in the order of the page."""
    recall = recalls.of_code(story.code) if story.code else recalls.of_lot(story.lot)
    for event in story.events:
        if event.place and event.place.producer_id == event.producer_id:
            event.place.producer = event.producer  # known already: no question for each
    rows: list[Row] = [(Kind.EVENT, event) for event in story.events]
    rows += [(Kind.DOCUMENT, document) for document in story.documents]
    if stars := story.recognition:
        rows.append((Kind.RECOGNITION if stars.verified_at else Kind.REPORTED, stars))
    if recall:
        rows.append((Kind.RECALL, recall))
    return rows


def file_of(rows: Sequence[Row], *, held: Collection[str] = ()) -> ProofFile | None:
    """The proof of those that the latest checkpoint holds; None while it holds none.

    ``held`` are the names of the item whose page is asked for.
    """
    checkpoint = log.latest_checkpoint()
    leaves = _leaves(rows)
    if checkpoint is None or not leaves:
        return None
    file = _File(log.Ground(checkpoint), [leaf.position for leaf in leaves.values()], held)
    facts = [
        fact
        for kind, row in rows
        if (leaf := leaves.get((kind, row.pk))) and (fact := file.fact(leaf, row))
    ]
    return file.of(facts) if facts else None


def _leaves(rows: Iterable[Row]) -> dict[tuple[str, int], LogLeaf]:
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, row in rows:
        by_kind[kind].append(row.pk)
    wanted = Q(pk__in=[])
    for kind, subjects in by_kind.items():
        wanted |= Q(kind=kind, subject__in=subjects)
    return {(leaf.kind, leaf.subject): leaf for leaf in LogLeaf.objects.filter(wanted)}


class _File:
    """A file in the making: its facts, and the keys of those who stand by them."""

    def __init__(self, ground: log.Ground, positions: Sequence[int], held: Collection[str]) -> None:
        self.ground, self.held = ground, held
        self.stood = attestations.of_leaves(positions)
        keys = {one.key_id: one.key for some in self.stood.values() for one in some}
        known = _leaves((Kind.KEY, key) for key in keys.values())
        self.signers = {
            leaf.subject: fact
            for leaf in known.values()
            if (fact := self.fact(leaf, keys[leaf.subject]))
        }
        self.order = list(self.signers)

    def fact(self, leaf: LogLeaf, row: Any) -> Fact | None:  # noqa: ANN401 (of that kind)
        """None for what no checkpoint has signed yet: it is told as not checked."""
        proof = self.ground.proof(leaf)
        if proof is None:
            return None
        head, columns, text = str(proof).partition("\n\n")[0], "", ""
        if leaf.kind != Kind.EVENT or openness.is_open(row, held=self.held):
            columns = columns_of(leaf.kind, row)
            text = pre_hash(row.document) if leaf.kind == Kind.EVENT else ""
        return Fact(head, text, columns, tuple(self._signed(leaf)) if leaf.kind != Kind.KEY else ())

    def _signed(self, leaf: LogLeaf) -> Iterator[Signed]:
        for one in self.stood.get(leaf.position, []):
            if one.key_id in self.signers:
                by, coded = self.order.index(one.key_id), encode(bytes(one.signature))
                yield Signed(by, one.level, moment(one.said_at), coded)

    def of(self, facts: Sequence[Fact]) -> ProofFile:
        signers = tuple(self.signers[key] for key in self.order)
        keys, ground = tuple(log.public_keys()), self.ground
        return ProofFile(ground.tree.size, keys, ground.note, tuple(facts), signers)
