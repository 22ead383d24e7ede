"""Packing parcels item by item: into which one, out again, over into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.orders.actions import promises
from marketplace.orders.actions.states import NotNow, lock_order, record
from marketplace.orders.models import Order, PackedItem, Parcel
from traceability.actions import stock
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import Allocation, Line

MOST_PARCELS = 20


class WrongItem(Exception):
    """The item cannot go into this parcel; the message says why."""


@transaction.atomic
def add_parcel(*, order: Order, by: User, at: datetime) -> Parcel:
    """One parcel more for what does not fit; an empty one that stands open is used first.

    What the buyer pays is the order's and stays what it is. Raises :class:`NotNow`.
    """
    order = being_packed(order)
    parcels = list(order.parcels.all())
    empty = [one for one in parcels if one.is_open and not one.items.exists()]
    if empty:
        return empty[0]
    if len(parcels) >= MOST_PARCELS:
        raise NotNow(_("Một đơn chia nhiều nhất hai mươi kiện."))
    record(order, "added a parcel", by, at)
    return _open(order, by, at)


@transaction.atomic
def drop_parcel(*, order: Order, number: int, by: User, at: datetime) -> None:
    """An empty parcel that nobody carries goes again; when it is not there, nothing happens."""
    order = being_packed(order)
    parcel = order.parcels.filter(number=number, handed_over_at__isnull=True).first()
    if parcel is None:
        return
    if parcel.items.exists() or parcel.consignments.exists():
        raise NotNow(_("Kiện này còn hàng hoặc đã có mã vận đơn của hãng nên chưa bỏ được."))
    parcel.delete()
    record(order, "dropped a parcel", by, at)


@transaction.atomic
def pack_item(
    *, order: Order, serial: str, by: User, at: datetime, number: int | None = None
) -> PackedItem:
    """Put one coded item into a parcel (the first open one); again it is already there.

    An item of another lot than was promised takes the promise with it, if that lot has one to
    spare. Raises :class:`WrongItem` for anything that does not belong here.
    """
    order = being_packed(order)
    parcel = the_parcel(order=order, by=by, at=at, number=number)
    code = _code(order, serial)
    already = PackedItem.objects.filter(parcel__order=order, code=code).first()
    if already is not None:
        return _there_already(already, parcel, number)
    line = _line_for(order, code.lot)
    _promise_from(code.lot, line, order.group.code, at)
    free = ItemCode.objects.filter(pk=code.pk, state=ItemCode.State.ISSUED, recalled_at=None)
    if not free.update(state=ItemCode.State.PACKED):
        raise WrongItem(_("Mã này đã dùng cho đơn khác hoặc đã huỷ."))
    item = PackedItem.objects.create(parcel=parcel, line=line, code=code)
    record(order, "packed an item", by, at, parcel=parcel.number)
    return item


@transaction.atomic
def unpack_item(*, order: Order, serial: str, by: User, at: datetime) -> None:
    """Take an item out again; when it is not in, nothing happens. What left is not touched."""
    order = being_packed(order)
    item = _item_here(order, serial)
    if item is not None:
        item.delete()
        ItemCode.objects.filter(pk=item.code_id).update(state=ItemCode.State.ISSUED)
        record(order, "unpacked an item", by, at)


@transaction.atomic
def move_item(*, order: Order, serial: str, number: int, by: User, at: datetime) -> None:
    """Lay a packed item into another open parcel of its order; there already is well."""
    order = being_packed(order)
    item = _item_here(order, serial)
    if item is None:
        raise WrongItem(_("Món này không nằm trong kiện nào còn ở đây."))
    parcel = the_parcel(order=order, by=by, at=at, number=number)
    if item.parcel_id != parcel.pk:
        item.parcel = parcel
        item.save(update_fields=["parcel"])
        record(order, "moved an item", by, at, parcel=number)


def being_packed(order: Order) -> Order:
    """The order locked, or :class:`NotNow` when it is not being packed."""
    order = lock_order(order)
    if order.state != Order.State.AWAITING_PICKUP:
        raise NotNow(_("Hãy nhận đơn trước khi đóng gói; đơn đã giao đi thì không sửa được nữa."))
    return order


FIRST = 1
"""The number of the parcel that a page speaks of before one is begun."""


def the_parcel(*, order: Order, by: User, at: datetime, number: int | None = None) -> Parcel:
    """The open parcel of that number, or the first; one is begun where none was."""
    parcels = order.parcels.filter(handed_over_at__isnull=True)
    if number is None or (number == FIRST and not order.parcels.exists()):
        return parcels.first() or _open(order, by, at)
    found = parcels.filter(number=number).first()
    if found is None:
        raise NotNow(_("Kiện %(number)s không còn ở đây.") % {"number": number})
    return found


def _open(order: Order, by: User, at: datetime) -> Parcel:
    numbers = order.parcels.values_list("number", flat=True)
    number = max(numbers, default=0) + 1
    return Parcel.objects.create(order=order, number=number, opened_by=by, opened_at=at)


def _code(order: Order, serial: str) -> ItemCode:
    code = ItemCode.objects.select_related("lot__pack__product").filter(serial=serial).first()
    if code is None or code.lot.producer_id != order.producer_id:
        raise WrongItem(_("Không có mã này trong kho của bạn."))
    if code.recalled_at or code.lot.is_recalled:
        raise WrongItem(_("Món này đang bị thu hồi: để riêng ra, đừng gửi đi."))
    return code


def _there_already(item: PackedItem, parcel: Parcel, number: int | None) -> PackedItem:
    """Scanned twice is well; scanned into one parcel while it lies in another is told."""
    if number is not None and item.parcel_id != parcel.pk:
        raise WrongItem(
            _("Món này đang nằm ở kiện %(number)s. Chuyển nó sang đây, hoặc quét món khác.")
            % {"number": item.parcel.number}
        )
    return item


def _item_here(order: Order, serial: str) -> PackedItem | None:
    items = PackedItem.objects.filter(parcel__order=order, parcel__handed_over_at__isnull=True)
    return items.filter(code__serial=serial).first()


def _line_for(order: Order, lot: Lot) -> Line:
    """The line this item helps to fill: one that ordered its pack, or agreed to have it instead."""
    lines = list(order.lines.select_related("preorder").order_by("pk"))
    fitting = [line for line in lines if _promised(line, lot.pack_id)]
    if not fitting and any(line.pack_id == lot.pack_id for line in lines):
        raise WrongItem(_("Loại hàng này đã đóng đủ số."))
    if not fitting:
        raise WrongItem(_("Đơn này không đặt loại hàng ấy."))
    for line in fitting:
        line.order = order
        if _missing(line, lot.pack_id) > 0:
            return line
    raise WrongItem(_("Loại hàng này đã đóng đủ số."))


def _promised(line: Line, pack: int) -> Sequence[Allocation]:
    return list(promises.held(line).filter(lot__pack=pack))


def _missing(line: Line, pack: int) -> int:
    """Packs of a kind (key) that the line still needs in a parcel, but for those being replaced."""
    inside = promises.packed(line)
    parts = _promised(line, pack)
    needed = sum(part.quantity for part in parts) - sum(inside[part.lot_id] for part in parts)
    return needed - (promises.offered(line) if pack == line.pack_id else 0)


def _promise_from(lot: Lot, line: Line, cause: str, at: datetime) -> None:
    """See that the line has a promise from this lot to spare, swapping one if it must."""
    inside = promises.packed(line)
    parts = promises.held(line).select_for_update(of=("self",)).filter(lot__pack=lot.pack_id)
    spare = {part.lot_id: part for part in parts if part.quantity > inside[part.lot_id]}
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
    promises.lessen(promise, 1)
    promises.add(line=promise.line, lot=lot.pk, packs=1, state=promises.State.HELD)
