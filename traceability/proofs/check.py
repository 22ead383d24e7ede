"""What a proof file proves to somebody who trusts these keys; ``static/js/proof/`` does the same.

Each refusal has one of the names in :data:`REASONS`, the same here and in the browser.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from traceability.epcis.hash_id import hash_id
from traceability.merkle.checkpoint import Checkpoint, read_checkpoint
from traceability.merkle.entry import Entry, read_entry
from traceability.merkle.hashing import leaf_hash
from traceability.merkle.keys import LOG, WITNESS, NotAKey, VerifierKey, read_key
from traceability.merkle.notes import NotSigned, Signature, read_note
from traceability.merkle.proof import read_proof
from traceability.merkle.tree import NotProved, check_inclusion
from traceability.proofs.statement import LEVELS, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traceability.proofs.file import Fact, ProofFile, Signed

REASONS = (
    *("unreadable", "wrong_key", "signature", "stale"),
    *("place", "text", "row", "told", "statement"),
)
STARS = ("reported-stars", "recognition")
SAID_AT = {"event": 6, "document": 10, "recall": 10, "key": 5}
"""Which column of a kind says when it was recorded, as its line does."""
WHOSE = {"event": 7, "document": 0, "recall": 1}
FILE = 9  # the column of a paper's hash
NEAR = 0.0011  # seconds: hash ids round to the millisecond


class Refused(Exception):
    """The file proves nothing: why, and at which fact (from 0; None for the whole file)."""

    def __init__(self, reason: str, fact: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.fact = reason, fact


@dataclass(frozen=True, slots=True)
class Stood:
    """Somebody stands by a fact: in which role, under which name, as what, when."""

    role: str
    name: str
    held: bool  # whether the market keeps the key for them
    level: str
    at: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A fact that was proved; ``row`` are its columns, None where they are not for everybody."""

    index: int
    entry: Entry
    row: list[Any] | None
    stood: tuple[Stood, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    tree: Checkpoint
    witnesses: tuple[Signature, ...]
    facts: tuple[Checked, ...]


def check(file: ProofFile, keys: Sequence[VerifierKey]) -> Proved:
    """All of the file, or :class:`Refused` with the first reason that is found."""
    tree, witnesses = _tree(file, keys)
    if tree.size != file.size:
        raise Refused("stale")
    proved = _Checking(file, tree)
    signers = [proved.fact(one, None) for one in file.signers]
    if any(one.entry.kind != "key" for one in signers):
        raise Refused("unreadable")
    facts = [proved.fact(one, at, signers) for at, one in enumerate(file.facts)]
    return Proved(tree, witnesses, tuple(facts))


def _tree(file: ProofFile, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, tuple[Signature, ...]]:
    try:
        note = read_note(file.checkpoint)
        tree = read_checkpoint(note.text)
    except ValueError as failure:
        raise Refused("unreadable") from failure
    logs = [key for key in keys if key.kind == LOG and key.name == tree.origin]
    if not any(one.is_of(key) for one in note.signatures for key in logs):
        raise Refused("wrong_key")
    watching = [key for key in keys if key.kind == WITNESS]
    try:
        signed = note.by([*logs, *watching])
    except NotSigned as failure:
        raise Refused("signature") from failure
    return tree, tuple(one for one in signed if any(one.is_of(key) for key in watching))


class _Checking:
    """The facts of one file, each against its tree and against its own hashes."""

    def __init__(self, file: ProofFile, tree: Checkpoint) -> None:
        self.checkpoint, self.tree = file.checkpoint, tree

    def fact(self, fact: Fact, place: int | None, signers: Sequence[Checked] = ()) -> Checked:
        try:
            found = self._fact(fact, signers)
        except Refused as refused:
            raise Refused(refused.reason, place) from refused
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as failure:
            raise Refused("unreadable", place) from failure
        return found

    def _fact(self, fact: Fact, signers: Sequence[Checked]) -> Checked:
        proof = read_proof(f"{fact.proof}\n\n{self.checkpoint}")
        entry = read_entry(proof.entry.decode())
        if proof.index >= self.tree.size:
            raise Refused("stale")
        try:
            check_inclusion(
                leaf=leaf_hash(proof.entry),
                index=proof.index,
                size=self.tree.size,
                proof=proof.steps,
                root=self.tree.root,
            )
        except NotProved as failure:
            raise Refused("place") from failure
        row = _row(fact, entry)
        stood = tuple(self._stood(one, entry, row, signers) for one in fact.signed)
        return Checked(proof.index, entry, row, stood)

    def _stood(
        self, one: Signed, entry: Entry, row: list[Any] | None, signers: Sequence[Checked]
    ) -> Stood:
        """The statement, signed by a key that is itself a leaf of the tree."""
        role, name, producer, public, held, _at = signers[one.by].row or []
        key = read_key(public)
        said = Statement(self.tree.origin, str(entry), one.level, one.at)
        is_its_own = role != "producer" or row is None or row[WHOSE[entry.kind]] == producer
        if not isinstance(key, VerifierKey) or LEVELS.get(role) != one.level or not is_its_own:
            raise Refused("statement")
        if not key.has_signed_coded(said.text, one.signature):
            raise Refused("statement")
        return Stood(role, name, bool(held), one.level, one.at)


def _row(fact: Fact, entry: Entry) -> list[Any] | None:
    """What the columns say, once text and row have the hashes that the line names."""
    if not fact.row:
        if fact.text or entry.kind != "event":
            raise Refused("unreadable")
        return None
    written = sha256(fact.row.encode()).hexdigest()
    if entry.kind == "event" and entry.of != _named(sha256(fact.text.encode()), "?ver=CBV2.0"):
        raise Refused("text")
    is_its_own_name = entry.kind in STARS or entry.kind == "recall"
    if written != (_bare(entry.of) if is_its_own_name else entry.row):
        raise Refused("row")
    row = json.loads(fact.row)
    if not isinstance(row, list):
        raise Refused("unreadable")
    if not _agrees(fact, entry, row):
        raise Refused("told")
    return row


def _agrees(fact: Fact, entry: Entry, row: list[Any]) -> bool:
    """Whether columns, line and text speak of one thing."""
    at = SAID_AT.get(entry.kind)
    if at is not None and row[at] != entry.at:
        return False
    if entry.kind == "event":
        return _is_one_event(fact.text, row) and hash_id(row[-1]) == entry.of
    if entry.kind == "document":
        return entry.of == f"ni:///sha-256;{row[FILE]}"
    if entry.kind == "key":
        return entry.of == _named(sha256(row[3].encode()))
    return entry.kind in STARS or entry.kind == "recall"


def _is_one_event(text: str, row: list[Any]) -> bool:
    """What the browser can tell without knowing all of CBV: the same kind at the same moment."""
    kind, moment = f"eventType={row[1]}eventTime=", len("2026-11-21T05:00:00.000Z")
    said = text.removeprefix(kind)[:moment]
    try:
        apart = datetime.fromisoformat(said) - datetime.fromisoformat(row[5])
    except (TypeError, ValueError):
        return False
    return text.startswith(kind) and abs(apart.total_seconds()) <= NEAR


def _named(digest: Any, end: str = "") -> str:  # noqa: ANN401 (hashlib gives it no name)
    return f"ni:///sha-256;{digest.hexdigest()}{end}"


def _bare(name: str) -> str:
    return name.removeprefix("ni:///sha-256;")


def read_keys(lines: Sequence[str]) -> list[VerifierKey]:
    """Public keys, line by line. Raises :class:`NotAKey`."""
    keys = [read_key(line) for line in lines]
    if not all(isinstance(key, VerifierKey) for key in keys):
        raise NotAKey("a private key does not belong here")
    return [key for key in keys if isinstance(key, VerifierKey)]
