"""Months of money that are kept say what the ledger says, whenever they were kept."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import F
from django.utils.timezone import make_aware

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.ledger.queries import balance, kept_balance, last_for_good
from marketplace.payouts import audit
from marketplace.payouts.actions.keeping import keep, keep_months
from marketplace.payouts.models import MoneyKept, MoneyMonth
from marketplace.payouts.queries import money, months, statement
from marketplace.payouts.queries.statement import Period
from marketplace.payouts.queries.taxes import month_from
from tests.marketplace.payouts.stories import OVER, earned, household, rates
from tests.marketplace.payouts.test_statement import happen

pytestmark = pytest.mark.django_db
MONTHS = [Period(), *(month_from(date(2026, n, 1)) for n in (11, 12)), month_from(date(2027, 1, 1))]


def corrected(producer, amount, at, key):
    """Booked by hand, on whatever day."""
    legs = {chart.payable(producer.pk): -amount, chart.BANK: amount}
    return post(key=key, kind=Kind.CORRECTED, legs=legs, at=at)


@pytest.fixture(scope="module")
def producer(ground):
    with ground():
        rates(commission=333, vat=111, pit=77)
        lot = household(packed=20, on_hand=20)
        happen(lot, Random(3))
        corrected(lot.producer, 5_000, OVER + timedelta(days=20), "late")
        corrected(lot.producer, 7_000, OVER - timedelta(days=30), "long ago")
        earned(1, household())
    return lot.producer


def keys(producer, period):
    return list(statement.latest(producer, period))


def same(producer):
    """Whatever is kept, every month and all of them are what the ledger says."""
    known = months.kept(producer)
    for period in MONTHS:
        assert months.overview(known, period) == statement.overview(producer, period)
        assert months.extent(known, period) == statement.extent(producer, period)
    by_month = statement.by_month(producer, Period())
    assert dict(months.all_months(known)) == by_month
    owed = -balance(chart.payable(producer.pk))
    assert (months.balance(known), sum(by_month.values())) == (owed, owed)
    now = money.now(known)
    assert (
        now.held == -balance(chart.escrow(producer.pk)) == -kept_balance(chart.escrow(producer.pk))
    )
    assert list(audit.months_otherwise()) == []


def test_kept_at_any_transaction_it_says_the_same(producer):
    """One transaction after another is kept, and one is told of a month that is long over."""
    booked = keys(producer, Period())[::-1]
    same(producer)
    for upto in booked[::3]:
        keep(producer=producer, upto=upto, on=OVER.date())
        same(producer)
    keep(producer=producer, upto=last_for_good(), on=OVER.date())
    keep(producer=producer, upto=booked[0], on=OVER.date())  # nothing is kept twice
    same(producer)
    corrected(producer, 9_000, OVER - timedelta(days=29), "told late")
    same(producer)


def test_a_kept_statement_reads_no_legs_of_before(producer, django_assert_num_queries):
    """Of what is kept, the database is asked for sums alone; of the rest there is nothing."""
    keep(producer=producer, upto=last_for_good(), on=OVER.date())
    with django_assert_num_queries(2):
        known = months.kept(producer)
    with django_assert_num_queries(2):
        months.overview(known, month_from(date(2026, 12, 1)))
    extent = months.extent(known, MONTHS[0])
    assert extent.booked == sum(one.booked for one in known.months.values()) > 5


def test_what_was_altered_by_hand_is_found(producer):
    keep(producer=producer, upto=last_for_good(), on=OVER.date())
    MoneyMonth.objects.filter(begins_on=date(2026, 12, 1)).update(goods=F("goods") + 1)

    (fault,) = audit.months_otherwise()
    assert fault.endswith("in 2026-12: the ledger says otherwise")


def test_the_clock_keeps_every_stall_once_a_day(producer):
    at = make_aware(OVER.replace(tzinfo=None) + timedelta(days=60))

    assert [keep_months(at=at), keep_months(at=at + timedelta(hours=3))] == [2, 0]
    assert MoneyKept.objects.count() == 2
    assert keep_months(at=at + timedelta(days=1)) == 2
    same(producer)
