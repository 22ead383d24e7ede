"""How orders end: given up by a side, brought back by a carrier, or complete by themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Entry, Message
from catalog.models import Policy
from marketplace.orders.actions import arriving, cancelling, completing, packing, states
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.audit import promised_otherwise
from marketplace.orders.models import Cancellation, Order
from marketplace.payments.models import Payment
from tests.factories import MIDDAY, LotFactory, MembershipFactory
from tests.marketplace.orders.stories import accepted, labels, leave, owed, pack, sent
from tests.marketplace.stories import hear, paid_order, pending_payment
from traceability.models import ItemCode

pytestmark = pytest.mark.django_db
BUYER = Why(side="buyer", reason="changed_mind")
PRODUCER = Why(side="producer", reason="no_goods", words="Bão làm hỏng hàng")


def give_up(order, why, by=None):
    return cancelling.cancel(order=order, why=why, by=by, at=MIDDAY)


def test_a_buyer_gives_up_an_order_that_nobody_took_on_and_has_all_back():
    lot = LotFactory()
    order = paid_order(2, lot)
    owner = MembershipFactory(producer=lot.producer)

    for _again in range(2):
        assert give_up(order, BUYER).outcome == "done"

    lot.refresh_from_db()
    order.refresh_from_db()
    assert (order.state, lot.reserved) == (Order.State.CANCELLED, 0)
    assert sum(owed(order).values()) == order.total
    assert Entry.objects.filter(verb="cancelled").count() == 1
    assert Message.objects.filter(key=f"cancelled:{order.pk}:to {owner.pk}").count() == 1
    assert list(promised_otherwise()) == []


def test_what_was_paid_for_and_given_up_is_not_called_back_by_late_money():
    payment = pending_payment(2, LotFactory())
    hear(payment)
    order = payment.group.orders.get()
    give_up(order, BUYER)
    other = Payment.objects.create(
        group=payment.group, gateway="sandbox", reference="CG00000000X", amount=payment.amount,
        state="expired", started_at=MIDDAY, expires_at=MIDDAY,
    )  # fmt: skip

    assert hear(other, key="FT2").outcome == "late"
    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED


def test_a_producer_that_took_it_on_is_asked_and_may_agree():
    order, _line, owner = accepted(2)

    for _again in range(2):
        assert give_up(order, BUYER).outcome == "waiting"
    for yes in (True, False):
        cancelling.answer_request(order=order, yes=yes, by=owner, at=MIDDAY)

    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED
    assert sum(owed(order).values()) == order.total


def test_a_producer_may_refuse_and_the_buyer_may_ask_again():
    order, _line, owner = accepted(2)
    give_up(order, BUYER)

    cancelling.answer_request(order=order, yes=False, by=owner, at=MIDDAY)

    assert give_up(order, BUYER).outcome == "waiting"
    assert Order.objects.get().state == Order.State.AWAITING_PICKUP
    assert owed(order) == {}


def test_a_request_lapses_when_the_goods_leave():
    order, line, owner = accepted(1)
    give_up(order, BUYER)
    pack(order, labels(line, 1), owner)

    leave(order, owner)

    assert Cancellation.objects.get().outcome == "lapsed"
    assert Order.objects.get().state == Order.State.SHIPPED


def test_a_packed_order_is_no_longer_the_buyers_to_give_up():
    order, line, owner = accepted(1)
    pack(order, labels(line, 1), owner)

    with pytest.raises(states.NotNow):
        give_up(order, BUYER)


def test_a_producer_gives_up_a_packed_order_and_its_items_are_free():
    order, line, owner = accepted(2)
    pack(order, labels(line, 2), owner)

    give_up(order, PRODUCER, owner)

    lot = LotFactory._meta.model.objects.get()
    assert set(ItemCode.objects.values_list("state", flat=True)) == {"issued"}
    assert (lot.on_hand, lot.reserved, order.parcels.count()) == (10, 0, 0)
    assert sum(owed(order).values()) == order.total
    assert "Bão làm hỏng hàng" in Message.objects.get(key=f"cancelled:{order.pk}").body


def test_an_order_of_which_a_parcel_left_is_nobodys_to_give_up():
    order, line, owner = accepted(2)
    first, second = labels(line, 2)
    pack(order, [first], owner)
    packing.add_parcel(order=order, by=owner, at=MIDDAY)
    pack(order, [second], owner, number=2)
    leave(order, owner, number=1)

    for why in (BUYER, PRODUCER):
        with pytest.raises(states.NotNow):
            give_up(order, why)


def test_an_unpaid_order_is_given_up_another_way():
    order = pending_payment().group.orders.get()

    with pytest.raises(states.NotNow):
        give_up(order, BUYER)


def test_taking_an_order_on_is_undone_while_nothing_was_done():
    order, line, owner = accepted(1)
    for _again in range(2):
        states.unaccept(order=order, by=owner, at=MIDDAY)
    order.refresh_from_db()
    assert (order.state, order.accepted_at) == (Order.State.AWAITING_ACCEPTANCE, None)

    states.accept(order=order, by=owner, at=MIDDAY)
    pack(order, labels(line, 1), owner)
    with pytest.raises(states.NotNow):
        states.unaccept(order=order, by=owner, at=MIDDAY)


def test_an_order_is_delivered_with_its_last_parcel():
    order, line, owner = accepted(2)
    first, second = labels(line, 2)
    pack(order, [first], owner)
    packing.add_parcel(order=order, by=owner, at=MIDDAY)
    pack(order, [second], owner, number=2)
    one, two = (leave(order, owner, number=n) for n in (1, 2))

    arriving.note_arrival(parcel=one, at=MIDDAY)
    assert Order.objects.get().state == Order.State.SHIPPED
    for _again in range(2):
        arriving.note_arrival(parcel=two, at=MIDDAY)

    assert Order.objects.get().state == Order.State.DELIVERED


def test_a_parcel_that_came_back_is_sent_again():
    order, parcel, owner = sent()
    for _again in range(2):
        arriving.note_return(parcel=parcel, at=MIDDAY)
    told = {"carrier": "Bưu điện", "tracking": "VN2", "by": owner, "at": MIDDAY}

    for _again in range(2):
        arriving.send_again(parcel=parcel, **told)

    parcel.refresh_from_db()
    assert (parcel.tracking, parcel.attempt, parcel.returned_at) == ("VN2", 2, None)
    assert Message.objects.filter(key__startswith=f"shipped:{order.pk}").count() == 2


def test_goods_taken_back_are_in_the_lot_and_paid_back_but_for_the_delivery():
    order, parcel, owner = sent()
    arriving.note_return(parcel=parcel, at=MIDDAY)

    for _again in range(2):
        arriving.take_back(parcel=parcel, by=owner, at=MIDDAY)

    lot = LotFactory._meta.model.objects.get()
    order.refresh_from_db()
    assert (lot.on_hand, lot.reserved, order.state) == (10, 0, Order.State.REFUNDED)
    assert owed(order) == {("cancelled", 2): 370_000}
    assert set(ItemCode.objects.values_list("state", flat=True)) == {"issued"}
    assert list(promised_otherwise()) == []


def test_a_parcel_on_its_way_is_not_taken_back():
    _order, parcel, owner = sent()

    with pytest.raises(states.NotNow):
        arriving.take_back(parcel=parcel, by=owner, at=MIDDAY)


def delivered(lot=None):
    order, _parcel, _owner = sent(lot=lot)
    return states.confirm_delivered(order=order, by=None, at=MIDDAY)


def test_an_order_is_complete_when_no_fault_was_claimed_in_fifteen_days():
    order, end = delivered(), MIDDAY + timedelta(days=15)

    told = [completing.complete_due(at=at) for at in (end - timedelta(seconds=1), end, end)]

    order.refresh_from_db()
    assert (told, order.completed_at) == ([0, 1, 0], end)


def test_fresh_goods_alone_are_complete_sooner():
    order, parcel, _owner = sent()
    fresh = {"is_fresh": True, "legal_basis": "mẫu", "valid_from": date(2026, 1, 1)}
    lot = LotFactory._meta.model.objects.get()
    Policy.objects.create(criteria_set=lot.pack.product.criteria_set, **fresh)

    arriving.note_arrival(parcel=parcel, at=MIDDAY)

    assert Order.objects.get(pk=order.pk).claimable_until == MIDDAY + timedelta(days=1)


def test_what_is_being_claimed_is_not_complete_before_it_is_settled():
    order, end = delivered(), MIDDAY + timedelta(days=15)
    for _again in range(2):
        completing.hold_open(order=order, at=MIDDAY)
    assert completing.complete_due(at=end) == 0

    completing.let_complete(order=order, at=end)
    assert completing.complete_due(at=end) == 1
    with pytest.raises(states.NotNow):
        completing.hold_open(order=order, at=end)
