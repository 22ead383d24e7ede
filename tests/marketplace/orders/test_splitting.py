"""An order leaves in several parcels: each by itself, the buyer pays no more for it."""

from __future__ import annotations

import pytest

from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Allocation, Order, Parcel
from tests.factories import MIDDAY
from tests.marketplace.orders.stories import accepted, labels, leave, owed, pack
from traceability.models import ItemCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three packs: two in the first parcel, one in the second."""
    order, line, owner = accepted(3)
    serials = labels(line, 3)
    pack(order, serials[:2], owner)
    packing.add_parcel(order=order, by=owner, at=MIDDAY)
    pack(order, serials[2:], owner, number=2)
    return order, line, owner, serials


def test_the_first_parcel_leaves_while_the_second_is_still_here(three):
    order, line, owner, _serials = three

    leave(order, owner, number=1)

    order.refresh_from_db()
    lot = line.allocations.first().lot
    assert order.state == Order.State.AWAITING_PICKUP
    assert (lot.on_hand, lot.reserved) == (8, 1)
    parts = Allocation.objects.order_by("state").values_list("state", "quantity")
    assert list(parts) == [("held", 1), ("shipped", 2)]
    states_of_items = ItemCode.objects.order_by("pk").values_list("state", flat=True)
    assert list(states_of_items) == ["sold", "sold", "packed"]


def test_the_order_is_on_its_way_with_its_last_parcel_and_nobody_pays_more(three):
    order, line, owner, _serials = three
    before = (order.total, order.delivery_fee, order.group.total)

    leave(order, owner, number=1, tracking="VN1")
    leave(order, owner, number=2, tracking="VN2")

    order.refresh_from_db()
    assert order.state == Order.State.SHIPPED
    assert (order.total, order.delivery_fee, order.group.total) == before
    assert owed(order) == {}
    parts = line.allocations.values_list("state", "quantity")
    assert list(parts) == [("shipped", 3)]
    assert list(order.parcels.values_list("tracking", flat=True)) == ["VN1", "VN2"]


def test_the_last_open_parcel_waits_for_what_is_missing(three):
    order, _line, owner, serials = three
    leave(order, owner, number=1)
    packing.unpack_item(order=order, serial=serials[2], by=owner, at=MIDDAY)

    with pytest.raises(parcels.NotComplete):
        leave(order, owner, number=2)


def test_an_empty_parcel_stays_here_or_goes_again(three):
    order, _line, owner, serials = three
    packing.move_item(order=order, serial=serials[2], number=1, by=owner, at=MIDDAY)

    with pytest.raises(parcels.NotComplete, match="chưa có món nào"):
        leave(order, owner, number=2)
    for _again in range(2):
        packing.drop_parcel(order=order, number=2, by=owner, at=MIDDAY)

    leave(order, owner, number=1)
    assert Order.objects.get().state == Order.State.SHIPPED
    assert Parcel.objects.count() == 1


def test_a_parcel_with_goods_is_not_thrown_away(three):
    order, _line, owner, _serials = three

    with pytest.raises(states.NotNow):
        packing.drop_parcel(order=order, number=2, by=owner, at=MIDDAY)


def test_an_item_of_another_parcel_is_told_and_moved_on_purpose_only(three):
    order, _line, owner, serials = three

    with pytest.raises(packing.WrongItem, match="kiện 1"):
        pack(order, serials[:1], owner, number=2)
    packing.move_item(order=order, serial=serials[0], number=2, by=owner, at=MIDDAY)

    inside = order.parcels.get(number=2).items.values_list("code__serial", flat=True)
    assert sorted(inside) == [serials[0], serials[2]]


def test_what_left_is_neither_taken_out_nor_moved(three):
    order, _line, owner, serials = three
    leave(order, owner, number=1)

    packing.unpack_item(order=order, serial=serials[0], by=owner, at=MIDDAY)
    with pytest.raises(packing.WrongItem):
        packing.move_item(order=order, serial=serials[0], number=2, by=owner, at=MIDDAY)

    assert order.parcels.get(number=1).items.count() == 2


def test_an_empty_parcel_stands_open_once():
    order, _line, owner = accepted(1)

    numbers = [packing.add_parcel(order=order, by=owner, at=MIDDAY).number for _ in range(2)]

    assert numbers == [1, 1]


def test_there_is_an_end_to_parcels(monkeypatch):
    order, line, owner = accepted(3)
    monkeypatch.setattr(packing, "MOST_PARCELS", 1)
    pack(order, labels(line, 1), owner)

    with pytest.raises(states.NotNow):
        packing.add_parcel(order=order, by=owner, at=MIDDAY)
