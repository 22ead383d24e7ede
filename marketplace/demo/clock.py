"""Days counted back from one moment, at an hour of the day people would have worked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localtime

STALLS_OPENED = 185
GOODS_LISTED = 180
STARS_SEEN = 175
"""Days ago: when stalls opened, when their goods were listed and when stars were verified."""


def days_before(at: datetime, days: int, *, hour: int = 9, minute: int = 0) -> datetime:
    """So many days before ``at``, at that local time; never after ``at`` itself."""
    day = localtime(at) - timedelta(days=days)
    return min(at, day.replace(hour=hour, minute=minute, second=0, microsecond=0))
