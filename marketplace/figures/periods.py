"""How far back a page of figures looks. No Django here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The last so many days, or the last so many months with this one; today is in both."""

    value: str
    days: int = 0
    months: int = 0

    def begins(self, today: date) -> list[date]:
        """Its days, or the first days of its months, the earliest first."""
        if self.days:
            return [today - timedelta(days=n) for n in reversed(range(self.days))]
        return [_months_before(today, n) for n in reversed(range(self.months))]


WEEK, MONTH, A_YEAR = (
    Period("7-ngay", days=7),
    Period("30-ngay", days=30),
    Period("12-thang", months=YEAR),
)
PERIODS = (WEEK, MONTH, A_YEAR)


def period(told: str) -> Period:
    """What an address says; thirty days where it says nothing that makes sense."""
    return next((one for one in PERIODS if one.value == told), MONTH)


def _months_before(day: date, number: int) -> date:
    whole = day.year * YEAR + day.month - 1 - number
    return date(whole // YEAR, whole % YEAR + 1, 1)
