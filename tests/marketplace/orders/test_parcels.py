"""Packing: item by item, from the promised lot or one that can spare, and only whole parcels."""

from __future__ import annotations

import pytest

from accounts.models import Message
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Allocation, Order, PackedItem
from tests.factories import MIDDAY, TODAY, LotFactory, UserFactory
from tests.marketplace import stories
from tests.marketplace.stories import codes, paid_order, pending_payment
from traceability.models import Event, ItemCode, Lot
from traceability.queries.scan import item_story, lot_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot():
    return LotFactory(packed=5, on_hand=5)


@pytest.fixture
def packer():
    return UserFactory()


@pytest.fixture
def order(lot, packer):
    """Two packs of the lot, paid and accepted."""
    return states.accept(order=paid_order(2, lot), by=packer, at=MIDDAY)


def pack(order, code, packer):
    return packing.pack_item(order=order, serial=code.serial, by=packer, at=MIDDAY)


def hand_over(order, packer):
    return parcels.hand_over(
        order=order, carrier="Bưu điện", tracking="VN123", by=packer, at=MIDDAY
    )


def test_a_whole_parcel_leaves_and_stock_items_and_buyer_know(order, lot, packer):
    for code in codes(lot, 2):
        pack(order, code, packer)

    parcel = hand_over(order, packer)

    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (3, 0)
    assert set(ItemCode.objects.values_list("state", flat=True)) == {"sold"}
    assert list(Allocation.objects.values_list("state", flat=True)) == ["shipped"]
    assert (Order.objects.get().state, parcel.handed_over_at) == ("shipped", MIDDAY)
    assert "VN123" in Message.objects.get(key=f"shipped:{order.pk}").body


def test_every_item_that_left_tells_so_and_no_other_does(order, lot, packer):
    gone, stays = codes(lot, 3)[:2], codes(lot, 1, prefix="STAYS")[0]
    for code in gone:
        pack(order, code, packer)

    hand_over(order, packer)

    event = Event.objects.get(stage=Event.Stage.SHIPPING)
    assert (event.happened_at, event.place, event.recorder) == (MIDDAY, lot.workshop, packer)
    assert len(event.document["epcList"]) == 2
    told = [item_story(code.serial, on=TODAY).events for code in (*gone, stays)]
    assert told == [[event], [event], []]
    assert lot_story(lot.trace_code, on=TODAY).events == []


def test_handing_over_twice_takes_stock_once(order, lot, packer):
    for code in codes(lot, 2):
        pack(order, code, packer)

    assert hand_over(order, packer) == hand_over(order, packer)

    lot.refresh_from_db()
    assert lot.on_hand == 3


def test_an_unfinished_parcel_stays(order, lot, packer):
    pack(order, codes(lot, 1)[0], packer)

    with pytest.raises(parcels.NotComplete, match="1"):
        hand_over(order, packer)

    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (5, 2)


def test_the_same_item_scanned_twice_is_in_once(order, lot, packer):
    code = codes(lot, 1)[0]

    assert pack(order, code, packer) == pack(order, code, packer)
    assert PackedItem.objects.count() == 1


def test_an_item_taken_out_may_go_in_again(order, lot, packer):
    code = codes(lot, 1)[0]
    pack(order, code, packer)

    for _ in range(2):
        packing.unpack_item(order=order, serial=code.serial, by=packer, at=MIDDAY)
    code.refresh_from_db()
    assert code.state == ItemCode.State.ISSUED

    pack(order, code, packer)
    code.refresh_from_db()
    assert code.state == ItemCode.State.PACKED


def test_no_more_goes_in_than_was_bought(order, lot, packer):
    first, second, third = codes(lot, 3)
    pack(order, first, packer)
    pack(order, second, packer)

    with pytest.raises(packing.WrongItem):
        pack(order, third, packer)


