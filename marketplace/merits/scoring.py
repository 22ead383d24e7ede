"""Points of an OCOP score sheet: what adds up, what stands in the way of a star. No Django here.

A sheet has items; each gives the points of the one option that holds. Some options are marked with
stars: a product of that many stars must reach at least that option, whatever its sum. Items of a
``case`` stand beside those of another (a community or a destination): only one case counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

LEAST_STARS, MOST_STARS = 1, 5
RECOGNISED = (3, 4, 5)
"""Stars that a council gives; below there is no decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """``required_for``: the stars that need at least this one. ``fact``: what would show it."""

    key: int
    points: int
    words: str = ""
    required_for: int | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a sheet. ``required_for`` itself: some points are needed for these stars."""

    key: int
    number: int
    part: str
    criterion: str
    name: str = ""
    case: str = ""
    required_for: int | None = None
    options: tuple[Option, ...]

    @property
    def most(self) -> int:
        return max(option.points for option in self.options)

    @property
    def words(self) -> str:
        return self.name or self.criterion

    def needed(self, stars: int) -> Option | None:
        """The least option for so many stars; None where any will do."""
        marked = [one for one in self.options if one.required_for and one.required_for <= stars]
        if self.required_for and self.required_for <= stars:
            marked += [one for one in self.options if one.points > 0][:1]
        return max(marked, key=lambda one: one.points, default=None)

    def above(self, points: int) -> list[Option]:
        """Options that give more, the least of them first."""
        return sorted((o for o in self.options if o.points > points), key=lambda o: o.points)


@dataclass(frozen=True)
class Sheet:
    """All items in their order, from how many points on each star is given, by what law.

    ``unknown``: points that the sheet gives by law and our copy of it does not know.
    """

    items: tuple[Item, ...]
    starts: Mapping[int, int]
    unknown: int = 0

    @property
    def most(self) -> int:
        """What our copy can give at most; with ``unknown`` it is a hundred."""
        return sum(_counted(self.items, {one.key: one.most for one in self.items}).values())

    @cached_property
    def parts(self) -> dict[str, int]:
        """The most that each part can give."""
        best = {one.key: one.most for one in self.items}
        return _by_part(self.items, _counted(self.items, best))


Chosen = Mapping[int, Option]
"""The option that holds, by the key of its item."""


@dataclass(frozen=True, slots=True)
class Score:
    """``stars`` by the sum alone; ``reached`` when what is mandatory is looked at too."""

    points: int
    parts: Mapping[str, int]
    stars: int
    reached: int
    barring: Mapping[int, tuple[Item, ...]]


def score(sheet: Sheet, chosen: Chosen) -> Score:
    """What the chosen options add up to, and which items bar each star that a council gives."""
    given = {key: option.points for key, option in chosen.items()}
    counted = _counted(sheet.items, given)
    points = sum(counted.values())
    barring = {stars: tuple(_barring(sheet, chosen, stars)) for stars in RECOGNISED}
    stars = stars_for(points, sheet.starts)
    reached = max(
        (n for n in range(LEAST_STARS, stars + 1) if not barring.get(n)), default=LEAST_STARS
    )
    return Score(points, _by_part(sheet.items, counted), stars, reached, barring)


def stars_for(points: int, starts: Mapping[int, int]) -> int:
    """The class of a sum: the highest whose first point it reaches, at least one star."""
    return max((stars for stars, start in starts.items() if points >= start), default=LEAST_STARS)


class Effort(IntEnum):
    """How much a step asks, the least first."""

    CONFIRM = 0
    """The market's records point to it: read and say yes."""
    AT_THE_STALL = 1
    """Done on pages of the stall, and then the market knows."""
    ELSEWHERE = 2
    """A paper, a certificate, a change of work."""


@dataclass(frozen=True, slots=True)
class Step:
    """From here to ``option`` of ``item``: so many points more; ``most`` if it went all the way."""

    item: Item
    option: Option
    gain: int
    most: int
    effort: Effort
    is_mandatory: bool


@dataclass(frozen=True, slots=True)
class Way:
    """To the next star: what must be, then what brings most. ``short``: points that are missing.

    ``enough``: so many of the steps, in their order, reach it; None if all together do not.
    """

    stars: int
    short: int
    steps: tuple[Step, ...]
    enough: int | None


