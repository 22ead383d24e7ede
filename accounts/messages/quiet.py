"""The hours in which nobody is woken. No Django here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` up to ``end`` by the clock on the wall; past midnight if start is later."""

    start: time
    end: time

    def covers(self, local: datetime) -> bool:
        clock = local.time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def next_allowed(self, local: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into."""
        if not self.covers(local):
            return local
        day = local.date() + timedelta(days=local.time() >= self.end)
        return datetime.combine(day, self.end, tzinfo=local.tzinfo)
