"""Averages that tell of no single household: groups too small are told together. No Django here.

Whoever knows the whole and all groups but one can work that one out: what is left over is therefore
a crowd too, or joined by the smallest group that would have been told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""So many stalls at least stand behind each average."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many stalls and their average, rounded; ``name`` is None for those told together."""

    name: str | None
    count: int
    average: int


def average(figures: Sequence[int]) -> int | None:
    """Rounded to whole points; None where too few stand behind it."""
    return round(sum(figures) / len(figures)) if len(figures) >= LEAST else None


def crowds(groups: Mapping[str, Sequence[int]]) -> list[Crowd]:
    """The groups that may be told, the best first, and the others as one at the end.

    Nothing is told of them where even together they are too few.
    """
    told = {name: figures for name, figures in groups.items() if len(figures) >= LEAST}
    left = [one for name, figures in groups.items() if name not in told for one in figures]
    while told and 0 < len(left) < LEAST:
        smallest = min(told, key=lambda name: (len(told[name]), name))
        left += told.pop(smallest)
    rows = [Crowd(name, len(figures), _rounded(figures)) for name, figures in told.items()]
    rows.sort(key=lambda row: (-row.average, row.name or ""))
    if len(left) >= LEAST:
        rows.append(Crowd(None, len(left), _rounded(left)))
    return rows


def _rounded(figures: Sequence[int]) -> int:
    return round(sum(figures) / len(figures))
