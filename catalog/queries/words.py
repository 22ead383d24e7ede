"""How a question may be read: literally, then ever looser, as long as nothing is found."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from accounts.prepared import Prepared
from catalog.folding import fold, tidy
from catalog.models import Synonym, Word
from catalog.search.readings import Reading, Same, by_initials, read
from catalog.search.spelling import SHORTEST, likeliest, repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from catalog.search.readings import Words

MOST_INITIALS = 8


def readings(text: str, *, on: date) -> Iterator[Reading]:
    """The literal reading, then looser ones; what each costs is spent when it is asked for.

    One query for the literal one (none without words), one more for all that follow.
    """
    literal = read(text, _same(on) if tidy(text) else {})
    yield literal
    if not literal.units:
        return
    letters = "".join(literal.typed)
    if len(letters) == len(literal.typed) > 1:
        yield by_initials(literal)
    if len(literal.units) > 1:
        yield literal.loosened()
    if len(letters) <= MOST_INITIALS:
        yield by_initials(literal)
    yield from _mended(literal)


def shorter(reading: Reading) -> list[Reading]:
    """The reading with one word left out, for whom nothing at all was found."""
    return [reading.without(at) for at in range(len(reading.units))] if reading.units[1:] else []


def _same(on: date) -> dict[Words, list[Same]]:
    """What stands for a word or phrase, both ways."""
    found: dict[Words, list[Same]] = defaultdict(list)
    for pair in _synonyms(on=on):
        one, other = (Same(tuple(fold(words).split()), words.casefold()) for words in pair)
        found[one.words].append(other)
        found[other.words].append(one)
    return found


@Prepared
def _synonyms(on: date) -> QuerySet[Synonym, tuple[str, str]]:
    return Synonym.objects.in_force(on=on).order_by("pk").values_list("one", "other")


def _mended(literal: Reading) -> Iterator[Reading]:
    """All unknown words mended at once; then, with all known, one word after another."""
    words = [unit.ways[0][0] for unit in literal.units]
    if len(words) == 1 and len(words[0]) <= SHORTEST:
        return  # too little to guess by: «ong» is no slip for «dong»
    known = _known({slip for word in words for slip in (word, *repairs(word))})
    guesses = {n: likeliest(word, known) for n, word in enumerate(words)}
    guesses = {n: ways for n, ways in guesses.items() if ways and not literal.units[n].ways[1:]}
    mended = literal
    for n in guesses.keys() - {n for n, word in enumerate(words) if word in known}:
        mended = mended.guessed(n, guesses[n])
    if mended.is_guess:
        yield mended
    else:
        long = (n for n in guesses if len(words[n]) > SHORTEST)
        yield from (literal.guessed(n, guesses[n]) for n in long)


def _known(words: Iterable[str]) -> set[str]:
    return set(Word.objects.filter(word__in=sorted(words)).values_list("word", flat=True))
