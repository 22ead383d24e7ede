"""What becomes of parcels that left: they arrive, or come back to the producer's desk."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.orders import letters, news
from marketplace.orders.actions.refunds import Cause, left, owe, owe_packs
from marketplace.orders.actions.states import (
    NotNow,
    confirm_delivered,
    lock_order,
    move,
    record,
)
from marketplace.orders.models import Line, Order, Parcel, RefundDue
from traceability.actions import stock
from traceability.models import ItemCode

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def note_arrival(*, parcel: Parcel, at: datetime) -> Parcel:
    """A carrier says that the buyer has the parcel; with the last one the order is delivered.

    A parcel that never left cannot have come: :class:`NotNow`.
    """
    order, parcel = _locked(parcel)
    if parcel.handed_over_at is None:
        raise NotNow(_("Kiện này chưa được bàn giao."))
    if parcel.arrived_at is None:
        parcel.arrived_at, parcel.returned_at = at, None
        parcel.save(update_fields=["arrived_at", "returned_at"])
        record(order, "parcel arrived", None, at, parcel=parcel.number)
    settle_arrival(order=order, at=at)
    return parcel


@transaction.atomic
def note_return(*, parcel: Parcel, at: datetime) -> Parcel:
    """A carrier brought the parcel back: its producer sends it again, or takes the goods back."""
    order, parcel = _locked(parcel)
    if parcel.handed_over_at is None or parcel.arrived_at is not None:
        raise NotNow(_("Kiện này không ở trên đường."))
    if parcel.returned_at is None:
        parcel.returned_at = at
        parcel.save(update_fields=["returned_at"])
        record(order, "parcel came back", None, at, parcel=parcel.number)
        news.tell_came_back(parcel, at=at)
    return parcel


@transaction.atomic
def send_again(*, parcel: Parcel, carrier: str, tracking: str, by: User, at: datetime) -> Parcel:
    """A parcel that came back sets out once more, under a new number; the buyer pays nothing."""
    order, parcel = _locked(parcel)
    if parcel.returned_at is None and (parcel.carrier, parcel.tracking) == (carrier, tracking):
        return parcel
    if parcel.returned_at is None or not parcel.items.exists():
        raise NotNow(_("Kiện này không nằm ở chỗ bạn."))
    parcel.carrier, parcel.tracking, parcel.returned_at = carrier, tracking, None
    parcel.attempt += 1
    parcel.save(update_fields=["carrier", "tracking", "returned_at", "attempt"])
    record(order, "sent again", by, at, parcel=parcel.number)
    letters.tell_shipped(order, parcel, at=at)
    return parcel


@transaction.atomic
def take_back(*, parcel: Parcel, by: User, at: datetime) -> Order:
    """Goods that came back are in the lots again, and what was paid for them is owed back.

    The delivery fee is not: the parcel was carried. An order of which everything came back is
    over. Twice is once.
    """
    order, parcel = _locked(parcel)
    if parcel.returned_at is None:
        raise NotNow(_("Kiện này không nằm ở chỗ bạn."))
    items = Counter(parcel.items.values_list("line", "code__lot"))
    if not items:
        return order
    _put_back(parcel, items, at)
    lines = Counter[int]()
    for (line, _lot), packs in items.items():
        lines[line] += packs
    out = order.parcels.filter(items__isnull=False).exists()
    for sold in Line.objects.filter(pk__in=lines).order_by("pk"):
        sold.order = order
        _owe(sold, parcel, lines[sold.pk], is_all=not out, at=at)
    record(order, "took goods back", by, at, parcel=parcel.number)
    if out:
        settle_arrival(order=order, at=at)
    elif order.may_become(Order.State.REFUNDED):
        move(order, Order.State.REFUNDED, cause="came back", by=by, at=at, closed_at=at)
    return order


@transaction.atomic
def settle_arrival(*, order: Order, at: datetime) -> None:
    """Delivered, when every parcel that was not taken back is with the buyer."""
    if order.state != Order.State.SHIPPED:
        return
    out = order.parcels.filter(items__isnull=False).distinct()
    if out.exists() and not out.filter(arrived_at__isnull=True).exists():
        confirm_delivered(order=order, by=None, at=at, cause="delivered by carrier")


def _put_back(parcel: Parcel, items: Counter[tuple[int, int]], at: datetime) -> None:
    cause = parcel.order.group.code
    lots: Counter[int] = Counter()
    for (_line, lot), packs in items.items():
        lots[lot] += packs
    for lot in sorted(lots):
        stock.come_back(lot_id=lot, packs=lots[lot], at=at, cause=cause)
    codes = list(parcel.items.values_list("code", flat=True))
    parcel.items.all().delete()
    ItemCode.objects.filter(pk__in=codes).update(state=ItemCode.State.ISSUED)


def _owe(line: Line, parcel: Parcel, packs: int, *, is_all: bool, at: datetime) -> None:
    """For some packs their share; when nothing of the order is out any more, all that is left."""
    key = f"came back: parcel {parcel.pk}, line {line.pk}"
    cause = Cause(reason=RefundDue.Reason.CANCELLED, key=key)
    if is_all:
        rest = left(order=line.order, line=line)
        owe(order=line.order, amount=rest, cause=cause, at=at, line=line, packs=packs)
    else:
        owe_packs(line=line, packs=packs, cause=cause, at=at)


def _locked(parcel: Parcel) -> tuple[Order, Parcel]:
    """The parcel as it is now, its checkout and order locked before it."""
    order = lock_order(parcel.order)
    found = Parcel.objects.select_for_update().get(pk=parcel.pk)
    found.order = order
    return order, found
