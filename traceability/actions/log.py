"""The log grows: facts become leaves, the tree is signed, witnesses add their names.

Whoever writes a fact calls :func:`append` in the same transaction, after all rows that others may
wait for: the log's lock is always the last one taken.
"""

from __future__ import annotations

import logging
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from catalog.models import Recognition
from traceability.merkle import tiles, tree
from traceability.merkle.checkpoint import Checkpoint as Signed
from traceability.merkle.checkpoint import read_checkpoint
from traceability.merkle.hashing import leaf_hash
from traceability.merkle.notes import Note, NotSigned, read_note
from traceability.models import Checkpoint, Cosignature, LogLeaf, LogTile, PartnerDocument
from traceability.queries import log
from traceability.queries.log_entries import entry_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from traceability.merkle.notes import Signature

    Leaf = tuple[int, str, int, str]

Kind = LogLeaf.Kind
Row = TypeVar("Row", bound="Model")
CLOCKS_DIFFER = 300  # seconds
LOCK = 6962  # the log's own, among PostgreSQL's advisory locks
BATCH = 2_000  # rows an INSERT
COLUMNS = "traceability_logleaf (position, kind, subject, entry)"
COPY = f"COPY {COLUMNS} FROM STDIN"
TILE_COLUMNS = "traceability_logtile (level, number, nodes, root)"
report = logging.getLogger(__name__)


class NotOurs(Exception):
    """A checkpoint that this log never signed."""


class Inconsistent(Exception):
    """The tree no longer begins with what was signed: somebody has altered the database."""


@transaction.atomic(savepoint=False)
def append(*, kind: str, rows: Sequence[Any]) -> None:
    """Make each row of a kind of fact a leaf, in this order, behind all leaves there are."""
    if not rows:
        return
    lines = [entry_of(kind, row) for row in rows]
    lock()
    edge = log.edge()
    leaves = [
        (position, kind, row.pk, line)
        for position, (row, line) in enumerate(zip(rows, lines, strict=True), start=edge.size)
    ]
    _insert_tiles(list(tiles.filled(edge.size, _insert(leaves), edge.hashes)))


def _insert(leaves: Sequence[Leaf]) -> list[bytes]:
    """Write the leaves down and tell their hashes.

    By hand, for every fact passes here: ``bulk_create`` takes ten times as long. PostgreSQL takes
    in the first ones while the next are hashed.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(COPY) as copy:
                return [_copied(copy, leaf) for leaf in leaves]
        for some in (leaves[at : at + BATCH] for at in range(0, len(leaves), BATCH)):
            _insert_rows(cursor, COLUMNS, some)
    return [leaf_hash(leaf[-1].encode()) for leaf in leaves]


def _copied(copy: Any, leaf: Leaf) -> bytes:  # noqa: ANN401 (psycopg is not always there)
    copy.write_row(leaf)
    return leaf_hash(leaf[-1].encode())


def _insert_tiles(new: Sequence[tiles.Full]) -> None:
    if new:
        with connection.cursor() as cursor:
            rows = [(one.level, one.index, one.nodes, one.root) for one in new]
            _insert_rows(cursor, TILE_COLUMNS, rows)


def _insert_rows(cursor: Any, columns: str, rows: Sequence[Sequence[Any]]) -> None:  # noqa: ANN401
    places = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    statement = f"INSERT INTO {columns} VALUES {places}"  # noqa: S608 (own tables)
    cursor.execute(statement, list(chain.from_iterable(rows)))


def lock() -> None:
    """One at a time until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@transaction.atomic
def append_stars() -> int:
    """Make leaves of stars that have none: they are written a floor below, which knows no log.

    A decision is logged once when it is reported and once when an officer has proved it. What is
    altered afterwards gets no new leaf: ``verify_log`` tells of it.
    """
    proved = _without_leaf(Recognition.objects.filter(verified_at__isnull=False), Kind.RECOGNITION)
    told = _without_leaf(Recognition.objects.filter(verified_at__isnull=True), Kind.REPORTED)
    found = [(Kind.REPORTED, list(told.order_by("pk")))]
    found.append((Kind.RECOGNITION, list(proved.order_by("verified_at", "pk"))))
    for kind, rows in found:
        append(kind=kind, rows=rows)
    return sum(len(rows) for _kind, rows in found)


