"""The log as it is read: its size, its tiles, its tree at a checkpoint, proofs."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Max

from traceability.merkle import tiles, tree
from traceability.merkle.checkpoint import Checkpoint as Signed
from traceability.merkle.checkpoint import read_checkpoint
from traceability.merkle.hashing import leaf_hash, levels
from traceability.merkle.keys import SigningKey, VerifierKey, encode
from traceability.merkle.notes import Note, read_note, read_signature
from traceability.merkle.proof import Proof
from traceability.models import Checkpoint, Cosignature, LogLeaf, LogTile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from traceability.merkle.tiles import Tile

TREES_KEPT = 4
EDGE = """
SELECT position, entry FROM traceability_logleaf
 WHERE position >= (SELECT MAX(position) / 256 * 256 FROM traceability_logleaf)
 ORDER BY position
"""
FULL = "SELECT nodes FROM traceability_logtile WHERE level = %s AND number = %s"


def size() -> int:
    """How many leaves there are, signed or not."""
    last = LogLeaf.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def entries(start: int, end: int) -> list[bytes]:
    """What the leaves from ``start`` to before ``end`` say."""
    some = LogLeaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return [line.encode() for line in some.values_list("entry", flat=True)]


def hashes(level: int, start: int, end: int) -> list[bytes]:
    """Hashes of one level of tiles: leaves at 0, above it the roots of full tiles."""
    if level == 0:
        return [leaf_hash(entry) for entry in entries(start, end)]
    below = LogTile.objects.filter(level=level - 1, number__gte=start, number__lt=end)
    return [bytes(root) for root in below.order_by("number").values_list("root", flat=True)]


class Edge:
    """Where the log ends: its size, and the leaves of the tile that the last one is in."""

    def __init__(self, rows: Sequence[tuple[int, str]]) -> None:
        self.size = rows[-1][0] + 1 if rows else 0
        self._rows = rows

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        """As :func:`hashes`, but what is known of leaves is not asked for again."""
        if level:
            return hashes(level, start, end)
        return [leaf_hash(entry.encode()) for at, entry in self._rows if start <= at < end]


def edge() -> Edge:
    with connection.cursor() as cursor:
        cursor.execute(EDGE)
        return Edge(cursor.fetchall())


def nodes_of(level: int, number: int) -> bytes:
    """All hashes of a full tile. In SQL, for each proof reads one, and the ORM asks slowly."""
    with connection.cursor() as cursor:
        cursor.execute(FULL, [level, number])
        found = cursor.fetchone()
    if found is None:
        raise LogTile.DoesNotExist(f"{level}/{number}")
    return bytes(found[0])


def content_of(tile: Tile) -> bytes:
    """A tile, or a bundle of entries, as it is served."""
    start = tile.index * tiles.WIDTH
    if tile.level == tiles.ENTRIES:
        return tiles.bundled(entries(start, start + tile.width))
    if tile.width == tiles.WIDTH:
        return nodes_of(tile.level, tile.index)[: tiles.BYTES]
    return b"".join(hashes(tile.level, start, start + tile.width))


class Tree:
    """The tree of one size. Tiles that many proofs need are read once; nothing in it changes."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._edge: dict[int, list[list[bytes]]] = {}
        self._full: dict[tuple[int, int], bytes] = {}
        self._latest: tuple[int, bytes] = (-1, b"")

    def node(self, level: int, index: int) -> bytes:
        """The hash of a whole subtree."""
        at, number, within, offset = tiles.place(level, index)
        if number < self.size >> tiles.HEIGHT * (at + 1):
            return tiles.full_node(self._nodes(at, number), within, offset)
        if at not in self._edge:
            first = number * tiles.WIDTH
            self._edge[at] = levels(hashes(at, first, self.size >> tiles.HEIGHT * at))
        return self._edge[at][within][offset]

    def root(self) -> bytes:
        return tree.root(self.size, self.node)

    def _nodes(self, at: int, number: int) -> bytes:
        """Full tiles of leaves are many: only the latest is kept."""
        if at == 0:
            latest, nodes = self._latest
            if latest != number:
                nodes = nodes_of(at, number)
                self._latest = number, nodes
            return nodes
        if (at, number) not in self._full:
            self._full[at, number] = nodes_of(at, number)
        return self._full[at, number]


