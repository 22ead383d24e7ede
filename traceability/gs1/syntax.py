"""The Application Identifiers: what each may hold and where it may stand, as GS1's file says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from traceability.gs1.check import CSET_39, CSET_64, CSET_82
from traceability.gs1.content import CHECKS

DICTIONARY = Path(__file__).with_name("gs1-syntax-dictionary.txt")
FLAGS = "*?"
CHARACTERS = {"N": "0123456789", "X": CSET_82, "Y": CSET_39, "Z": CSET_64 + "="}
COMPONENT = re.compile(
    r"(?P<optional>\[)?(?P<kind>[NXYZ])(?P<upto>\.\.)?(?P<length>\d+)\]?(?P<checks>(,\w+)*)"
)


class RuleBroken(ValueError):
    """Something is not what GS1 asks. `rule` is a short stable name, the message a sentence.

    `ai` is the Application Identifier at fault, where it is one.
    """

    def __init__(self, rule: str, sentence: str, ai: str = "") -> None:
        super().__init__(sentence)
        self.rule = rule
        self.ai = ai


class Element(NamedTuple):
    """One Application Identifier with its value, such as ("10", "ABC123")."""

    ai: str
    value: str


@dataclass(frozen=True, slots=True)
class Component:
    """A stretch of a value: kind of characters, length, and named checks."""

    kind: str
    shortest: int
    longest: int
    optional: bool
    checks: tuple[str, ...]

    def refuse(self, ai: str, text: str) -> None:
        """Raise RuleBroken unless this stretch of the value of `ai` is right."""
        if len(text) < self.shortest:
            raise RuleBroken("length", f"({ai}) has a part that is too short: {text!r}.", ai)
        if not set(text) <= set(CHARACTERS[self.kind]):
            raise RuleBroken("characters", f"({ai}) holds characters it may not: {text!r}.", ai)
        if self.kind == "Z" and not _is_padded(text):
            raise RuleBroken("padding", f"({ai}) is not padded as base64url: {text!r}.", ai)
        for check in self.checks:
            if not CHECKS[check](text):
                raise RuleBroken(check, f"({ai}) fails the check {check!r}: {text!r}.", ai)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One Application Identifier: its format, its flags, and its place in a Digital Link."""

    ai: str
    title: str
    components: tuple[Component, ...]
    fixed: bool  # of predefined length: nothing need separate it from what follows
    attribute: bool  # may stand in the query of a Digital Link
    paths: frozenset[tuple[str, ...]]  # qualifier sequences, when it is a primary key
    requires: tuple[tuple[tuple[str, ...], ...], ...]
    excludes: tuple[str, ...]

    @property
    def is_key(self) -> bool:
        return bool(self.paths)

    @property
    def shortest(self) -> int:
        return sum(part.shortest for part in self.components if not part.optional)

    @property
    def longest(self) -> int:
        return sum(part.longest for part in self.components)

    def refuse(self, value: str) -> None:
        """Raise RuleBroken, naming the rule, unless the value is right for this identifier."""
        if not value:
            raise RuleBroken("empty", f"({self.ai}) has no value.", self.ai)
        if not self.shortest <= len(value) <= self.longest:
            raise RuleBroken("length", f"({self.ai}) has the wrong length: {value!r}.", self.ai)
        rest = value
        for part in self.components:
            text, rest = rest[: part.longest], rest[part.longest :]
            if text or not part.optional:
                part.refuse(self.ai, text)


def find(ai: str) -> Identifier:
    """The identifier with exactly this number, or RuleBroken."""
    if ai not in identifiers():
        raise RuleBroken("unknown_ai", f"({ai}) is not an Application Identifier.", ai)
    return identifiers()[ai]


@cache
def identifiers() -> dict[str, Identifier]:
    """All Application Identifiers by number, read once."""
    lines = DICTIONARY.read_text(encoding="utf-8").splitlines()
    entries = (line for line in lines if line and not line.startswith("#"))
    return {entry.ai: entry for line in entries for entry in _read(line)}


def _read(line: str) -> Iterator[Identifier]:
    left, _, title = line.partition("#")
    numbers, *words = left.split()
    flags = words.pop(0) if set(words[0]) <= set(FLAGS) else ""
    components = [found for word in words if (found := COMPONENT.fullmatch(word))]
    notes = words[len(components) :]
    for ai in _numbers(numbers):
        yield Identifier(
            ai=ai,
            title=title.strip(),
            components=tuple(_component(found) for found in components),
            fixed="*" in flags,
            attribute="?" in flags,
            paths=frozenset(path for note in notes for path in _paths(note)),
            requires=tuple(_groups(note[4:]) for note in notes if note.startswith("req=")),
            excludes=tuple(n for s in notes if s.startswith("ex=") for n in s[3:].split(",")),
        )


def _numbers(text: str) -> Iterator[str]:
    """Every number of "3100-3105", or the one of "01"."""
    first, _, last = text.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield str(number).zfill(len(first))


def _component(found: re.Match[str]) -> Component:
    length = int(found["length"])
    return Component(
        kind=found["kind"],
        shortest=1 if found["upto"] else length,
        longest=length,
        optional=bool(found["optional"]),
        checks=tuple(found["checks"].split(",")[1:]),
    )


def _paths(note: str) -> Iterator[tuple[str, ...]]:
    """Each ordered choice of qualifiers that "dlpkey=22,10,21|235" allows."""
    name, _, sequences = note.partition("=")
    if name != "dlpkey":
        return
    for sequence in sequences.split("|"):
        qualifiers = [ai for ai in sequence.split(",") if ai]
        for count in range(len(qualifiers) + 1):
            yield from combinations(qualifiers, count)


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    """The alternatives of "01+21,02": either all of the first, or the second."""
    return tuple(tuple(group.split("+")) for group in text.split(","))


def _is_padded(text: str) -> bool:
    pads = len(text) - len(text.rstrip("="))
    return "=" not in text.rstrip("=") and (not pads or (pads < 3 and len(text) % 3 == 0))  # noqa: PLR2004 - RFC 4648 pads with one or two
