"""Beginnings of stories about orders that change on their way."""

from __future__ import annotations

from datetime import timedelta

from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import RefundDue
from tests.factories import MIDDAY, LotFactory, MembershipFactory, PackFactory, UserFactory
from tests.marketplace.stories import codes, paid_order

NEXT_DAY = MIDDAY + timedelta(days=1)


def accepted(quantity=3, lot=None):
    """A paid order that its producer took on, its only line, and the producer's owner."""
    lot = lot or LotFactory()
    owner = MembershipFactory(producer=lot.producer, user=UserFactory()).user
    order = states.accept(order=paid_order(quantity, lot), by=owner, at=MIDDAY)
    line = order.lines.select_related("pack").get()
    line.order = order
    return order, line, owner


def labels(line, number):
    """Serials of so many items of the first lot the line is promised from."""
    lot = line.allocations.order_by("pk").first().lot
    return [code.serial for code in codes(lot, number)]


def pack(order, serials, by, number=None):
    for serial in serials:
        packing.pack_item(order=order, serial=serial, number=number, by=by, at=MIDDAY)


def leave(order, by, number=None, tracking="VN1"):
    return parcels.hand_over(
        order=order, carrier="Bưu điện", tracking=tracking, by=by, at=MIDDAY, number=number
    )


def sent(quantity=2, lot=None):
    """An order on its way in one parcel."""
    order, line, owner = accepted(quantity, lot)
    pack(order, labels(line, quantity), owner)
    parcel = leave(order, owner)
    order.refresh_from_db()
    return order, parcel, owner


def owed(order):
    """``{(reason, packs): đồng}`` of what is owed back."""
    rows = RefundDue.objects.filter(order=order)
    return {(row.reason, row.packs): row.amount for row in rows}


def other_goods(line, price=100_000, packed=10):
    """A lot of another pack of the line's producer, on sale."""
    pack = PackFactory(product=line.pack.product, price=price)
    return LotFactory(pack=pack, producer=line.order.producer, packed=packed, on_hand=packed)
