"""The digital readiness of a stall, 0 to 100: its rules and their weights, and nothing else.

The page that explains the index reads the rules from here. Each looks at one share between nothing
and all; a rule gives that share of its weight, rounded down. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

MOST: Final = 100
MONTHS: Final = 6
"""So many months of selling are looked at, and so many are all of it."""
SOON_DAYS: Final = 2
"""What is written within so many days of its happening was written in time."""
YEAR_DAYS: Final = 365
"""Records older than this no longer count."""

WEIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "identity": 10,
        "profile": 5,
        "listing": 10,
        "traced": 15,
        "labels": 10,
        "in_time": 10,
        "selling": 15,
        "account": 5,
        "invoices": 10,
        "answers": 5,
        "papers": 5,
    }
)
"""Points of each rule: they add up to a hundred."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many; of nothing, nothing is given."""

    done: int
    of: int

    def points(self, weight: int) -> int:
        return weight * min(self.done, self.of) // self.of if self.of else 0


Facts = Mapping[str, Part]
"""What each rule looks at, by its name."""


def points(facts: Facts) -> dict[str, int]:
    """What each rule gives; a rule of which nothing is known gives nothing."""
    nothing = Part(0, 0)
    return {rule: facts.get(rule, nothing).points(weight) for rule, weight in WEIGHTS.items()}


def index(facts: Facts) -> int:
    """0 to 100."""
    return sum(points(facts).values())