def test_an_item_of_another_lot_takes_the_promise_along(order, lot, packer):
    other = LotFactory(pack=lot.pack, packed=1, on_hand=1)

    pack(order, codes(other, 1)[0], packer)
    pack(order, codes(lot, 1)[0], packer)

    assert _reserved() == {lot.pk: 1, other.pk: 1}
    hand_over(order, packer)
    assert _on_hand() == {lot.pk: 4, other.pk: 0}


def test_a_whole_line_may_come_from_another_lot(order, lot, packer):
    other = LotFactory(pack=lot.pack, packed=2, on_hand=2)

    for code in codes(other, 2):
        pack(order, code, packer)
    hand_over(order, packer)

    assert _on_hand() == {lot.pk: 5, other.pk: 0}
    assert _reserved() == {lot.pk: 0, other.pk: 0}


def test_a_lot_promised_to_others_is_not_taken_from(order, lot, packer):
    other = LotFactory(pack=lot.pack, packed=1, on_hand=1, reserved=1)

    with pytest.raises(packing.WrongItem, match="giữ hết"):
        pack(order, codes(other, 1)[0], packer)

    assert _reserved() == {lot.pk: 2, other.pk: 1}
    assert ItemCode.objects.get().state == ItemCode.State.ISSUED


def test_an_expired_lot_is_not_sent(order, lot, packer):
    old = LotFactory(pack=lot.pack, made_on="2025-01-01", best_before="2026-11-21")

    with pytest.raises(packing.WrongItem, match="hết hạn"):
        pack(order, codes(old, 1)[0], packer)


def test_items_of_other_goods_other_producers_and_nobody_are_refused(order, lot, packer):
    same_producer = LotFactory(pack__product=lot.pack.product)
    stranger = LotFactory()

    for code in (codes(same_producer, 1)[0], codes(stranger, 1)[0], ItemCode(serial="KHONGCO")):
        with pytest.raises(packing.WrongItem):
            pack(order, code, packer)
    assert not PackedItem.objects.exists()


@pytest.mark.parametrize("state", ["packed", "sold", "void"])
def test_a_used_or_void_code_is_refused(order, lot, packer, state):
    code = codes(lot, 1)[0]
    ItemCode.objects.update(state=state)

    with pytest.raises(packing.WrongItem):
        pack(order, code, packer)
    code.refresh_from_db()
    assert code.state == state


def test_an_item_in_one_parcel_does_not_go_into_another(order, lot, packer):
    code = codes(lot, 1)[0]
    pack(order, code, packer)
    second = states.accept(order=_another_order(lot), by=packer, at=MIDDAY)

    with pytest.raises(packing.WrongItem):
        pack(second, code, packer)


def test_nothing_is_packed_before_the_order_is_accepted(lot, packer):
    order = paid_order(2, lot)

    for change in (
        lambda: pack(order, codes(lot, 1)[0], packer),
        lambda: packing.add_parcel(order=order, by=packer, at=MIDDAY),
        lambda: hand_over(order, packer),
    ):
        with pytest.raises(states.NotNow):
            change()


def test_a_parcel_that_left_is_not_changed(order, lot, packer):
    packed = codes(lot, 2)
    for code in packed:
        pack(order, code, packer)
    hand_over(order, packer)

    with pytest.raises(states.NotNow):
        packing.unpack_item(order=order, serial=packed[0].serial, by=packer, at=MIDDAY)


def _another_order(lot):
    payment = stories.order(stories.basket((lot.pack, 1)), total=215_000)
    stories.hear(payment, key="FT2")
    return payment.group.orders.get()


def _reserved():
    return dict(Lot.objects.values_list("pk", "reserved"))


def _on_hand():
    return dict(Lot.objects.values_list("pk", "on_hand"))


def test_an_unpaid_order_has_no_parcel(lot, packer):
    order = pending_payment(1, lot).group.orders.get()

    with pytest.raises(states.NotNow):
        packing.add_parcel(order=order, by=packer, at=MIDDAY)
