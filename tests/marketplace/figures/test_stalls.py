"""What a stall sold, counted now or kept: the same, in Vietnam's days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import make_aware

from catalog.models import Producer
from marketplace.claims.models import Claim
from marketplace.figures.actions.keeping import keep, keep_tallies
from marketplace.figures.models import Tallied, Tally
from marketplace.figures.periods import A_YEAR, MONTH, WEEK
from marketplace.figures.queries import stalls
from marketplace.figures.queries.running_out import outlook
from marketplace.figures.sums import Sold, total
from marketplace.orders.models import Order, OrderGroup
from marketplace.orders.models.groups import NOBODYS
from tests.factories import LotFactory, MembershipFactory
from tests.marketplace.payouts.stories import owe
from tests.marketplace.stories import buyer, hear, pending_payment
from traceability.models import ScanDay

TODAY = date(2026, 11, 23)
SINCE, UNTIL = date(2026, 8, 1), TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


def paid(lot, on, quantity=1, phone="+84912345678"):
    payment = pending_payment(quantity, lot, buyer(phone=phone))
    hear(payment, key=payment.reference)
    order = payment.group.orders.get()
    Order.objects.filter(pk=order.pk).update(paid_at=make_aware(on))
    return order


def looked(lot, on, province="22", times=1):
    ScanDay.objects.create(lot=lot, on=on, province=province, times=times)


@pytest.fixture(scope="module")
def lot(ground):
    """Four good orders of three people, one given up, a claim, looks; and a neighbour's."""
    with ground():
        lot = LotFactory(packed=90, on_hand=90)
        MembershipFactory(producer=lot.producer)
        paid(lot, datetime(2026, 8, 31, 23, 59), 2)
        paid(lot, datetime(2026, 11, 20, 0, 1), 3)
        claimed = paid(lot, datetime(2026, 11, 20, 23, 59), 1, "+84987654321")
        paid(lot, datetime(2026, 11, 23, 8, 0), 1, "+84987000111")
        lost = paid(lot, datetime(2026, 11, 20, 12, 0), 5, "+84987654321")
        Order.objects.filter(pk=lost.pk).update(state=Order.State.CANCELLED)
        owe(claimed, 85_000, at=make_aware(datetime(2026, 11, 21, 9, 0)))
        told = {"kind": "defective", "freight": "producer"}
        opened = make_aware(datetime(2026, 11, 22, 0, 30))
        Claim.objects.create(code="K1", order=claimed, opened_at=opened, **told)
        looked(lot, date(2026, 11, 19), times=3)
        looked(lot, date(2026, 11, 19), "")
        other = LotFactory(packed=9, on_hand=9)
        paid(other, datetime(2026, 11, 20, 12, 0), 2)
        looked(other, date(2026, 11, 19))
    return lot


def read(lot, since=SINCE, until=UNTIL):
    return stalls.by_day(lot.producer, since=since, until=until)


def test_a_day_is_what_was_paid_on_it_by_the_clock_of_vietnam(lot, django_assert_num_queries):
    with django_assert_num_queries(1 + 1 + 5):
        days = read(lot)

    pack, province = lot.pack_id, lot.producer.commune.province_id
    assert sorted(days) == [date(2026, 8, 31), *(date(2026, 11, n) for n in (19, 20, 22, 23))]
    friday = days[date(2026, 11, 20)]
    assert (friday.orders, friday.returning) == (2, 1)
    assert friday.packs == {pack: Sold(4, 4 * 185_000 - 85_000)}
    assert friday.provinces == {province: 2}
    assert days[date(2026, 11, 19)].places == {"22": 3, "": 1}
    assert days[date(2026, 11, 22)].claims == 1
    assert [days[date(2026, 11, 23)].orders, days[date(2026, 8, 31)].sold] == [1, 2]


@pytest.mark.parametrize("kept_until", [date(2026, 9, 1), date(2026, 11, 20), TODAY])
def test_what_is_kept_and_what_is_counted_are_the_same(lot, kept_until, django_assert_num_queries):
    """However much of it is kept, in two steps; of kept days nothing is asked of the orders."""
    days, months = read(lot), stalls.by_month(lot.producer, since=SINCE, until=UNTIL)
    packs = stalls.packs_by_day(lot.producer, since=SINCE, until=UNTIL)
    for until in (date(2026, 8, 25), kept_until):
        keep(producer=lot.producer, until=until)

    assert read(lot) == days
    assert stalls.by_month(lot.producer, since=SINCE, until=UNTIL) == months
    assert stalls.packs_by_day(lot.producer, since=SINCE, until=UNTIL) == packs
    assert total(months.values()).orders == 4
    with django_assert_num_queries(2):
        read(lot, until=kept_until)


def test_late_news_of_a_kept_day_is_heard_the_next_night(lot):
    keep(producer=lot.producer, until=TODAY)
    Order.objects.filter(producer=lot.producer).update(state=Order.State.CANCELLED)

    was = read(lot)[date(2026, 11, 20)].orders
    keep(producer=lot.producer, until=UNTIL)

    assert (was, read(lot).get(date(2026, 11, 20))) == (2, None)
    assert read(lot)[date(2026, 11, 19)].looks == 4


def test_the_clock_keeps_once_a_day_what_has_people(lot):
    assert Producer.objects.count() > 1
    at = make_aware(datetime(2026, 11, 23, 0, 5))

    assert [keep_tallies(at=at), keep_tallies(at=at + timedelta(hours=9))] == [1, 0]
    assert list(Tallied.objects.values_list("producer", "until")) == [(lot.producer_id, TODAY)]
    assert not Tally.objects.exclude(producer=lot.producer_id).exists()
    assert keep_tallies(at=at + timedelta(days=1)) == 1


def test_who_was_forgotten_comes_back_as_nobody(lot):
    OrderGroup.objects.update(buyer_phone=NOBODYS)
    assert total(read(lot).values()).returning == 0


def test_periods_are_whole_days_and_months_until_today(lot):
    week, month, year = (
        stalls.look_back(lot.producer, one, today=TODAY) for one in (WEEK, MONTH, A_YEAR)
    )
    assert [len(one.rows) for one in (week, month, year)] == [7, 30, 12]
    assert [one.whole.orders for one in (week, month, year)] == [3, 3, 4]
    assert [one.rows[0][0] for one in (week, year)] == [date(2026, 11, 17), date(2025, 12, 1)]
    assert list(year.packs) == [lot.pack_id]


def test_what_will_be_out_is_told_of_packs_that_sell(lot, django_assert_num_queries):
    silent = LotFactory(pack__product__producer=lot.producer)
    for day in (2, 3, 9):
        paid(lot, datetime(2026, 11, day, 9, 0), 2)
    producer = lot.producer
    lot.refresh_from_db()

    with django_assert_num_queries(6):
        found = outlook(producer, today=TODAY)

    ((pack, forecast),) = found.known
    assert (pack, forecast.free, found.unsure) == (lot.pack, lot.free, 1)
    assert forecast.weekly == pytest.approx(10 * 7 / 21)
    assert (found.soon, silent.free > 0) == ([], True)
