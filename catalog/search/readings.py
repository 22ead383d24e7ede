"""What may be meant by what was typed: words, each with what may stand for it. No Django."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from catalog.folding import fold, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_LETTERS = 100
MOST_WORDS = 8
MOST_OTHERS = 6
INITIALS = "_"
"""Stands before the initials of a name among its words: no word begins so."""

Words = tuple[str, ...]


class Unit(NamedTuple):
    """One thing that must be there: in any of these ways, each a few words that all stand there.

    ``begun``: its last word may go on. The first way is what was typed; ``written``: the others
    with their marks.
    """

    ways: tuple[Words, ...]
    begun: bool = False
    written: tuple[str, ...] = ()


class Same(NamedTuple):
    """Another word or phrase for one, folded and as it is written."""

    words: Words
    written: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All its units are wanted. No units: nothing is asked for, and everything fits."""

    text: str
    units: tuple[Unit, ...] = ()
    is_guess: bool = False

    @property
    def is_hopeless(self) -> bool:
        """Something was typed, and there is not one letter in it."""
        return bool(self.text) and not self.units

    @property
    def typed(self) -> Words:
        """The folded words of what was typed, or is guessed to be meant."""
        return tuple(word for unit in self.units for word in unit.ways[0])

    @property
    def phrase(self) -> str:
        """What to look for in a name as one."""
        return " ".join(self.typed)

    @property
    def others(self) -> tuple[str, ...]:
        """What may stand in a name instead of the phrase; for a single word, with its marks."""
        if len(self.units) == 1:
            return self.units[0].written
        ways = product(*(unit.ways for unit in self.units))
        told = (" ".join(word for words in way for word in words) for way in ways)
        return tuple(islice(told, 1, MOST_OTHERS))

    def loosened(self) -> Reading:
        """Every word may go on: «mi do» is the beginning of «miến dong»."""
        return replace(self, units=tuple(unit._replace(begun=True) for unit in self.units))

    def guessed(self, at: int, ways: Sequence[str]) -> Reading:
        """With other words in one place."""
        units = list(self.units)
        units[at] = Unit(tuple((word,) for word in ways))
        return replace(self, units=tuple(units), is_guess=True)

    def without(self, at: int) -> Reading:
        return replace(self, units=self.units[:at] + self.units[at + 1 :], is_guess=True)


def read(text: str, same: Mapping[Words, Sequence[Same]]) -> Reading:
    """Literally: each word or known phrase, or what ``same`` says stands for it."""
    text = tidy(text)[:MOST_LETTERS]
    words = tuple(fold(text).split()[:MOST_WORDS])
    units: list[Unit] = []
    while words:
        phrase = next(filter(same.get, _beginnings(words)), words[:1])
        words = words[len(phrase) :]
        others = same.get(phrase, ())
        ways = (phrase, *(one.words for one in others))
        units.append(Unit(ways, not words, tuple(one.written for one in others)))
    return Reading(text, tuple(units))


def by_initials(reading: Reading) -> Reading:
    """``"thv"`` may be «Trà hoa vàng»; so may ``"t h v"``."""
    letters = "".join(reading.typed)
    return replace(reading, units=(Unit(((INITIALS + letters,),), begun=True),))


def _beginnings(words: Words) -> list[Words]:
    """The longest first."""
    return [words[:n] for n in range(len(words), 0, -1)]
