"""What an operator reads: how much is open, for how long, and what it was on other days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from marketplace.reconciliation.models import Booking, Difference, Reconciliation

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

DAYS_SHOWN = 14


def open_differences() -> QuerySet[Difference]:
    return Difference.objects.open().select_related("owner")


def bookings_open() -> QuerySet[Booking]:
    """Those that wait for a second person."""
    return Booking.objects.open().select_related("proposed_by")


def bookings() -> QuerySet[Booking]:
    """What was booked by hand, or given up; the newest first."""
    ended = Booking.objects.exclude(done_at=None, dropped_at=None)
    return ended.select_related("proposed_by", "confirmed_by").order_by("-pk")


def last_run() -> Reconciliation | None:
    return Reconciliation.objects.order_by("-run_at", "-pk").first()


def bars_by_day() -> list[dict[str, Any]]:
    """How many differences were open after the last run of each of the latest days."""
    latest = Reconciliation.objects.values("day").annotate(last=Max("pk")).order_by("-day")
    keys = [row["last"] for row in latest[:DAYS_SHOWN]]
    runs = list(Reconciliation.objects.filter(pk__in=keys).order_by("day"))
    most = max((run.open for run in runs), default=0) or 1
    return [
        {
            "label": date_format(run.day, "SHORT_DATE_FORMAT"),
            "text": str(run.open),
            "percent": round(100 * run.open / most, 1),
            "tone": "bad" if run.open else "good",
        }
        for run in runs
    ]


def figures(*, at: datetime) -> list[dict[str, Any]]:
    """Each way what is open now, and how old the oldest is. Two queries."""
    counts = dict(Difference.objects.open().order_by().values_list("way").annotate(Count("pk")))
    oldest = Difference.objects.open().first()
    age = oldest.days_open(at=at) if oldest else 0
    rows = [
        *((str(label), counts.get(way, 0)) for way, label in Difference.Way.choices),
        (_("Cũ nhất (ngày)"), age),
    ]
    return [{"label": label, "value": n, "tone": "bad" if n else ""} for label, n in rows]
