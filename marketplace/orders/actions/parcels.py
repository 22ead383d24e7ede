"""Packing a parcel item by item, and handing it to a carrier."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.orders import letters
from marketplace.orders.actions.states import NotNow, lock_order, move, record
from marketplace.orders.models import Allocation, Line, Order, PackedItem, Parcel
from traceability.actions import stock
from traceability.actions.departures import record_departure
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from accounts.models import User


class WrongItem(Exception):
    """The item cannot go into this parcel; the message says why."""


class NotComplete(Exception):
    """Some items are still missing from the parcel."""


@transaction.atomic
def open_parcel(*, order: Order, by: User, at: datetime) -> Parcel:
    """Begin to pack an accepted order; the second call finds the parcel of the first."""
    return _parcel(_being_packed(order), by, at)


@transaction.atomic
def pack_item(*, order: Order, serial: str, by: User, at: datetime) -> PackedItem:
    """Put one coded item into the parcel; the same one again is already there.

    An item of another lot than was promised takes the promise with it, if that lot has one to
    spare. Raises :class:`WrongItem` for anything that does not belong here.
    """
    order = _being_packed(order)
    parcel = _parcel(order, by, at)
    code = ItemCode.objects.select_related("lot__pack__product").filter(serial=serial).first()
    if code is None or code.lot.producer_id != order.producer_id:
        raise WrongItem(_("Không có mã này trong kho của bạn."))
    if code.recalled_at or code.lot.is_recalled:
        raise WrongItem(_("Món này đang bị thu hồi: để riêng ra, đừng gửi đi."))
    already = parcel.items.filter(code=code).first()
    if already is not None:
        return already
    line = _line_for(order, code.lot)
    _promise_from(code.lot, line, order.group.code, at)
    free = ItemCode.objects.filter(pk=code.pk, state=ItemCode.State.ISSUED, recalled_at=None)
    if not free.update(state=ItemCode.State.PACKED):
        raise WrongItem(_("Mã này đã dùng cho đơn khác hoặc đã huỷ."))
    item = PackedItem.objects.create(parcel=parcel, line=line, code=code)
    record(order, "packed an item", by, at)
    return item


@transaction.atomic
def unpack_item(*, order: Order, serial: str, by: User, at: datetime) -> None:
    """Take an item out again; when it is not in, nothing happens."""
    order = _being_packed(order)
    item = PackedItem.objects.filter(parcel__order=order, code__serial=serial).first()
    if item is not None:
        item.delete()
        ItemCode.objects.filter(pk=item.code_id).update(state=ItemCode.State.ISSUED)
        record(order, "unpacked an item", by, at)


@transaction.atomic
def hand_over(*, order: Order, carrier: str, tracking: str, by: User, at: datetime) -> Parcel:
    """A complete parcel leaves with a carrier: its packs leave the lots, its items are sold.

    Raises :class:`NotComplete` while items are missing; the second call changes nothing.
    """
    order = lock_order(order)
    if order.state == Order.State.SHIPPED:
        return order.parcel
    parcel = _parcel(_being_packed(order), by, at)
    _refuse_incomplete(order)
    _ship(order, at)
    _sell_items(parcel, by, at)
    parcel.carrier, parcel.tracking, parcel.handed_over_at = carrier, tracking, at
    parcel.save(update_fields=["carrier", "tracking", "handed_over_at"])
    move(order, Order.State.SHIPPED, shipped_at=at)
    record(order, "handed over", by, at)
    letters.tell_shipped(order, parcel, at=at)
    return parcel


def _sell_items(parcel: Parcel, by: User, at: datetime) -> None:
    """The items are the buyer's from here on, and their record says when they left and where."""
    codes = ItemCode.objects.filter(packed_item__parcel=parcel)
    codes.update(state=ItemCode.State.SOLD)
    leaving = list(codes.select_related("lot__pack", "lot__workshop__producer").order_by("pk"))
    record_departure(codes=leaving, place=leaving[0].lot.workshop, by=by, at=at)