@lru_cache(maxsize=TREES_KEPT)
def tree_of(size: int, root: bytes) -> Tree:  # noqa: ARG001 (two trees of one size never share)
    """The tree that a checkpoint signs, kept for the next proofs."""
    return Tree(size)


def latest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size", "-pk").first()


def note_of(checkpoint: Checkpoint) -> Note:
    """The checkpoint as it was signed, with the witnesses' lines under it."""
    lines = checkpoint.cosignatures.order_by("pk").values_list("line", flat=True)
    note = read_note(checkpoint.note)
    return Note(note.text, note.signatures + tuple(map(read_signature, lines)))


class Ground:
    """A checkpoint on which proofs stand, read once for all that a page proves."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        note = note_of(checkpoint)
        self.checkpoint, self.note = checkpoint, str(note)
        self.tree = tree_of(checkpoint.size, read_checkpoint(note.text).root)

    def proof(self, leaf: LogLeaf) -> Proof | None:
        """That this leaf is in the tree, with what it says; None while the tree has it not yet."""
        if leaf.position >= self.tree.size:
            return None
        steps = tree.inclusion(leaf.position, self.tree.size, self.tree.node)
        return Proof(leaf.position, tuple(steps), self.note, leaf.entry.encode())


def proofs_of(*, kind: str, subjects: Collection[int]) -> dict[int, Proof]:
    """Proofs of facts by the keys of their rows; what no checkpoint holds yet is left out."""
    checkpoint = latest_checkpoint()
    if checkpoint is None:
        return {}
    ground = Ground(checkpoint)
    leaves = LogLeaf.objects.filter(kind=kind, subject__in=subjects).order_by("position")
    proofs = {leaf.subject: ground.proof(leaf) for leaf in leaves}
    return {subject: proof for subject, proof in proofs.items() if proof}


def signed(checkpoint: Checkpoint) -> Signed:
    """What its note says."""
    return read_checkpoint(read_note(checkpoint.note).text)


class ShownCheckpoint(NamedTuple):
    """The latest checkpoint as its page tells it."""

    size: int
    root: str
    note: str
    made_at: datetime


class ShownWitness(NamedTuple):
    """A witness and the latest it has signed."""

    name: str
    size: int | None
    signed_at: datetime | None


def shown_checkpoint() -> ShownCheckpoint | None:
    checkpoint = latest_checkpoint()
    if checkpoint is None:
        return None
    note = note_of(checkpoint)
    root = encode(read_checkpoint(note.text).root)
    return ShownCheckpoint(checkpoint.size, root, str(note), checkpoint.made_at)


def shown_witnesses() -> list[ShownWitness]:
    """Those of today, with one question for all."""
    names = {f"{key.name}+{key.id.hex()}": key.name for key in witness_keys()}
    latest: dict[str, Cosignature] = {}
    if names:
        signed = Cosignature.objects.filter(key__in=names).select_related("checkpoint")
        latest = {one.key: one for one in signed.order_by("checkpoint__size", "checkpoint_id")}
    return [_shown_witness(name, latest.get(key)) for key, name in names.items()]


def _shown_witness(name: str, latest: Cosignature | None) -> ShownWitness:
    if latest is None:
        return ShownWitness(name, None, None)
    at = datetime.fromtimestamp(read_signature(latest.line).witnessed_at, tz=UTC)
    return ShownWitness(name, latest.checkpoint.size, at)


def signing_keys() -> list[SigningKey]:
    return [key for key in settings.LOG_KEYS if isinstance(key, SigningKey)]


def log_keys() -> list[VerifierKey]:
    """All keys that have signed for this log, those of today first."""
    keys = settings.LOG_KEYS
    return [key.verifier if isinstance(key, SigningKey) else key for key in keys]


def witness_keys() -> list[VerifierKey]:
    return [key for key in settings.LOG_WITNESSES if isinstance(key, VerifierKey)]


def public_keys() -> list[str]:
    """The keys by which everybody may check, the log's before its witnesses'."""
    return [str(key) for key in (*log_keys(), *witness_keys())]


def origin() -> str:
    """The log's own name, for ever: that of its first key."""
    return str(settings.LOG_KEYS[0].name)
