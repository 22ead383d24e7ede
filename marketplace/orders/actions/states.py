"""An order's way through its states: paid, accepted, delivered, given up unpaid, revived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from accounts.prepared import Prepared
from accounts.updates import update
from marketplace.orders import letters
from marketplace.orders.actions import preorders, promises, savings
from marketplace.orders.models import Allocation, Line, Order, OrderGroup, Parcel
from marketplace.orders.queries import claimable_until, sold_since
from marketplace.selling import actions as selling
from traceability.actions import stock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User


class NotNow(Exception):
    """The order is not where this could be done to it."""


@transaction.atomic(savepoint=False)
def mark_paid(
    *,
    group: OrderGroup,
    at: datetime,
    orders: Sequence[Order] | None = None,
    order: Order | None = None,
) -> OrderGroup:
    """All the money is there: every order waits for its producer now. Twice changes nothing.

    ``orders`` are all of the group, where whoever calls has locked it and them already; or the one
    ``order`` that was paid alone.
    """
    if orders is None:
        group = lock_group(group)
        orders = lock_orders(group)
    unpaid = [one for one in orders if not one.is_paid]
    for one in unpaid:
        move(
            one,
            Order.State.AWAITING_ACCEPTANCE,
            cause="paid",
            at=at,
            paid_at=at,
            closed_at=None,
        )
    if unpaid:
        savings.spend(group=group)
        of = order or group
        journal.record(actor=None, verb="paid", subject=of, at=at, total=of.total)
        if not unpaid[0].at_stall:  # who stands there is told when the goods are handed over
            letters.tell_paid(group, order=order, at=at)
    return group


@transaction.atomic
def cancel_unpaid(*, group: OrderGroup, by: User | None, at: datetime) -> bool:
    """Give up an order nobody has paid and let its goods go; say whether there was one to give up.

    ``by`` is None when its time ran out. What is paid, or cancelled already, stays as it is.
    """
    group = lock_group(group)
    every = lock_orders(group)
    orders = [one for one in every if one.state == Order.State.AWAITING_PAYMENT]
    for order in orders:
        move(order, Order.State.CANCELLED, cause="cancelled unpaid", by=by, at=at, closed_at=at)
        if order.at_stall:
            promises.unpack(order)
    promises.let_all_go(orders=orders, cause=group.code, at=at)
    if orders:
        if all(one.state == Order.State.CANCELLED for one in every):
            savings.give_back(group=group)
        journal.record(actor=by, verb="cancelled", subject=group, at=at)
    return bool(orders)


@transaction.atomic
def revive(*, group: OrderGroup, orders: Sequence[Order], at: datetime) -> None:
    """Money came after the goods were let go: hold them again, or raise ``stock.OutOfStock``.

    Its vouchers too, or ``vouchers.Refused``. Group and orders are locked by whoever calls.
    """
    preorders.renew(orders=orders, at=at)
    lines = Line.objects.filter(order__in=orders, preorder__isnull=True)
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
        move(order, Order.State.AWAITING_PICKUP, cause="accepted", by=by, at=at, accepted_at=at)
    return order


@transaction.atomic
def unaccept(*, order: Order, by: User, at: datetime) -> Order:
    """The producer pressed too soon: undone while nothing is packed, offered or asked for."""
    order = lock_order(order)
    if order.state == Order.State.AWAITING_ACCEPTANCE:
        return order
    if order.parcels.exists() or order.cancellations.exists() or _has_offers(order):
        raise NotNow(_("Đơn này đã bắt đầu làm rồi, không bỏ nhận được nữa."))
    move(order, Order.State.AWAITING_ACCEPTANCE, cause="unaccepted", by=by, at=at, accepted_at=None)
    return order


@transaction.atomic
def confirm_delivered(
    *, order: Order, by: User | None, at: datetime, cause: str = "delivered"
) -> Order:
    """The buyer has the parcels in hand; ``by`` is None for a guest, a carrier or the clock.

    From now on counts how long something may be claimed.
    """
    order = lock_order(order)
    if order.state == Order.State.DELIVERED:
        return order
    times = {"delivered_at": at, "claimable_until": claimable_until(order, at=at)}
    move(order, Order.State.DELIVERED, cause=cause, by=by, at=at, **times)
    out = Parcel.objects.filter(order=order, arrived_at__isnull=True, returned_at__isnull=True)
    out.filter(handed_over_at__isnull=False).update(arrived_at=at)
    return order


def lock_group(group: OrderGroup) -> OrderGroup:
    """The checkout as it is now. Before its orders and payments, as everywhere."""
    [locked] = _group(group=group.pk)
    return locked


@Prepared
def _group(group: int) -> QuerySet[OrderGroup]:
    return OrderGroup.objects.select_for_update().filter(pk=group).order_by()


def lock_orders(group: OrderGroup) -> list[Order]:
    """All of a checkout, in the order of their keys; after the group itself."""
    return _orders(group=group.pk)


@Prepared
def _orders(group: int) -> QuerySet[Order]:
    return Order.objects.select_for_update().filter(group=group).order_by("pk")


def lock_groups(groups: QuerySet[OrderGroup]) -> None:
    """These checkouts in the order of their keys; before lots, as everywhere."""
    list(groups.select_for_update().order_by("pk").values_list("pk"))


def lock_order(order: Order) -> Order:
    """The order as it is now, its group locked before it: the same way round everywhere."""
    lock_group(order.group)
    return Order.objects.select_for_update().get(pk=order.pk)


def move(
    order: Order,
    state: Order.State,
    *,
    cause: str = "moved",
    by: User | None = None,
    at: datetime | None = None,
    **times: datetime | None,
) -> None:
    """The only place that writes an order's state, and notes why and who; or :class:`NotNow`.

    ``times`` are the order's own moments that go with it; without ``at`` the first of them counts.
    """
    if not order.may_become(state):
        raise NotNow(
            _("Đơn %(code)s đang ở bước «%(state)s» nên chưa làm được việc này.")
            % {"code": order.code, "state": order.get_state_display()}
        )
    was, order.state = order.state, state
    for name, value in times.items():
        setattr(order, name, value)
    update(order, "state", *times)
    moment = at or next(time for time in times.values() if time)
    record(order, cause, by, moment, was=was, became=str(state))


def record(order: Order, verb: str, by: User | None, at: datetime, **detail: str | int) -> None:
    """Note it in the journal, for the producer where a person did it."""
    behalf = order.producer if by else None
    journal.record(actor=by, verb=verb, subject=order, at=at, on_behalf_of=behalf, **detail)


def _has_offers(order: Order) -> bool:
    return order.lines.filter(substitutions__isnull=False).exists()
