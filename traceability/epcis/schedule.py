"""When a standing question is asked again: the query schedule of EPCIS 2.0 (8.2.5.3).

Each part names values as "1", "1,15" or "[8-17]". A part that is not named is any, but for those
finer than the finest that is: {"hour": "1"} is once, at one o'clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

BOUNDS = {
    "second": range(60),
    "minute": range(60),
    "hour": range(24),
    "dayOfMonth": range(1, 32),
    "month": range(1, 13),
    "dayOfWeek": range(1, 8),
}
CLOCK = ("second", "minute", "hour")
ELEMENT = re.compile(r"(\d{1,2})|\[(\d{1,2})-(\d{1,2})\]", re.ASCII)
LONGEST = 300
HORIZON = 8 * 366 + 1  # days: from one 29th of February to the next, past 2100 too


class NotASchedule(ValueError):
    """A part that cannot be read, or a moment that never comes; `part` is to blame."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Schedule:
    """The values that fit, of each part of a moment."""

    second: tuple[int, ...]
    minute: tuple[int, ...]
    hour: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    def after(self, at: datetime) -> datetime | None:
        """The first moment that fits after `at`, in its time zone; None when there is none."""
        moments = [time(h, m, s) for h in self.hour for m in self.minute for s in self.second]
        day = at.date()
        for _ in range(HORIZON):
            if self._fits(day):
                whole = (datetime.combine(day, one, at.tzinfo) for one in moments)
                found = next((one for one in whole if one > at), None)
                if found:
                    return found
            day += timedelta(days=1)
        return None

    def _fits(self, day: date) -> bool:
        return (
            day.day in self.days and day.month in self.months and day.isoweekday() in self.weekdays
        )


def read(said: object) -> Schedule:
    """The schedule of a subscription, or NotASchedule."""
    if not isinstance(said, Mapping) or not said:
        raise NotASchedule("schedule")
    for name in said:
        if name not in BOUNDS:
            raise NotASchedule(f"schedule.{name}"[:60])
    parts = {name: _values(name, said[name]) for name in said}
    finest = next((at for at, name in enumerate(CLOCK) if name in parts), len(CLOCK))
    for at, name in enumerate(CLOCK):
        parts.setdefault(name, (0,) if at < finest else tuple(BOUNDS[name]))
    days, months, weekdays = (
        frozenset(parts.get(name, BOUNDS[name])) for name in ("dayOfMonth", "month", "dayOfWeek")
    )
    return Schedule(parts["second"], parts["minute"], parts["hour"], days, months, weekdays)


def _values(name: str, said: object) -> tuple[int, ...]:
    text = str(said) if isinstance(said, str | int) and not isinstance(said, bool) else ""
    found: set[int] = set()
    for part in text[:LONGEST].replace(" ", "").split(","):
        element = ELEMENT.fullmatch(part)
        if not element:
            raise NotASchedule(f"schedule.{name}")
        single, first, last = element.groups()
        found |= set(range(int(single or first), int(single or last) + 1))
    if not found or not found <= set(BOUNDS[name]):
        raise NotASchedule(f"schedule.{name}")
    return tuple(sorted(found))