def _being_packed(order: Order) -> Order:
    order = lock_order(order)
    if order.state != Order.State.AWAITING_PICKUP:
        raise NotNow(_("Hãy nhận đơn trước khi đóng gói; đơn đã giao đi thì không sửa được nữa."))
    return order


def _parcel(order: Order, by: User, at: datetime) -> Parcel:
    opened = {"opened_by": by, "opened_at": at}
    return Parcel.objects.get_or_create(order=order, defaults=opened)[0]


def _line_for(order: Order, lot: Lot) -> Line:
    """The line this item helps to fill."""
    line = order.lines.filter(pack=lot.pack_id).first()
    if line is None:
        raise WrongItem(_("Đơn này không đặt loại hàng ấy."))
    if line.items.count() >= _promised(line):
        raise WrongItem(_("Loại hàng này đã đóng đủ số."))
    return line


def _promised(line: Line) -> int:
    """How many are to be packed: fewer than were ordered when a recall took some away."""
    held = line.allocations.filter(state=Allocation.State.HELD)
    return held.aggregate(n=Sum("quantity"))["n"] or 0


def _promise_from(lot: Lot, line: Line, cause: str, at: datetime) -> None:
    """See that the line has a promise from this lot to spare, swapping one if it must."""
    packed = Counter(line.items.values_list("code__lot", flat=True))
    held = line.allocations.select_for_update().filter(state=Allocation.State.HELD)
    spare = {part.lot_id: part for part in held if part.quantity > packed[part.lot_id]}
    if lot.pk not in spare:
        _swap(next(iter(spare.values())), lot, cause, at)


def _swap(promise: Allocation, lot: Lot, cause: str, at: datetime) -> None:
    """One pack less from the promised lot, one more from this one, if it has one free."""
    if not lot.is_complete or not lot.is_sold(on=localdate(at)):
        raise WrongItem(_("Lô của món này đã hết hạn, sắp hết hạn hoặc chưa đủ hồ sơ."))
    try:
        stock.swap(held=promise.lot_id, wanted=lot.pk, quantity=1, at=at, cause=cause)
    except stock.OutOfStock as shortage:
        raise WrongItem(
            _("Lô này đã giữ hết cho đơn khác; hãy lấy món của lô đã giữ.")
        ) from shortage
    _lessen(promise)
    into, is_new = Allocation.objects.exclude(state=Allocation.State.RELEASED).get_or_create(
        line=promise.line, lot=lot, defaults={"quantity": 1}
    )
    if not is_new:
        into.quantity += 1
        into.save(update_fields=["quantity"])


def _lessen(promise: Allocation) -> None:
    if promise.quantity == 1:
        promise.state = Allocation.State.RELEASED
    else:
        promise.quantity -= 1
    promise.save(update_fields=["state", "quantity"])


def _refuse_incomplete(order: Order) -> None:
    if order.awaits_harvest:
        raise NotComplete(_("Đơn còn món đặt trước đang chờ hàng về; giao một lần khi đủ nhé."))
    missing = sum(_promised(line) - line.items.count() for line in order.lines.all())
    if missing:
        raise NotComplete(_("Kiện còn thiếu %(missing)s món.") % {"missing": missing})


def _ship(order: Order, at: datetime) -> None:
    held = Allocation.objects.filter(line__order=order, state=Allocation.State.HELD)
    quantities: Counter[int] = Counter()
    for part in held:
        quantities[part.lot_id] += part.quantity
    _refuse_recalled(quantities)
    held.update(state=Allocation.State.SHIPPED)
    stock.ship(quantities=quantities, at=at, cause=order.group.code)


def _refuse_recalled(lots: Iterable[int]) -> None:
    """Nothing of a recalled lot leaves the house; locked, so that a recall waits or is seen."""
    locked = Lot.objects.filter(pk__in=lots).select_for_update().order_by("pk")
    recalled = [lot.code for lot in locked if lot.is_recalled]
    if recalled:
        raise NotNow(
            _("Lô %(lot)s đang bị thu hồi. Đừng gửi kiện này; mở lại đơn sau ít phút.")
            % {"lot": recalled[0]}
        )
