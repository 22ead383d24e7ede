"""An order's way through its states: paid, accepted, delivered, cancelled, revived."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.orders import letters
from marketplace.orders.actions import preorders, savings
from marketplace.orders.models import Allocation, Line, Order, OrderGroup
from marketplace.orders.queries import sold_since
from marketplace.selling import actions as selling
from traceability.actions import stock

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class NotNow(Exception):
    """The order is not where this could be done to it."""


@transaction.atomic
def mark_paid(*, group: OrderGroup, at: datetime) -> OrderGroup:
    """All the money is there: every order waits for its producer now. Twice changes nothing."""
    group = lock_group(group)
    unpaid = [order for order in _orders(group) if not order.is_paid]
    for order in unpaid:
        move(order, Order.State.AWAITING_ACCEPTANCE, paid_at=at, closed_at=None)
    if unpaid:
        savings.spend(group=group)
        journal.record(actor=None, verb="paid", subject=group, at=at, total=group.total)
        letters.tell_paid(group, at=at)
    return group


@transaction.atomic
def cancel_unpaid(*, group: OrderGroup, by: User | None, at: datetime) -> bool:
    """Give up an order nobody has paid and let its goods go; say whether there was one to give up.

    ``by`` is None when its time ran out. What is paid, or cancelled already, stays as it is.
    """
    group = lock_group(group)
    orders = [o for o in _orders(group) if o.state == Order.State.AWAITING_PAYMENT]
    for order in orders:
        move(order, Order.State.CANCELLED, closed_at=at)
    _release(orders, cause=group.code, at=at)
    if orders:
        savings.give_back(group=group)
        journal.record(actor=by, verb="cancelled", subject=group, at=at)
    return bool(orders)


@transaction.atomic
def revive(*, group: OrderGroup, at: datetime) -> None:
    """Money came after the goods were let go: hold them again, or raise ``stock.OutOfStock``.

    Its vouchers too, or ``vouchers.Refused``.
    """
    group = lock_group(group)
    preorders.renew(group=group, at=at)
    lines = Line.objects.filter(order__in=_orders(group), preorder__isnull=True)
    line_of = {line.pack_id: line for line in lines}
    wanted = {pack: line.quantity for pack, line in line_of.items()}
    for part in stock.hold(wanted=wanted, at=at, cause=group.code):
        line = line_of[part.pack_id]
        Allocation.objects.create(line=line, lot_id=part.lot_id, quantity=part.quantity)
    week = localdate(group.placed_at)
    selling.count_week(wanted=wanted, on=week, earlier=sold_since, must_fit=False)
    savings.hold_again(group=group)
    journal.record(actor=None, verb="revived", subject=group, at=at)


@transaction.atomic
def accept(*, order: Order, by: User, at: datetime) -> Order:
    """The producer takes the order on; doing it twice changes nothing."""
    order = lock_order(order)
    if order.state != Order.State.AWAITING_PICKUP:
        move(order, Order.State.AWAITING_PICKUP, accepted_at=at)
        record(order, "accepted", by, at)
    return order


@transaction.atomic
def confirm_delivered(*, order: Order, by: User | None, at: datetime) -> Order:
    """The buyer has the parcel in hand; ``by`` is None for a guest with the order's link."""
    order = lock_order(order)
    if order.state != Order.State.DELIVERED:
        move(order, Order.State.DELIVERED, delivered_at=at)
        record(order, "delivered", by, at)
    return order


def lock_group(group: OrderGroup) -> OrderGroup:
    return OrderGroup.objects.select_for_update().get(pk=group.pk)


def lock_order(order: Order) -> Order:
    """The order as it is now, its group locked before it: the same way round everywhere."""
    lock_group(order.group)
    return Order.objects.select_for_update().get(pk=order.pk)


def move(order: Order, state: Order.State, **times: datetime | None) -> None:
    """The only place that writes an order's state; raises :class:`NotNow`."""
    if not order.may_become(state):
        raise NotNow(
            _("Đơn %(code)s đang ở bước «%(state)s» nên chưa làm được việc này.")
            % {"code": order.code, "state": order.get_state_display()}
        )
    order.state = state
    for name, value in times.items():
        setattr(order, name, value)
    order.save(update_fields=["state", *times])


def record(order: Order, verb: str, by: User | None, at: datetime) -> None:
    journal.record(actor=by, verb=verb, subject=order, at=at, on_behalf_of=order.producer)


def _orders(group: OrderGroup) -> list[Order]:
    return list(group.orders.select_for_update().order_by("pk"))


def _release(orders: list[Order], *, cause: str, at: datetime) -> None:
    held = Allocation.objects.filter(line__order__in=orders, state=Allocation.State.HELD)
    quantities: Counter[int] = Counter()
    for part in held.order_by("pk"):
        quantities[part.lot_id] += part.quantity
    held.update(state=Allocation.State.RELEASED)
    stock.release(quantities=quantities, at=at, cause=cause)
    lines = Line.objects.filter(order__in=orders, preorder__isnull=True)
    packs = dict(lines.values_list("pack", "quantity"))
    for day in {localdate(order.group.placed_at) for order in orders}:
        selling.uncount_week(gone=packs, on=day)
    preorders.drop(orders=orders)