def way_on(sheet: Sheet, chosen: Chosen, hinted: Chosen) -> Way | None:
    """What is missing for the next star that a council gives; None with five.

    What is mandatory stands first, then the largest gain, of like gains the easiest.
    """
    now = score(sheet, chosen)
    if now.reached >= MOST_STARS:
        return None
    stars = max(now.reached + 1, RECOGNISED[0])
    short = max(0, sheet.starts[stars] - now.points)
    steps = sorted(_steps(sheet, chosen, hinted, stars), key=_in_turn)
    return Way(stars, short, tuple(steps), _enough(steps, short))


def _in_turn(step: Step) -> tuple[bool, int, int, int]:
    return (not step.is_mandatory, -step.gain, step.effort, step.item.number)


def _enough(steps: Sequence[Step], short: int) -> int | None:
    must = sum(step.is_mandatory for step in steps)
    gained = 0
    for number, step in enumerate(steps, 1):
        gained += step.gain
        if gained >= short and number >= must:
            return number
    return 0 if short == 0 and must == 0 else None


def _steps(sheet: Sheet, chosen: Chosen, hinted: Chosen, stars: int) -> Iterator[Step]:
    open_cases = _open_cases(sheet.items, chosen)
    for item in sheet.items:
        if item.case and item.case != open_cases[item.criterion]:
            continue
        now = chosen.get(item.key)
        at = now.points if now else 0
        needed = item.needed(stars)
        is_mandatory = needed is not None and (now is None or now.points < needed.points)
        option = _next(item, at, hinted.get(item.key), needed if is_mandatory else None)
        if option is None:
            continue
        effort = _effort(option, hinted.get(item.key))
        gain = max(0, option.points - at)
        yield Step(item, option, gain, max(gain, item.most - at), effort, is_mandatory)


def _next(item: Item, at: int, hint: Option | None, needed: Option | None) -> Option | None:
    """What is needed; else what the records point to; else one step up."""
    if needed is not None:
        return hint if hint and hint.points >= needed.points else needed
    if hint and hint.points > at:
        return hint
    return next(iter(item.above(at)), None)


def _effort(option: Option, hint: Option | None) -> Effort:
    if hint and hint.points >= option.points:
        return Effort.CONFIRM
    return Effort.AT_THE_STALL if option.fact else Effort.ELSEWHERE


def _barring(sheet: Sheet, chosen: Chosen, stars: int) -> Iterator[Item]:
    open_cases = _open_cases(sheet.items, chosen)
    for item in sheet.items:
        if item.case and item.case != open_cases[item.criterion]:
            continue
        needed, given = item.needed(stars), chosen.get(item.key)
        if needed and (given is None or given.points < needed.points):
            yield item


def _open_cases(items: Sequence[Item], chosen: Chosen) -> dict[str, str]:
    """Of each criterion with cases the one that has most points so far; at first the first."""
    given = {key: option.points for key, option in chosen.items()}
    return {name: max(sums, key=lambda case: sums[case]) for name, sums in _cases(items, given)}


def _counted(items: Sequence[Item], given: Mapping[int, int]) -> dict[int, int]:
    """Points by item; of cases, those of the better one alone."""
    best = {name: max(sums, key=lambda case: sums[case]) for name, sums in _cases(items, given)}
    return {
        item.key: given[item.key]
        for item in items
        if item.key in given and (not item.case or best[item.criterion] == item.case)
    }


def _cases(items: Sequence[Item], given: Mapping[int, int]) -> Iterator[tuple[str, dict[str, int]]]:
    found: dict[str, dict[str, int]] = {}
    for item in items:
        if item.case:
            sums = found.setdefault(item.criterion, {})
            sums[item.case] = sums.get(item.case, 0) + given.get(item.key, 0)
    yield from found.items()


def _by_part(items: Sequence[Item], counted: Mapping[int, int]) -> dict[str, int]:
    parts = dict.fromkeys((item.part for item in items), 0)
    for item in items:
        parts[item.part] += counted.get(item.key, 0)
    return parts
