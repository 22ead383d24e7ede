"""How people paid, by month and way, and against what authorities want."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils.timezone import make_aware

from marketplace.figures.queries import cashless as queries
from marketplace.figures.queries.cashless import CARD, CASH, TRANSFER, Month, Sums
from marketplace.figures.tables import cashless as tables
from marketplace.figures.targets import targets
from marketplace.orders.models import Order
from marketplace.payments.models import Payment
from tests.marketplace.stories import hear, pending_payment

UNTIL = date(2026, 11, 22)


def paid(on, gateway="sandbox", quantity=2):
    payment = pending_payment(quantity)
    hear(payment, key=payment.reference)
    order = payment.group.orders.get()
    Order.objects.filter(pk=order.pk).update(paid_at=make_aware(on))
    Payment.objects.filter(group=order.group).update(gateway=gateway)
    return order


@pytest.mark.django_db
def test_each_month_says_how_it_was_paid_in_one_query(django_assert_num_queries):
    paid(datetime(2025, 11, 3))
    paid(datetime(2026, 11, 1, 0, 30))
    paid(datetime(2026, 11, 30, 23, 30), "stripe", 4)
    paid(datetime(2024, 11, 3))
    by_hand = paid(datetime(2026, 10, 31, 23, 30))
    by_hand.group.payments.update(state="failed", settled_at=None)

    with django_assert_num_queries(1):
        rows = queries.months(Order.objects.filter(paid_at__isnull=False), until=UNTIL)

    assert [row.begins_on for row in (rows[0], rows[-1])] == [date(2025, 12, 1), date(2026, 11, 1)]
    october, november = rows[-2:]
    assert october.ways == {CASH: Sums(orders=1, value=400_000)}
    assert november.ways == {
        TRANSFER: Sums(orders=1, value=400_000),
        CARD: Sums(orders=1, value=770_000),
    }
    assert november.before == Sums(orders=1, value=400_000)
    assert (october.share, november.share, november.growth) == (0.0, 100.0, 192.5)


def test_a_year_is_its_months_added_up():
    ways = [{TRANSFER: Sums(orders=3, value=30)}, {CASH: Sums(orders=1, value=5)}]
    rows = [
        Month(begins_on=date(2026, n, 1), ways=way, before=Sums(orders=1, value=12))
        for n, way in enumerate(ways, start=1)
    ]
    year = queries.year_of(rows)
    assert (year.all, year.share) == (Sums(orders=4, value=35), 75.0)
    assert year.growth == 25.0


def test_where_there_is_nothing_to_reckon_with_there_is_no_figure():
    month = Month(begins_on=UNTIL)
    assert (month.share, month.growth, tables.percent(month.growth)) == (None, None, "–")


def test_targets_are_those_of_the_day():
    found = targets(on=UNTIL)
    assert {code: goal.text for code, goal in found.items()} == {
        "share": "50 %",
        "growth": "20–25 %",
    }
    assert [found["growth"].is_met(percent) for percent in (None, 19.9, 20.0)] == [
        None,
        False,
        True,
    ]
    assert targets(on=date(2021, 12, 31)) == {}


def test_a_file_has_a_row_for_each_way_of_a_month():
    ways = {TRANSFER: Sums(orders=3, value=30), CASH: Sums(orders=1, value=5)}
    rows = [Month(begins_on=date(2026, 1, 1), ways=ways), Month(begins_on=date(2026, 2, 1))]
    assert list(tables.lines(rows)) == [
        tables.HEAD,
        ("2026-01", "transfer", 3, 30, 75.0, ""),
        ("2026-01", "cash", 1, 5, 75.0, ""),
    ]
