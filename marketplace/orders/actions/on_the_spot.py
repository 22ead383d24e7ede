"""Selling face to face: coded items laid ready, goods handed over as soon as they are paid."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.orders import letters
from marketplace.orders.actions import promises
from marketplace.orders.actions.packing import WrongItem
from marketplace.orders.actions.states import (
    NotNow,
    confirm_delivered,
    lock_group,
    lock_order,
    move,
    record,
)
from marketplace.orders.models import Order, PackedItem, Parcel
from traceability.actions import stock
from traceability.actions.departures import record_departure
from traceability.models import ItemCode

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import Line

HANDED_OVER = "handed over at the stall"
CAN_BE_GIVEN = (Order.State.AWAITING_ACCEPTANCE, Order.State.AWAITING_PICKUP)
"""Paid, and not given yet."""


@transaction.atomic
def lay_ready(*, order: Order, items: Collection[ItemCode], by: User, at: datetime) -> None:
    """These coded items are what this order just held; nobody else may pack or sell them.

    Raises :class:`WrongItem` for one that is packed, sold, void or recalled meanwhile.
    """
    if not items:
        return
    parcel = Parcel.objects.create(order=order, number=1, opened_by=by, opened_at=at)
    lines = {line.pack_id: line for line in order.lines.all()}
    for code in sorted(items, key=lambda one: one.pk):
        free = ItemCode.objects.filter(pk=code.pk, state=ItemCode.State.ISSUED, recalled_at=None)
        if not free.update(state=ItemCode.State.PACKED):
            raise WrongItem(_("Món mang mã %(code)s vừa bán cho người khác.") % {"code": code})
        PackedItem.objects.create(parcel=parcel, line=lines[code.lot.pack_id], code=code)


def hand_over_paid(*, orders: Sequence[Order], at: datetime) -> None:
    """What was just paid at a stall is the buyer's; what cannot be given waits for its seller.

    Money that came is never refused for the goods' sake. Whoever calls has locked the orders.
    """
    for order in orders:
        if order.at_stall:
            try:
                hand_over(order=order, by=None, at=at)
            except NotNow:
                record(order, "not handed over", None, at)


@transaction.atomic
def hand_over(*, order: Order, by: User | None, at: datetime) -> Order:
    """The buyer has the goods in hand: packs leave their lots, coded items are sold.

    ``by`` is None where it follows from the money. Twice changes nothing; :class:`NotNow` where
    it was not sold at a stall and paid, or something of it is recalled.
    """
    order = lock_order(order)
    if order.at_stall and order.state == Order.State.DELIVERED:
        return order
    if not order.at_stall or order.state not in CAN_BE_GIVEN:
        raise NotNow(_("Lần bán này chưa trả tiền, hoặc đã thôi."))
    lines = list(order.lines.prefetch_related("recalled").order_by("pk"))
    if by is None and any(line.recalled.all() for line in lines):
        raise NotNow(_("Có món vừa bị thu hồi: hãy xem lại trước khi đưa hàng."))
    _send(order, lines, at)
    _sell_items(order, at)
    if order.state == Order.State.AWAITING_ACCEPTANCE:
        move(order, Order.State.AWAITING_PICKUP, cause="accepted", by=by, at=at, accepted_at=at)
    move(order, Order.State.SHIPPED, cause=HANDED_OVER, by=by, at=at, shipped_at=at)
    order = confirm_delivered(order=order, by=by, at=at, cause=HANDED_OVER)
    letters.tell_receipt(order, at=at)
    return order


@transaction.atomic
def name_buyer(*, order: Order, phone: str, by: User, at: datetime) -> bool:
    """The buyer at the stall tells a number (E.164) and gets the receipt; once, never another.

    From then on it is theirs as if they had ordered it: to open, to claim, to review. Says whether
    the number was taken down.
    """
    group = lock_group(order.group)
    if not order.at_stall or not group.is_nobodys:
        return False
    group.buyer_phone = phone
    group.save(update_fields=["buyer_phone"])
    order = Order.objects.select_related("producer").get(pk=order.pk)
    order.group = group
    record(order, "named the buyer", by, at)
    if order.state == Order.State.DELIVERED:
        letters.tell_receipt(order, at=at)
    else:
        letters.tell_link(group, key=f"stall:{order.pk}", at=at)
    return True


def _send(order: Order, lines: Sequence[Line], at: datetime) -> None:
    """All that is promised leaves; nothing of a recalled lot does."""
    items: Counter[tuple[Line, int]] = Counter()
    for line in lines:
        for part in promises.held(line):
            items[line, part.lot_id] += part.quantity
    try:
        with transaction.atomic():
            promises.send(items=items, cause=order.group.code, at=at)
    except stock.StockMismatch as mismatch:
        raise NotNow(_("Lô của món này vừa bị thu hồi: đừng đưa cho khách.")) from mismatch


def _sell_items(order: Order, at: datetime) -> None:
    """One parcel, over the counter; its items are known by their codes where they were scanned."""
    told = {"number": 1, "opened_by": order.seller, "opened_at": at}
    parcel = order.parcels.first() or Parcel(order=order, **told)
    parcel.handed_over_at = at
    parcel.save()
    codes = ItemCode.objects.filter(packed_item__parcel=parcel)
    leaving = list(codes.select_related("lot__pack", "lot__workshop__producer").order_by("pk"))
    if leaving:
        codes.update(state=ItemCode.State.SOLD)
        place = leaving[0].lot.workshop
        record_departure(codes=leaving, place=place, by=order.seller, at=at)
