"""Every night the clock adds what was booked to the months of each stall's money."""

from __future__ import annotations

import logging
from datetime import date, datetime
from time import monotonic

from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from catalog.models import Producer
from marketplace.ledger.queries import last_for_good
from marketplace.payouts.models import Earning, MoneyKept, MoneyMonth
from marketplace.payouts.queries import statement
from marketplace.payouts.queries.months import SUMS
from marketplace.payouts.queries.statement import Period
from marketplace.payouts.queries.taxes import month_from

SECONDS = 5
"""What one beat of the clock spends on it."""

MOST_AT_ONCE = 200
log = logging.getLogger(__name__)


def keep_months(*, at: datetime) -> int:
    """Add up what is new of every stall that was not added up today; says of how many it did."""
    today, end, done = localdate(at), monotonic() + SECONDS, 0
    behind = Q(money_kept__isnull=True) | Q(money_kept__kept_on__lt=today)
    stalls = Producer.objects.filter(
        behind, Exists(Earning.objects.filter(producer=OuterRef("pk")))
    )
    found = list(stalls.order_by("pk")[:MOST_AT_ONCE])
    if not found:
        return 0
    try:
        upto = last_for_good()
    except OperationalError:
        log.warning("the ledger is being written; months are added up at the next beat")
        return 0
    for producer in found:
        if monotonic() > end:
            break
        keep(producer=producer, upto=upto, on=today)
        done += 1
    return done


@transaction.atomic
def keep(*, producer: Producer, upto: int, on: date) -> None:
    """Add what was booked up to a transaction, of which ``last_for_good`` says that it is sure."""
    MoneyKept.objects.get_or_create(producer=producer, defaults={"kept_on": on})
    row = MoneyKept.objects.select_for_update().get(producer=producer)
    if upto > row.upto:
        for month in statement.by_month(producer, Period(after=row.upto, upto=upto)):
            _add(producer, month, after=row.upto, upto=upto)
        row.upto = upto
    row.kept_on = on
    row.save(update_fields=["upto", "kept_on"])


def _add(producer: Producer, month: date, *, after: int, upto: int) -> None:
    whole = month_from(month)
    period = Period(since=whole.since, until=whole.until, after=after, upto=upto)
    more, extent = statement.sums_of(producer, period), statement.extent(producer, period)
    row, is_new = MoneyMonth.objects.get_or_create(
        producer=producer,
        begins_on=month,
        defaults={**dict.fromkeys(SUMS, 0), **extent._asdict()},
    )
    if not is_new:
        row.booked += extent.booked
        row.first, row.last = min(row.first, extent.first), max(row.last, extent.last)
    for name in SUMS:
        setattr(row, name, getattr(row, name) + getattr(more, name))
    row.save()
