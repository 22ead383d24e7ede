"""When what is in store will be sold out, if it goes on as in the last eight weeks. No Django here.

Nothing is guessed of seasons, feasts or weather. From a few sales nothing is said at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
SPAN = timedelta(weeks=8)
SHORTEST = timedelta(weeks=2)
"""What began to sell later than that is reckoned as if it had sold for so long."""

FEWEST_PACKS, FEWEST_DAYS = 5, 3
"""Fewer packs, or on fewer days, say nothing: one large order is no habit."""

SOON = timedelta(days=14)
LONGEST = timedelta(days=365)
"""Who has enough for a year is told so, and no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """``weekly`` packs are sold; ``left`` is how long the free ones last, from ``today`` on."""

    free: int
    weekly: float
    left: timedelta
    today: date

    @property
    def out_on(self) -> date:
        """Around this day the last pack goes."""
        return self.today + self.left

    @property
    def is_soon(self) -> bool:
        return self.left < SOON

    @property
    def is_long(self) -> bool:
        return self.left > LONGEST

    @property
    def weeks(self) -> int:
        """Whole ones."""
        return self.left.days // WEEK

    @property
    def packs_a_week(self) -> int:
        """Rounded; 0 where it is less than one."""
        return round(self.weekly) if self.weekly >= 1 else 0


def forecast(sold: Mapping[date, int], *, free: int, today: date) -> Forecast | None:
    """``sold`` are packs by the day, ``free`` packs may be sold now; None while nobody can know.

    Only the eight weeks before today count: today is not over.
    """
    seen = {on: n for on, n in sold.items() if today - SPAN <= on < today and n > 0}
    packs = sum(seen.values())
    if packs < FEWEST_PACKS or len(seen) < FEWEST_DAYS:
        return None
    lasted = max(SHORTEST, today - min(seen))
    left = lasted * max(0, free) / packs
    return Forecast(
        free=free,
        weekly=packs * WEEK / lasted.days,
        left=timedelta(days=left.days),
        today=today,
    )
