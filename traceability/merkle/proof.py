"""A proof that can be kept and checked without us: C2SP tlog-proof.

``extra`` carries the entry itself, so that one file says what is proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traceability.merkle.checkpoint import NUMBER, Checkpoint, read_checkpoint
from traceability.merkle.hashing import SIZE, leaf_hash
from traceability.merkle.keys import LOG, WITNESS, VerifierKey, decode, encode
from traceability.merkle.notes import Note, NotSigned, Signature, read_note
from traceability.merkle.tree import NotProved, check_inclusion

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = "c2sp.org/tlog-proof@v1"
MOST_STEPS = 63
LONGEST = 200_000  # characters


class NotAProofFile(ValueError):
    """Not written as a tlog-proof is."""


@dataclass(frozen=True)
class Proof:
    """Where a leaf stands in which tree."""

    index: int
    steps: tuple[bytes, ...]
    checkpoint: str  # the signed note, word for word
    entry: bytes = b""

    def __str__(self) -> str:
        extra = [f"extra {encode(self.entry)}"] if self.entry else []
        lines = [HEADER, *extra, f"index {self.index}", *map(encode, self.steps), ""]
        return "\n".join(lines) + "\n" + self.checkpoint

    def check(self, keys: Sequence[VerifierKey], *, leaf: bytes | None = None) -> Proved:
        """What it proves to somebody who trusts these keys, of the entry it carries or of ``leaf``.

        Raises :class:`NotSigned` or :class:`NotProved`, and ``ValueError`` for what cannot be read.
        """
        note = read_note(self.checkpoint)
        signatures = note.by(keys)
        tree = read_checkpoint(note.text)
        logs = [key for key in keys if key.kind == LOG and key.name == tree.origin]
        if not any(one.is_of(key) for one in signatures for key in logs):
            raise NotSigned(f"no known key of {tree.origin} has signed the checkpoint")
        if leaf is None and not self.entry:
            raise NotProved("the file does not carry what it proves")
        check_inclusion(
            leaf=leaf or leaf_hash(self.entry),
            index=self.index,
            size=tree.size,
            proof=self.steps,
            root=tree.root,
        )
        witnesses = [key for key in keys if key.kind == WITNESS]
        seen = [one for one in signatures if any(one.is_of(key) for key in witnesses)]
        return Proved(tree, note, tuple(seen))


@dataclass(frozen=True)
class Proved:
    """The tree that holds the leaf, and the witnesses who have seen that tree."""

    tree: Checkpoint
    note: Note
    witnesses: tuple[Signature, ...]


def read_proof(written: str) -> Proof:
    """Raises :class:`NotAProofFile`."""
    head, gap, checkpoint = written.partition("\n\n")
    header, *lines = head.split("\n")
    if header != HEADER or not gap or len(written) > LONGEST:
        raise NotAProofFile(f"a proof begins with {HEADER} and ends with a checkpoint")
    entry = _coded(lines.pop(0), after="extra ") if lines and lines[0].startswith("extra ") else b""
    index = lines.pop(0).removeprefix("index ") if lines and lines[0].startswith("index ") else ""
    if not NUMBER.fullmatch(index):
        raise NotAProofFile("the index is missing or is no number")
    steps = tuple(_coded(line) for line in lines)
    if len(steps) > MOST_STEPS or any(len(step) != SIZE for step in steps):
        raise NotAProofFile("a step of the proof is not 32 bytes long")
    return Proof(int(index), steps, checkpoint, entry)


def _coded(line: str, *, after: str = "") -> bytes:
    try:
        return decode(line.removeprefix(after))
    except ValueError as failure:
        raise NotAProofFile("a line of the proof is not in base64") from failure