@transaction.atomic
def append_partner_documents() -> None:
    """Make leaves of those that were written before the log took them in."""
    written = PartnerDocument.objects.filter(job__isnull=False)
    append(
        kind=Kind.PARTNER_DOCUMENT,
        rows=list(_without_leaf(written, Kind.PARTNER_DOCUMENT).order_by("pk")),
    )


def _without_leaf(rows: QuerySet[Row], kind: str) -> QuerySet[Row]:
    return rows.exclude(Exists(LogLeaf.objects.filter(kind=kind, subject=OuterRef("pk"))))


@transaction.atomic
def sign_checkpoint(*, at: datetime) -> Checkpoint | None:
    """Sign the tree as it is, unless it was signed by all keys of today; None while it is empty.

    Raises :class:`Inconsistent`, and signs nothing, when the tree does not begin with the last one
    that was signed.
    """
    lock()
    latest, size = log.latest_checkpoint(), log.size()
    whole = log.Tree(size)
    if latest:
        _refuse_inconsistent(latest, whole)
        if latest.size == size and _is_signed_by_all(latest):
            return latest
    if size == 0:
        return None
    said = Signed(log.origin(), size, whole.root())
    note = Note(said.text).signed(log.signing_keys())
    return Checkpoint.objects.create(size=size, note=str(note), made_at=at)


def _is_signed_by_all(checkpoint: Checkpoint) -> bool:
    signatures = log.note_of(checkpoint).signatures
    return all(any(s.is_of(key.verifier) for s in signatures) for key in log.signing_keys())


def _refuse_inconsistent(latest: Checkpoint, whole: log.Tree) -> None:
    """Nothing is believed but the note: it must be readable, and the tree begin as it says."""
    try:
        before = log.signed(latest)
        tree.check_consistency(
            first=before.size,
            second=whole.size,
            first_root=before.root,
            second_root=whole.root(),
            proof=tree.consistency(before.size, whole.size, whole.node),
        )
    except (tree.NotProved, LookupError, ValueError, LogTile.DoesNotExist) as failure:
        raise Inconsistent(
            f"{whole.size} leaves do not begin as {latest.size} did: {failure}"
        ) from failure


@transaction.atomic
def cosign(*, written: str, at: datetime) -> list[Cosignature]:
    """Take in what known witnesses have signed under one of our checkpoints.

    Raises ``ValueError`` for what is no note, :class:`NotOurs` for another tree than we signed, and
    :class:`NotSigned` where no known witness has signed or the signature of one is wrong. What is
    there already stays as it is.
    """
    note = read_note(written)
    ours = Checkpoint.objects.filter(size=read_checkpoint(note.text).size).order_by("pk")
    checkpoint = next((one for one in ours if read_note(one.note).text == note.text), None)
    if checkpoint is None:
        raise NotOurs("we have signed no such checkpoint")
    found = note.by(log.witness_keys())
    if not found:
        raise NotSigned("no known witness has signed this")
    if any(one.witnessed_at > at.timestamp() + CLOCKS_DIFFER for one in found):
        raise NotSigned("a witness has signed in the future")
    return [_note_witness(checkpoint, one, at) for one in found]


def _note_witness(checkpoint: Checkpoint, one: Signature, at: datetime) -> Cosignature:
    key = f"{one.name}+{one.id.hex()}"
    told = {"line": one.line.removesuffix("\n"), "seen_at": at}
    return checkpoint.cosignatures.get_or_create(key=key, defaults=told)[0]


def keep_log(*, at: datetime) -> Checkpoint | None:
    """What the clock does: leaves for what has none, then a checkpoint of a tree nobody altered."""
    try:
        append_stars()
        append_partner_documents()
        return sign_checkpoint(at=at)
    except Inconsistent:
        report.critical("The log was not signed: run verify_log.", exc_info=True)
        return None
