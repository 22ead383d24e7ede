"""Days on which a stall rests: said to buyers, waited for by orders, or nothing is ordered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Entry
from marketplace.cart.queries import basket as basket_of
from marketplace.orders.actions import states
from marketplace.orders.models import Allocation
from marketplace.selling.actions import AlreadyClosed, close_stall, reopen_stall
from marketplace.selling.models import Closure
from marketplace.selling.queries import free_packs
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import ClosureFactory, basket, paid_order
from traceability.actions.stock import OutOfStock

pytestmark = pytest.mark.django_db
TODAY = MIDDAY.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def lot():
    return LotFactory()


@pytest.fixture
def rest(lot):
    def rested(first=0, days=3, *, takes_orders=True, words=""):
        since = TODAY + first * A_DAY
        return close_stall(
            producer=lot.producer,
            days=(since, since + days * A_DAY),
            words=words,
            takes_orders=takes_orders,
            by=UserFactory(),
            at=MIDDAY,
        )

    return rested


def free(lot, on=TODAY):
    return free_packs([lot.pack_id], on=on).get(lot.pack_id, 0)


@pytest.mark.parametrize(
    ("first", "until", "is_on", "is_told"),
    [
        (0, 1, True, True),
        (-1, 0, False, False),
        (1, 2, False, True),
        (7, 9, False, True),
        (8, 9, False, False),
    ],
)
def test_buyers_are_told_a_week_ahead(first, until, is_on, is_told):
    closure = Closure(valid_from=TODAY + first * A_DAY, valid_until=TODAY + until * A_DAY)

    assert (closure.is_on(TODAY), closure.is_told(on=TODAY)) == (is_on, is_told)


def test_nothing_is_ordered_from_a_stall_that_takes_no_orders(lot, rest):
    before = free(lot)
    rest(takes_orders=False)

    assert [free(lot, TODAY + n * A_DAY) for n in (-1, 0, 2, 3)] == [before, 0, 0, before]
    with pytest.raises(OutOfStock):
        paid_order(1, lot)


def test_one_that_takes_orders_says_so_and_sells(lot, rest):
    closure = rest(words="Về quê ăn Tết")
    cart = basket((lot.pack, 1))

    (shop,) = basket_of(cart, on=TODAY).shops

    assert (shop.closure, free(lot) > 0) == (closure, True)


def test_a_basket_asks_no_more_where_others_rest(lot, django_assert_num_queries):
    cart = basket((lot.pack, 1))
    with CaptureQueriesContext(connection) as before:
        basket_of(cart, on=TODAY)
    ClosureFactory()
    with django_assert_num_queries(len(before)):
        assert basket_of(cart, on=TODAY).shops[0].closure is None


def test_what_was_ordered_is_held_and_sent_all_the_same(lot, rest):
    paid = paid_order(2, lot)
    rest(takes_orders=False)

    taken = states.accept(order=paid, by=UserFactory(), at=MIDDAY)

    assert taken.state == "awaiting_pickup"
    assert [part.state for part in Allocation.objects.filter(line__order=paid)] == ["held"]


def test_the_same_days_again_are_one_rest_with_newer_words(lot, rest):
    rest(words="Nghỉ")
    rest(words="Nghỉ Tết", takes_orders=False)

    closure = lot.producer.closures.get()
    assert (closure.words, closure.takes_orders) == ("Nghỉ Tết", False)


@pytest.mark.parametrize(("first", "days"), [(2, 1), (-1, 2), (0, 2), (1, 1)])
def test_days_of_two_rests_do_not_fall_together(lot, rest, first, days):
    rest()

    with pytest.raises(AlreadyClosed):
        rest(first=first, days=days)

    rest(first=3, days=1)
    ClosureFactory()
    assert lot.producer.closures.count() == 2


@pytest.mark.parametrize(("first", "left"), [(0, []), (5, []), (-1, [TODAY])])
def test_a_rest_is_ended_or_taken_back(lot, rest, first, left):
    closure = rest(first=first)

    for _again in range(2):
        reopen_stall(closure=closure, by=UserFactory(), at=MIDDAY)

    assert [one.valid_until for one in lot.producer.closures.all()] == left
    assert [entry.verb for entry in Entry.objects.filter(verb="reopened stall")] == [
        "reopened stall"
    ]


def test_a_rest_has_a_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosureFactory(valid_from=date(2026, 2, 1), valid_until=date(2026, 2, 1))
