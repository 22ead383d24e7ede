"""What one buyer may hold unpaid: by phone, by account, by visit."""

from __future__ import annotations

import pytest

from marketplace.cart import actions as cart
from marketplace.orders.actions.caps import HoldsTooMuch
from marketplace.orders.models import Order
from marketplace.payments.actions.lapsing import give_up
from tests.factories import MIDDAY, TODAY, LotFactory, UserFactory
from tests.marketplace.stories import LATER, basket, buyer, hear, order, tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(settings):
    settings.MOST_UNPAID_ORDERS = 2
    tariffs()
    return LotFactory()


def refill(mine, lot):
    cart.add_packs(cart=mine, pack=lot.pack, quantity=1, on=TODAY, at=MIDDAY)
    return mine


def place(mine, who):
    return order(mine, total=215_000, who=who)


def test_a_phone_holds_so_many_unpaid_orders_from_whatever_browser(lot):
    who = buyer()
    first, _second = (place(basket((lot.pack, 1)), who) for _ in range(2))

    with pytest.raises(HoldsTooMuch, match="2 đơn chưa trả tiền"):
        place(basket((lot.pack, 1)), who)

    lot.refresh_from_db()
    assert (Order.objects.count(), lot.reserved) == (2, 2)
    hear(first)
    place(basket((lot.pack, 1)), who)


def test_a_visit_holds_so_many_whatever_phones_it_tells(lot):
    mine = basket((lot.pack, 1))
    place(mine, buyer(phone="+84912000001"))
    place(refill(mine, lot), buyer(phone="+84912000002"))

    with pytest.raises(HoldsTooMuch):
        place(refill(mine, lot), buyer(phone="+84912000003"))


def test_an_account_holds_so_many_whatever_phones_it_tells(lot):
    person = UserFactory()
    for number in (1, 2):
        place(basket((lot.pack, 1)), buyer(phone=f"+8491200000{number}", user=person))

    with pytest.raises(HoldsTooMuch):
        place(basket((lot.pack, 1)), buyer(phone="+84912000003", user=person))


def test_others_are_not_counted_and_neither_is_what_was_given_up_or_ran_out(lot):
    who = buyer()
    one, _lapsing = (place(basket((lot.pack, 1)), who) for _ in range(2))
    give_up(group=one.group, by=None, at=MIDDAY)
    place(basket((lot.pack, 1)), buyer(phone="+84912000009"))

    place(basket((lot.pack, 1)), who)
    order(basket((lot.pack, 1)), total=215_000, who=who, at=LATER)


def test_packs_held_unpaid_are_capped_too(lot, settings):
    settings.MOST_UNPAID_ORDERS, settings.MOST_HELD_PACKS = 100, 3
    order(basket((lot.pack, 3)), total=585_000)

    with pytest.raises(HoldsTooMuch):
        place(basket((lot.pack, 1)), buyer())
