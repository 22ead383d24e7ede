"""From when until when a claim may be made: arithmetic of hours. No Django here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """When an order was placed, left, and came; ``delivered_at`` may not be known yet."""

    placed_at: datetime
    shipped_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Open from ``opens_at`` until before ``closes_at``; without that end while it is not known."""

    opens_at: datetime
    closes_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)


def window(moments: Moments, *, since: str, after: int, hours: int) -> Window | None:
    """``hours`` from a moment (``placed``, ``shipped``, ``delivered``), not before ``after``.

    None while the goods have not left, and where there are no hours: then there is no such claim.
    """
    if not hours or moments.shipped_at is None:
        return None
    begins = {
        "placed": moments.placed_at,
        "shipped": moments.shipped_at,
        "delivered": moments.delivered_at,
    }[since]
    ends = None if begins is None else begins + timedelta(hours=hours)
    opens = max(moments.shipped_at, (begins or moments.shipped_at) + timedelta(hours=after))
    return Window(opens_at=opens, closes_at=ends)
