"""Days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta


def month(day: date) -> int:
    return day.month


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
