"""Every night the clock adds up what stalls sold, so that no page does it again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from catalog.models import Membership, Producer
from marketplace.figures.models import Tallied, Tally
from marketplace.figures.queries.stalls import counted, first_day, in_months, kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marketplace.figures.sums import Sums

LOOKED_AT_AGAIN = timedelta(days=62)
"""So long an order may still be cancelled, given back or claimed: its day is added up again."""

AT_A_TIME = timedelta(days=31)
SECONDS = 5
"""What one beat of the clock spends on it."""

MOST_AT_ONCE = 200
KEY = ("producer", "span", "begins_on")
SUMS = ("orders", "returning", "claims", "packs", "provinces", "places")


def keep_tallies(*, at: datetime) -> int:
    """Add up the days before today of every stall that is not; says of how many it did."""
    today, end, done = localdate(at), monotonic() + SECONDS, 0
    behind = Q(tallied__isnull=True) | Q(tallied__until__lt=today)
    stalls = Producer.objects.filter(
        behind, Exists(Membership.objects.filter(producer=OuterRef("pk")))
    )
    for producer in stalls.order_by("pk")[:MOST_AT_ONCE]:
        if monotonic() > end:
            break
        keep(producer=producer, until=today)
        done += 1
    return done


@transaction.atomic
def keep(*, producer: Producer, until: date) -> None:
    """Add up a stall's days before ``until``: those that are new, and late ones once more."""
    row, is_new = Tallied.objects.get_or_create(producer=producer, defaults={"until": until})
    row = Tallied.objects.select_for_update().get(pk=row.pk)
    since = first_day(producer) if is_new else row.until - LOOKED_AT_AGAIN
    if since is not None:
        for first, after in _pieces(since, until):
            _write(
                producer, Tally.Span.DAY, first, after, counted(producer, since=first, until=after)
            )
        first, after = since.replace(day=1), until.replace(day=1)
        days = kept(producer, Tally.Span.DAY, since=first, until=after)
        _write(producer, Tally.Span.MONTH, first, after, in_months(days))
    row.until = until
    row.save(update_fields=["until"])


def _pieces(since: date, until: date) -> Iterator[tuple[date, date]]:
    while since < until:
        after = min(until, since + AT_A_TIME)
        yield since, after
        since = after


def _write(
    producer: Producer, span: Tally.Span, since: date, until: date, found: Mapping[date, Sums]
) -> None:
    """These rows instead of what stood there."""
    rows = Tally.objects.filter(producer=producer, span=span)
    rows.filter(begins_on__gte=since, begins_on__lt=until).delete()
    Tally.objects.bulk_create(
        Tally(producer=producer, span=span, begins_on=on, **asdict(sums))
        for on, sums in found.items()
        if sums
    )
