"""Ordered before the harvest: served in turn, the shortfall shared out, paid back and told."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from accounts.models import Message
from marketplace.cart import actions as cart
from marketplace.cart.queries import basket as shown
from marketplace.checkout.actions import place_order
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Allocation, Order, RefundDue
from marketplace.payments.actions import lapsing
from marketplace.preorders import actions
from tests.factories import MIDDAY, TODAY, LotFactory, UserFactory
from tests.marketplace.preorders.stories import FEE, PRICE, SHIP_BY, harvest, ordered, parts
from tests.marketplace.stories import LATER, basket, buyer, codes, hear, order
from traceability.actions import stock
from traceability.models import Lot

pytestmark = pytest.mark.django_db


def test_packs_of_the_harvest_to_come_can_be_ordered_up_to_the_cap(planned):
    ordered(planned, 4)

    assert planned.taken == 4
    assert parts() == [(4, 0, 0, 0)]
    assert not Allocation.objects.exists()
    with pytest.raises(stock.OutOfStock):
        order(basket_of(planned, 6, then_taken=1), total=PRICE * 6 + FEE)
    assert planned.taken == 4


def basket_of(planned, quantity, *, then_taken):
    """A basket filled before somebody else orders so many."""
    mine = cart.open_cart(user=None, at=MIDDAY)
    told = {"pack": planned.pack, "planned": planned, "on": TODAY, "at": MIDDAY}
    cart.add_packs(cart=mine, quantity=quantity, **told)
    type(planned).objects.filter(pk=planned.pk).update(taken=planned.taken + then_taken)
    return mine


def test_a_basket_says_until_when_it_is_sent_and_never_changes_kind_by_itself(planned):
    mine = cart.open_cart(user=None, at=MIDDAY)
    told = {"cart": mine, "pack": planned.pack, "on": TODAY, "at": MIDDAY}
    cart.add_packs(**told, quantity=2, planned=planned)
    LotFactory(pack=planned.pack)

    [line] = shown(mine, on=TODAY).lines
    assert (line.planned, line.quantity, line.free) == (planned, 2, 10)
    [late] = shown(mine, on=SHIP_BY + timedelta(days=1)).lines
    assert late.is_sold_out

    cart.add_packs(**told, quantity=1)
    [line] = shown(mine, on=TODAY).lines
    assert (line.planned, line.quantity) == (None, 1)


def test_who_ordered_first_is_served_first_before_anybody_else(planned):
    first = ordered(planned, 3)
    second = ordered(planned, 4, at=MIDDAY + timedelta(minutes=1))
    lot = harvest(planned, 5)
    mine = basket((planned.pack, 1))

    with pytest.raises(stock.OutOfStock):
        order(mine, total=PRICE + FEE, at=LATER)

    assert parts() == [(0, 3, 0, 0), (2, 2, 0, 0)]
    taken = Allocation.objects.order_by("pk").values_list("line__order", "lot", "quantity")
    assert list(taken) == [(first.pk, lot.pk, 3), (second.pk, lot.pk, 2)]


def test_the_next_lot_goes_on_where_the_first_ran_out_and_the_clock_sees_to_it(planned):
    ordered(planned, 6)
    harvest(planned, 5)
    actions.serve_all(at=LATER)
    harvest(planned, 9)

    actions.serve_all(at=LATER)
    actions.serve_all(at=LATER)

    assert parts() == [(0, 6, 0, 0)]
    assert sum(Lot.objects.values_list("reserved", flat=True)) == 6


def test_lots_from_before_the_plan_are_nobodys_who_ordered_beforehand(planned):
    ordered(planned, 2)
    LotFactory(pack=planned.pack, completed_at=MIDDAY - timedelta(days=1))

    assert actions.serve_all(at=LATER) == 0


def test_a_parcel_waits_for_what_was_ordered_beforehand(planned):
    one = states.accept(order=ordered(planned, 1), by=UserFactory(), at=MIDDAY)
    told = {"carrier": "Bưu điện", "tracking": "VN1", "by": UserFactory(), "at": LATER}

    with pytest.raises(parcels.NotComplete):
        parcels.hand_over(order=one, **told)

    serial = codes(harvest(planned, 1), 1)[0].serial
    actions.serve_all(at=LATER)
    packing.pack_item(order=one, serial=serial, by=UserFactory(), at=LATER)
    parcels.hand_over(order=one, **told)
    one.refresh_from_db()
    assert one.state == Order.State.SHIPPED


def test_a_smaller_harvest_is_shared_out_by_order_time_paid_back_and_told_once(planned):
    first = ordered(planned, 3)
    second = ordered(planned, 4, at=MIDDAY + timedelta(minutes=1))
    third = ordered(planned, 2, at=MIDDAY + timedelta(minutes=2))
    harvest(planned, 5)

    for _ in range(2):
        actions.finish_planned(planned=planned, by=UserFactory(), at=LATER)

    assert parts() == [(0, 3, 0, 0), (0, 2, 2, 0), (0, 0, 2, 0)]
    due = RefundDue.objects.order_by("pk").values_list("order", "packs", "amount")
    assert list(due) == [
        (second.pk, 2, 2 * PRICE),
        (third.pk, 2, 2 * PRICE),
        (third.pk, 0, FEE),
    ]
    states_now = {one.pk: one.state for one in Order.objects.all()}
    assert states_now == {
        first.pk: "awaiting_acceptance",
        second.pk: "awaiting_acceptance",
        third.pk: "refunded",
    }
    told = Message.objects.filter(key__startswith="short:")
    assert [letter.subject for letter in told.order_by("pk")] == [
        f"Mùa này thiếu hàng cho đơn {one.group.code}" for one in (second, third)
    ]


def test_who_has_not_paid_is_let_go_and_told_not_to(planned):
    unpaid = ordered(planned, 2, paid=False)

    actions.finish_planned(planned=planned, by=UserFactory(), at=MIDDAY)

    unpaid.refresh_from_db()
    assert (unpaid.state, parts()) == ("cancelled", [(0, 0, 0, 2)])
    assert not RefundDue.objects.exists()
    assert "Đừng chuyển tiền" in Message.objects.get(key__startswith="short:").body


def test_a_lapsed_order_gives_its_place_back_and_late_money_takes_it_again(planned):
    late = ordered(planned, 4, paid=False)
    lapsing.release_overdue(at=LATER)
    planned.refresh_from_db()
    assert (planned.taken, parts()) == (0, [(0, 0, 0, 4)])

    hear(late.group.payments.get(), at=LATER)

    planned.refresh_from_db()
    assert (planned.taken, parts()) == (4, [(4, 0, 0, 0)])


def test_what_was_served_and_lapsed_goes_back_to_its_lot(planned):
    ordered(planned, 4, paid=False)
    lot = harvest(planned, 6, at=MIDDAY)
    actions.serve_all(at=MIDDAY)

    lapsing.release_overdue(at=LATER)

    lot.refresh_from_db()
    assert (lot.reserved, parts()) == (0, [(0, 0, 0, 4)])


def test_goods_from_stock_and_from_the_harvest_to_come_are_one_order(planned):
    lot = LotFactory(pack__product=planned.pack.product, pack__price=90_000)
    mine = basket((lot.pack, 1))
    told = {"pack": planned.pack, "planned": planned, "on": TODAY, "at": MIDDAY}
    cart.add_packs(cart=mine, quantity=1, **told)

    payment = place_order(
        cart=mine,
        buyer=buyer(),
        gateway="sandbox",
        expected_total=PRICE + 90_000 + FEE,
        is_adult=False,
        key=UUID("6b2f3ce2-0000-4000-8000-000000000001"),
        at=MIDDAY,
    )

    assert payment.group.orders.count() == 1
    assert (Allocation.objects.count(), parts()) == (1, [(1, 0, 0, 0)])
