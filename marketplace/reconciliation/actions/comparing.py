"""One run: every way, every difference found or gone, none of them put right."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from marketplace.ledger import chart
from marketplace.reconciliation.models import Difference, Reconciliation
from marketplace.reconciliation.queries import gaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from marketplace.reconciliation.queries.gaps import Gap

AT_ONCE = 1_000
FROM_HOUR = 6
"""Reports of a day come during the night after it."""

ORDERS = "orders"
Way = Difference.Way


@transaction.atomic
def reconcile(*, day: date, at: datetime) -> Reconciliation:
    """Compare everything up to the end of a day with what others say of it.

    A difference that is not seen any more is gone; one that a person explained stays explained
    while its numbers stay.
    """
    run = Reconciliation.objects.create(day=day, run_at=at, compared=0)
    for account in gaps.accounts_outside(day=day):
        way = Way.BANK if account == chart.BANK else Way.GATEWAY
        both = chain(gaps.outside(account, day=day), gaps.without_report(account, day=day))
        _note(way, account, both, at)
        run.compared += gaps.compared(account, day=day)
    _note(Way.ORDERS, ORDERS, gaps.orders(day=day), at)
    still = Difference.objects.open().values_list("way", flat=True)
    run.open_by_way = dict(Counter(still.iterator()))
    run.save(update_fields=["compared", "open_by_way"])
    return run


def reconcile_daily(*, at: datetime) -> Reconciliation | None:
    """Yesterday, once, when its reports ought to be there."""
    here = localtime(at)
    day = here.date() - timedelta(days=1)
    if here.hour < FROM_HOUR or Reconciliation.objects.filter(day__gte=day).exists():
        return None
    return reconcile(day=day, at=at)


def _note(way: Way, account: str, found: Iterable[Gap], at: datetime) -> None:
    """Keep what is found, batch by batch; what was open and is not found is gone."""
    for batch in _batches(iter(found)):
        by_name = {gap.reference: gap for gap in batch}
        explained = _explained(account, by_name)
        known = Difference.objects.open().filter(account=account, reference__in=by_name)
        for one in known:
            _see_again(one, by_name.pop(one.reference), at)
        Difference.objects.bulk_create(
            Difference(
                way=way,
                account=account,
                reference=gap.reference,
                day=gap.day,
                ours=gap.ours,
                theirs=gap.theirs,
                found_at=at,
                seen_at=at,
            )
            for gap in by_name.values()
            if (gap.reference, gap.ours, gap.theirs) not in explained
        )
    gone = Difference.objects.open().filter(account=account, seen_at__lt=at)
    gone.update(closed_at=at, ending=Difference.Ending.GONE)


def _explained(account: str, names: Iterable[str]) -> set[tuple[str, int | None, int | None]]:
    rows = Difference.objects.filter(
        account=account, reference__in=list(names), ending=Difference.Ending.EXPLAINED
    )
    return set(rows.values_list("reference", "ours", "theirs"))


def _see_again(one: Difference, gap: Gap, at: datetime) -> None:
    one.ours, one.theirs, one.seen_at = gap.ours, gap.theirs, at
    one.save(update_fields=["ours", "theirs", "seen_at"])


def _batches(found: Iterator[Gap]) -> Iterator[list[Gap]]:
    while batch := list(islice(found, AT_ONCE)):
        yield batch
