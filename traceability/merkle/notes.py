"""Signed notes: a text, an empty line, and a line for each who signed it (C2SP signed-note)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from traceability.merkle.keys import (
    SIGNATURE_SIZE,
    TIME_SIZE,
    VerifierKey,
    decode,
    encode,
    is_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traceability.merkle.keys import SigningKey

MOST_SIGNATURES = 100
LONGEST = 100_000  # characters
ID_SIZE = 4
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NotANote(ValueError):
    """Not written as a signed note is."""


class NotSigned(Exception):
    """No known key has signed it, or the signature of one is wrong."""


@dataclass(frozen=True)
class Signature:
    """One line under a note."""

    name: str
    raw: bytes  # with the key's id before it

    @property
    def id(self) -> bytes:
        return self.raw[:ID_SIZE]

    @property
    def line(self) -> str:
        return f"— {self.name} {encode(self.raw)}\n"

    @property
    def witnessed_at(self) -> int:
        """When a witness says it signed, in POSIX seconds; 0 for others."""
        is_timed = len(self.raw) == ID_SIZE + TIME_SIZE + SIGNATURE_SIZE
        stamp = self.raw[ID_SIZE : ID_SIZE + TIME_SIZE] if is_timed else b""
        return int.from_bytes(stamp, "big")

    def is_of(self, key: VerifierKey) -> bool:
        return (self.name, self.id) == (key.name, key.id)


@dataclass(frozen=True)
class Note:
    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return self.text + "\n" + "".join(one.line for one in self.signatures)

    def signed(self, keys: Iterable[SigningKey], *, at: int = 0) -> Note:
        """The note with a line more for each key."""
        new = tuple(Signature(key.name, key.sign(self.text, at=at)) for key in keys)
        return Note(self.text, self.signatures + new)

    def by(self, keys: Sequence[VerifierKey]) -> list[Signature]:
        """The signatures of these keys, each once; unknown ones are passed over.

        Raises :class:`NotSigned` where one of them is wrong.
        """
        found: dict[VerifierKey, Signature] = {}
        for one in self.signatures:
            key = next((key for key in keys if one.is_of(key)), None)
            if key and not key.has_signed(self.text, one.raw[ID_SIZE:]):
                raise NotSigned(f"the signature of {key.name} is wrong")
            if key:
                found.setdefault(key, one)
        return list(found.values())


def read_note(written: str) -> Note:
    """Raises :class:`NotANote`. Nothing of it may be believed before :meth:`Note.by`."""
    text, gap, below = written.rpartition("\n\n")
    if not gap or not below.endswith("\n") or CONTROL.search(written) or len(written) > LONGEST:
        raise NotANote("a note is a text, an empty line and signatures")
    lines = below.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NotANote(f"more than {MOST_SIGNATURES} signatures")
    return Note(text + "\n", tuple(map(read_signature, lines)))


def read_signature(line: str) -> Signature:
    """``— name base64``. Raises :class:`NotANote`."""
    match line.split(" "):
        case ["—", name, coded] if is_name(name):
            pass
        case _:
            raise NotANote("a signature is a dash, a name and base64")
    try:
        raw = decode(coded)
    except ValueError as failure:
        raise NotANote("a signature is not in base64") from failure
    if len(raw) <= ID_SIZE:
        raise NotANote("a signature is too short")
    return Signature(name, raw)
