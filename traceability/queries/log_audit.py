"""The whole log worked out again from its facts: every row that says otherwise is a finding.

Reads only, and as much as there was when it began, so that it may run while people work.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef

from catalog.models import Recognition
from traceability.epcis.facts import things
from traceability.epcis.hash_id import hash_id
from traceability.merkle import tiles
from traceability.merkle.checkpoint import read_checkpoint
from traceability.merkle.hashing import leaf_hash
from traceability.merkle.keys import NotAKey, VerifierKey, encode, read_key
from traceability.merkle.notes import NotSigned, read_note, read_signature
from traceability.merkle.tree import Frontier
from traceability.models import (
    Attestation,
    Checkpoint,
    Document,
    Event,
    EventItem,
    LogLeaf,
    LogTile,
    PartnerDocument,
    Recall,
    SignerKey,
)
from traceability.queries import log
from traceability.queries.log_entries import entry_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from traceability.merkle.notes import Note
    from traceability.merkle.tiles import Full

PORTION = 1_000
Kind = LogLeaf.Kind
TABLES: dict[str, Any] = {
    Kind.EVENT: Event,
    Kind.DOCUMENT: Document,
    Kind.PARTNER_DOCUMENT: PartnerDocument,
    Kind.REPORTED: Recognition,
    Kind.RECOGNITION: Recognition,
    Kind.RECALL: Recall,
    Kind.KEY: SignerKey,
    Kind.KEY_END: SignerKey,
    Kind.ATTESTATION: Attestation,
}


class Finding(NamedTuple):
    """Which row is not as it was written, and how one can tell."""

    row: str
    what: str


def findings(tick: Callable[[int], object] = lambda _leaves: None) -> Iterator[Finding]:
    """All there are, in the order of the log. ``tick`` hears how many leaves were looked at."""
    checkpoints, size = list(Checkpoint.objects.order_by("pk")), log.size()
    roots: dict[int, bytes] = {}
    yield from _leaves(size, {one.size for one in checkpoints}, roots, tick)
    yield from _stray_tiles()
    yield from _checkpoints(checkpoints, roots)
    yield from _without_leaf(Event, Kind.EVENT)
    yield from _without_leaf(Document, Kind.DOCUMENT)
    yield from _without_leaf(PartnerDocument, Kind.PARTNER_DOCUMENT, job__isnull=False)
    yield from _without_leaf(Recall, Kind.RECALL)
    yield from _without_leaf(SignerKey, Kind.KEY)
    yield from _without_leaf(SignerKey, Kind.KEY_END, ended_at__isnull=False)
    offices = [role for role in SignerKey.Role if role != SignerKey.Role.PRODUCER]
    yield from _without_leaf(Attestation, Kind.ATTESTATION, key__role__in=offices)
    yield from _attestations()


def _leaves(
    size: int, sizes: set[int], roots: dict[int, bytes], tick: Callable[[int], object]
) -> Iterator[Finding]:
    """Every leaf against its fact, every full tile against its leaves; roots as they come."""
    frontier, edge = Frontier(), _Edge()
    roots[0] = frontier.root()
    rows = LogLeaf.objects.filter(position__lt=size).order_by("position")
    leaves = rows.iterator(chunk_size=PORTION)
    while some := list(islice(leaves, PORTION)):
        added = []
        for place, leaf in enumerate(some, start=frontier.size):
            if leaf.position != place:
                yield Finding(f"leaf {place}", "is missing")
                return
            added.append(leaf_hash(leaf.entry.encode()))
        for full in edge.filled(frontier.size, added):
            yield from _tile(full)
        for one in added:
            frontier.add(one)
            if frontier.size in sizes:
                roots[frontier.size] = frontier.root()
        for kind in TABLES:
            yield from _facts(kind, [leaf for leaf in some if leaf.kind == kind])
        tick(len(some))


class _Edge:
    """What of each level is no full tile yet, as worked out here: no stored hash is believed."""

    def __init__(self) -> None:
        self._rows: defaultdict[int, list[bytes]] = defaultdict(list)

    def filled(self, size: int, added: list[bytes]) -> list[Full]:
        found = list(tiles.filled(size, added, lambda level, *_where: self._rows[level]))
        self._rows[0] += added
        for full in found:
            self._rows[full.level + 1].append(full.root)
        for row in self._rows.values():
            del row[: len(row) // tiles.WIDTH * tiles.WIDTH]
        return found


def _tile(full: Full) -> Iterator[Finding]:
    kept = LogTile.objects.filter(level=full.level, number=full.index).first()
    name = f"tile {full.level}/{full.index}"
    if kept is None:
        yield Finding(name, "is missing")
    elif (bytes(kept.nodes), bytes(kept.root)) != (full.nodes, full.root):
        yield Finding(name, "holds other hashes than its leaves have")


def _stray_tiles() -> Iterator[Finding]:
    size = log.size()
    for level, number in LogTile.objects.order_by("level", "number").values_list("level", "number"):
        if not tiles.is_in(tiles.Tile(level, number), size):
            yield Finding(f"tile {level}/{number}", "has no leaves under it")


def _facts(kind: str, leaves: Sequence[LogLeaf]) -> Iterator[Finding]:
    rows = TABLES[kind].objects.in_bulk([leaf.subject for leaf in leaves])
    if kind == Kind.EVENT:
        yield from _events(list(rows.values()))
    if kind == Kind.DOCUMENT:
        yield from _files(list(rows.values()))
    for leaf in leaves:
        row, name = rows.get(leaf.subject), f"{kind} {leaf.subject}"
        if kind == Kind.REPORTED and (row is None or row.verified_at):
            continue  # a register told anew, or a decision that was proved since
        if row is None:
            yield Finding(name, f"is gone, though leaf {leaf.position} speaks of it")
        elif entry_of(kind, row) != leaf.entry:
            yield Finding(name, f"is not what leaf {leaf.position} says of it")


def _events(events: Sequence[Event]) -> Iterator[Finding]:
    """Documents against their hash ids, and what is looked up by against the documents."""
    found: dict[int, set[tuple[str, str]]] = {event.pk: set() for event in events}
    items = EventItem.objects.filter(event__in=found).values_list("event_id", "role", "epc")
    for pk, role, epc in items:
        found[pk].add((role, epc))
    for event in events:
        if hash_id(event.document) != event.hash_id:
            yield Finding(f"event {event.pk}", "does not hash to its hash id")
        named = {(one.role, one.uri) for one in things(event.document)}
        if found[event.pk] != named:
            yield Finding(f"event {event.pk}", "is found by other things than it names")


def _files(documents: Sequence[Document]) -> Iterator[Finding]:
    for document in documents:
        try:
            with document.file.open("rb") as file:
                digest = sha256(file.read()).hexdigest()
        except OSError:
            yield Finding(f"document {document.pk}", "has lost its file")
        else:
            if digest != document.sha256:
                yield Finding(f"document {document.pk}", "has another file than was added")


def _checkpoints(checkpoints: Sequence[Checkpoint], roots: dict[int, bytes]) -> Iterator[Finding]:
    largest = 0
    for one in checkpoints:
        for what in _faults_of(one, roots, largest):
            yield Finding(f"checkpoint {one.pk}", what)
        largest = max(largest, one.size)


def _faults_of(one: Checkpoint, roots: dict[int, bytes], largest: int) -> Iterator[str]:
    try:
        note = read_note(one.note)
        said = read_checkpoint(note.text)
    except ValueError as failure:
        yield f"cannot be read: {failure}"
        return
    if one.size < largest:
        yield "is smaller than one before it"
    if (said.origin, said.size) != (log.origin(), one.size):
        yield "speaks of another log or size than its row"
    if said.size not in roots:
        yield "signs more leaves than there are"
    elif said.root != roots[said.size]:
        yield "signs another root than its leaves have"
    yield from _signatures(one, note)


def _signatures(one: Checkpoint, note: Note) -> Iterator[str]:
    """The log's own, and those of witnesses whose keys are known today."""
    try:
        if not note.by(log.log_keys()):
            yield "is signed by no key of the log"
    except NotSigned as failure:
        yield str(failure)
    keys = {f"{key.name}+{key.id.hex()}": key for key in log.witness_keys()}
    for cosignature in one.cosignatures.all():
        key = keys.get(cosignature.key)
        try:
            signature = read_signature(cosignature.line)
        except ValueError:
            yield f"has an unreadable line of {cosignature.key}"
            continue
        if key and not (signature.is_of(key) and key.has_signed(note.text, signature.raw[4:])):
            yield f"has a wrong line of {cosignature.key}"


def _attestations() -> Iterator[Finding]:
    """Every signature under a fact against the fact's line and the signer's key."""
    rows = Attestation.objects.select_related("leaf", "key").order_by("pk")
    for row in rows.iterator(chunk_size=PORTION):
        try:
            key = read_key(row.key.public)
        except NotAKey:
            key = None
        signature = encode(bytes(row.signature))
        is_true = isinstance(key, VerifierKey) and key.has_signed_coded(
            statement_of(row).text, signature
        )
        if not is_true:
            yield Finding(f"attestation {row.pk}", "has a signature that is not its key's")


def _without_leaf(model: Any, kind: str, **which: Any) -> Iterator[Finding]:  # noqa: ANN401
    """``model`` is a table; ``which`` of its rows have to have a leaf."""
    leaf = LogLeaf.objects.filter(kind=kind, subject=OuterRef("pk"))
    rows = model.objects.filter(**which).exclude(Exists(leaf)).order_by("pk")
    for pk in rows.values_list("pk", flat=True):
        yield Finding(f"{kind} {pk}", "is in no leaf")
