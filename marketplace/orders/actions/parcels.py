"""Parcels leave with a carrier: one after the other, and the order when all of it is out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.orders import letters
from marketplace.orders.actions import cancelling, promises, weighing
from marketplace.orders.actions.packing import (
    being_packed,
    the_parcel,
)
from marketplace.orders.actions.states import NotNow, lock_order, move, record
from marketplace.orders.models import Order, Parcel
from traceability.actions.departures import record_departure
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import Line


class NotComplete(Exception):
    """Some items are still missing from the parcel."""


@transaction.atomic
def hand_over(
    *,
    order: Order,
    carrier: str,
    tracking: str,
    by: User,
    at: datetime,
    number: int | None = None,
) -> Parcel:
    """A parcel leaves with a carrier: its packs leave the lots, its items are sold.

    The last one that stands open leaves only when nothing is missing: raises :class:`NotComplete`.
    With it the order is on its way. The second call changes nothing.
    """
    order = lock_order(order)
    left = _that_left(order, number)
    if left is not None:
        return left
    parcel = the_parcel(order=being_packed(order), by=by, at=at, number=number)
    _refuse_incomplete(order, parcel)
    items = _send_goods(parcel, at)
    if items:
        _sell_items(parcel, by, at)
    parcel.carrier, parcel.tracking, parcel.handed_over_at = carrier, tracking, at
    parcel.save(update_fields=["carrier", "tracking", "handed_over_at"])
    record(order, "handed over", by, at, parcel=parcel.number)
    letters.tell_shipped(order, parcel, at=at)
    finish_sending(order=order, by=by, at=at)
    return parcel


@transaction.atomic
def finish_sending(*, order: Order, by: User | None, at: datetime) -> None:
    """Nothing more is to be sent: the order is on its way, or is given up if nothing ever left.

    While anything is still kept for it nothing happens. Weighed goods are settled here, once.
    """
    order = lock_order(order)
    if order.state != Order.State.AWAITING_PICKUP or promises.is_kept_for(order):
        return
    if not order.parcels.filter(handed_over_at__isnull=False).exists():
        cancelling.give_up_empty(order=order, by=by, at=at)
        return
    weighing.settle_weights(order=order, at=at)
    move(order, Order.State.SHIPPED, cause="shipped", by=by, at=at, shipped_at=at)
    cancelling.lapse_requests(order=order, at=at)
    order.parcels.filter(handed_over_at__isnull=True, items__isnull=True).delete()


def _that_left(order: Order, number: int | None) -> Parcel | None:
    """The parcel meant, if it has left already; without a number the order must have left."""
    gone = order.parcels.filter(handed_over_at__isnull=False)
    if number is not None:
        return gone.filter(number=number).first()
    return gone.last() if order.state == Order.State.SHIPPED else None


def _send_goods(parcel: Parcel, at: datetime) -> int:
    """The packs of its items leave the lots they came out of; says how many."""
    rows = parcel.items.select_related("line", "code")
    items: Counter[tuple[Line, int]] = Counter((row.line, row.code.lot_id) for row in rows)
    _refuse_recalled({lot for _line, lot in items})
    promises.send(items=items, cause=parcel.order.group.code, at=at)
    return items.total()


def _sell_items(parcel: Parcel, by: User, at: datetime) -> None:
    """The items are the buyer's from here on, and their record says when they left and where."""
    codes = ItemCode.objects.filter(packed_item__parcel=parcel)
    codes.update(state=ItemCode.State.SOLD)
    leaving = list(codes.select_related("lot__pack", "lot__workshop__producer").order_by("pk"))
    record_departure(codes=leaving, place=leaving[0].lot.workshop, by=by, at=at)


def _refuse_incomplete(order: Order, parcel: Parcel) -> None:
    """An empty parcel never leaves; the last open one leaves when nothing is missing."""
    is_last = not order.parcels.filter(handed_over_at__isnull=True).exclude(pk=parcel.pk).exists()
    if is_last:
        _refuse_missing(order)
    if not parcel.items.exists():
        raise NotComplete(_("Kiện này chưa có món nào."))


def _refuse_missing(order: Order) -> None:
    if order.awaits_harvest:
        raise NotComplete(_("Đơn còn món đặt trước đang chờ hàng về; giao một lần khi đủ nhé."))
    lines = list(order.lines.all())
    if any(promises.offered(line) for line in lines):
        raise NotComplete(_("Người mua chưa trả lời lời mời đổi hàng; chờ trả lời rồi hãy giao."))
    missing = sum(_missing(line) for line in lines)
    if missing:
        raise NotComplete(_("Kiện còn thiếu %(missing)s món.") % {"missing": missing})
    if any(line.is_weighed and not line.final_grams and _is_sent(line) for line in lines):
        raise NotComplete(_("Còn món bán theo cân chưa ghi cân nặng."))


def _missing(line: Line) -> int:
    promised = sum(part.quantity for part in promises.held(line))
    return promised - promises.packed(line).total()


def _is_sent(line: Line) -> bool:
    return line.items.exists()


def _refuse_recalled(lots: Iterable[int]) -> None:
    """Nothing of a recalled lot leaves the house; locked, so that a recall waits or is seen."""
    locked = Lot.objects.filter(pk__in=lots).select_for_update().order_by("pk")
    recalled = [lot.code for lot in locked if lot.is_recalled]
    if recalled:
        raise NotNow(
            _("Lô %(lot)s đang bị thu hồi. Đừng gửi kiện này; mở lại đơn sau ít phút.")
            % {"lot": recalled[0]}
        )
