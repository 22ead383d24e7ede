"""How a lot and its items were looked at, added up by the day: a hundred thousand are few."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum

from traceability.models import CodeHistory, CodeReport, ItemCode, ScanDay
from traceability.verdicts import MANY

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from traceability.models import Lot

DAYS_SHOWN = 14
ALERTS_SHOWN = 100


def by_day(lot: Lot, *, on: date) -> list[tuple[date, int]]:
    """Looks on each of the last two weeks' days, the earliest first."""
    since = on - timedelta(days=DAYS_SHOWN - 1)
    rows = ScanDay.objects.filter(lot=lot, on__gte=since).values_list("on")
    counted = dict(rows.annotate(n=Sum("times")).order_by())
    days = [since + timedelta(days=n) for n in range(DAYS_SHOWN)]
    return [(day, counted.get(day, 0)) for day in days]


def by_province(lot: Lot) -> list[tuple[str, int]]:
    """Looks in each province, most first; the empty one is where nobody said."""
    rows = ScanDay.objects.filter(lot=lot).values_list("province").annotate(n=Sum("times"))
    return [(province, n) for province, n in rows.order_by("-n", "province") if n > 0]


def looked_at(lot: Lot) -> int:
    """How many of the lot's items somebody has looked at."""
    return CodeHistory.objects.filter(lot=lot).count()


def alerts(lot: Lot) -> QuerySet[CodeHistory]:
    """Items whose looks somebody should look into; the most looked at first."""
    sold = Q(code__state=ItemCode.State.SOLD, early__gt=0)
    odd = sold | Q(leaps__gt=0) | Q(late__gt=0) | Q(void__gt=0) | Q(times__gte=MANY)
    found = CodeHistory.objects.filter(odd, lot=lot).select_related("code")
    return found.order_by(F("leaps").desc(), "-times", "pk")[:ALERTS_SHOWN]


def reports(lot: Lot) -> QuerySet[CodeReport]:
    """What people reported of the lot, the newest first. Not for the producer: their numbers."""
    return CodeReport.objects.filter(lot=lot).defer("phone", "photo").select_related("code")
