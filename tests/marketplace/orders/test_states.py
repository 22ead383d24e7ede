"""An order's way: only along its moves, each step once, goods in step with it."""

from __future__ import annotations

import pytest

from accounts.models import Entry
from marketplace.orders.actions import states
from marketplace.orders.models import Allocation, Order
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import paid_order, pending_payment

pytestmark = pytest.mark.django_db
State = Order.State


def test_a_producer_accepts_once():
    order, user = paid_order(), UserFactory()

    for _ in range(2):
        states.accept(order=order, by=user, at=MIDDAY)

    order.refresh_from_db()
    assert (order.state, order.accepted_at) == (State.AWAITING_PICKUP, MIDDAY)
    entry = Entry.objects.get(verb="accepted")
    assert (entry.actor, entry.on_behalf_of) == (user, f"catalog.Producer:{order.producer_id}")


def test_an_unpaid_order_is_not_accepted():
    order = pending_payment().group.orders.get()

    with pytest.raises(states.NotNow):
        states.accept(order=order, by=UserFactory(), at=MIDDAY)


def test_cancelling_lets_the_goods_go_once():
    lot = LotFactory()
    group = pending_payment(3, lot).group

    assert [states.cancel_unpaid(group=group, by=None, at=MIDDAY) for _ in range(2)] == [
        True,
        False,
    ]

    lot.refresh_from_db()
    assert lot.reserved == 0
    assert list(Allocation.objects.values_list("state", flat=True)) == ["released"]


def test_a_paid_order_is_not_cancelled_as_unpaid():
    lot = LotFactory()
    order = paid_order(3, lot)

    assert not states.cancel_unpaid(group=order.group, by=None, at=MIDDAY)

    lot.refresh_from_db()
    assert (lot.reserved, Order.objects.get().state) == (3, State.AWAITING_ACCEPTANCE)


def test_the_journal_names_nobody_by_name_phone_or_address():
    states.accept(order=paid_order(), by=UserFactory(), at=MIDDAY)

    for entry in Entry.objects.all():
        words = f"{entry.verb} {entry.subject} {entry.detail}"
        assert not any(private in words for private in ("Trần", "+84", "Nà Làng"))
