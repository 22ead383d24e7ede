"""The demo's mornings of comparing: reports of the demo's bank, one of which came two days late."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate, make_aware

from marketplace.ledger.models import Leg
from marketplace.reconciliation.actions.comparing import FROM_HOUR, reconcile
from marketplace.reconciliation.actions.reporting import take_report
from marketplace.reconciliation.models import Reconciliation
from marketplace.reconciliation.queries.gaps import accounts_outside
from marketplace.reconciliation.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

DAY = timedelta(days=1)
MORNINGS, LATE = 8, range(3, 5)
"""So many days are compared; the report of these (days ago) came with the next."""

LONG_AGO = 200
WORDS = "NGAN HANG MAU"


def compare(*, at: datetime) -> int:
    """Each of the last mornings, where none was yet; say how many."""
    if Reconciliation.objects.exists():
        return 0
    today = localdate(at)
    reported = today - timedelta(days=LONG_AGO)
    for ago in range(MORNINGS, 0, -1):
        day = today - ago * DAY
        morning = make_aware(datetime.combine(day + DAY, time(FROM_HOUR)))
        if ago not in LATE:
            _report(reported, day, min(at, morning))
            reported = day + DAY
        reconcile(day=day, at=min(at, morning))
    return MORNINGS


def _report(first: date, last: date, at: datetime) -> None:
    for account in accounts_outside(day=last):
        rows = _rows(account, first, last)
        take_report(account=account, begins_on=first, ends_on=last, rows=rows, by=None, at=at)


def _rows(account: str, first: date, last: date) -> Iterator[Row]:
    """What the demo's bank did on these days, under the names it was told."""
    begins, ends = (make_aware(datetime.combine(day, time())) for day in (first, last + DAY))
    legs = Leg.objects.filter(account__code=account, transaction__happened_at__gte=begins)
    within = legs.filter(transaction__happened_at__lt=ends).select_related("transaction")
    for leg in within.order_by("transaction__happened_at", "pk"):
        said = leg.transaction
        yield Row(
            day=localdate(said.happened_at),
            amount=leg.amount,
            reference=said.reference,
            text=WORDS,
        )
