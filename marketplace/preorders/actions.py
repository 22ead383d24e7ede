"""Goods ordered beforehand: served in the order of orders when a lot is packed, else paid back.

Each order goes in its own transaction, locked as everywhere: checkout, order, preorder, then lots.
All of it may be run again at any time, by whoever wants the goods next and by the clock.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import Error, transaction
from django.utils.translation import gettext as _

from accounts.prepared import Prepared
from marketplace.orders.actions import parcels, promises, states
from marketplace.orders.actions.refunds import Cause, owe_delivery, owe_packs
from marketplace.orders.models import Allocation, Order, OrderGroup, Preorder, RefundDue
from marketplace.payments.actions.lapsing import give_up
from marketplace.preorders.letters import tell_moved, tell_short
from marketplace.selling.actions import close_planned, move_planned, unpromise
from traceability.actions import stock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.selling.models import PlannedLot

log = logging.getLogger(__name__)


def serve_waiting(*, packs: Iterable[int], at: datetime) -> int:
    """Promise what was packed since to those who ordered these packs (keys) beforehand, in turn.

    Says how many packs were promised. Where a lot runs out, the rest waits for the next one.
    """
    served, dry = 0, set()
    for one in _waiting(packs=list(packs)):
        if one.planned_id in dry:
            continue
        given = _serve(one, at)
        served += given
        if given < one.waiting:
            dry.add(one.planned_id)
    return served


def serve_all(*, at: datetime) -> int:
    """Whoever waits for a lot that was packed meanwhile; then the shortfall of what is closed."""
    packs = Preorder.objects.filter(waiting__gt=0).values_list("planned__pack", flat=True)
    served = serve_waiting(packs=set(packs), at=at)
    return served + settle_closed(at=at)


def finish_planned(*, planned: PlannedLot, by: User | None, at: datetime) -> int:
    """The harvest is in: serve who can be served, share out the shortfall; how many went short."""
    planned = close_planned(planned=planned, by=by, at=at)
    serve_waiting(packs=[planned.pack_id], at=at)
    return settle_closed(at=at, planned=planned)


@transaction.atomic
def move_day(*, planned: PlannedLot, ship_by: date, by: User, at: datetime) -> int:
    """Promise another day; whoever waits is told, once for each later day. Says how many.

    Raises ``selling.TooLate``.
    """
    moved = move_planned(planned=planned, ship_by=ship_by, by=by, at=at)
    if moved.moved_at != at:
        return 0
    rows = Preorder.objects.waiting_for([moved.pack_id]).filter(planned=moved, placed_at__lt=at)
    waiting = list(rows.select_related("planned", "line__order__group"))
    for one in waiting:
        tell_moved(one, at=at)
    return len(waiting)


@transaction.atomic
def step_back(*, preorder: Preorder, by: User | None, at: datetime) -> None:
    """The buyer will not wait for a later day: what has no lot yet is paid back.

    What is not paid is given up whole. Twice changes nothing; raises ``states.NotNow`` where the
    day was not moved.
    """
    one = _locked(preorder)
    order, gone = one.line.order, one.waiting
    if not gone:
        return
    if not one.may_step_back:
        raise states.NotNow(_("Ngày giao chưa dời nên đơn vẫn như đã hẹn."))
    if order.state == Order.State.AWAITING_PAYMENT:
        give_up(group=order.group, by=by, at=at)
    else:
        one.waiting, one.dropped = 0, one.dropped + gone
        one.save(update_fields=["waiting", "dropped"])
        unpromise(planned=one.planned_id, packs=gone)
        key = f"stepped back: line {one.line_id}"
        _prepare_refund(one, gone, Cause(reason=RefundDue.Reason.WITHDRAWAL, key=key), at)
    states.record(order, "stepped back", by, at)


def settle_closed(*, at: datetime, planned: PlannedLot | None = None) -> int:
    """Whoever still waits for a planned lot that is closed gets the money back, and is told.

    One that fails is left for the next time and stands in nobody's way.
    """
    rows = Preorder.objects.filter(waiting__gt=0, planned__closed_at__isnull=False)
    if planned:
        rows = rows.filter(planned=planned)
    settled = 0
    for one in list(rows.select_related("line__order").order_by("placed_at", "pk")):
        try:
            settled += _settle(one, at)
        except Error:
            log.exception("a shortfall was not settled; it will be tried again")
    return settled


@transaction.atomic
def _serve(found: Preorder, at: datetime) -> int:
    one = _locked(found)
    since, wanted = found.planned.opened_at, {found.line.pack_id: one.waiting}
    cause = one.line.order.group.code
    while one.waiting and wanted[found.line.pack_id]:
        try:
            held = stock.hold(wanted=wanted, at=at, cause=cause, completed_since=since)
        except stock.OutOfStock as short:
            wanted = {found.line.pack_id: short.shortages[0].free}
            continue
        return _meet(one, held)
    return 0


def _meet(one: Preorder, held: list[stock.Held]) -> int:
    """Write down which lots the packs come out of, beside those they come out of already."""
    for part in held:
        standing = one.line.allocations.filter(lot=part.lot_id, state=Allocation.State.HELD).first()
        if standing:
            standing.quantity += part.quantity
            standing.save(update_fields=["quantity"])
        else:
            Allocation.objects.create(line=one.line, lot_id=part.lot_id, quantity=part.quantity)
    given = sum(part.quantity for part in held)
    one.waiting, one.met = one.waiting - given, one.met + given
    one.save(update_fields=["waiting", "met"])
    return given


@Prepared
def _waiting(packs: list[int]) -> QuerySet[Preorder]:
    return Preorder.objects.waiting_for(packs).select_related("planned", "line__order")


@transaction.atomic
def _settle(found: Preorder, at: datetime) -> int:
    """What is not paid is given up whole; what is paid is due for what is missing."""
    one = _locked(found)
    order = one.line.order
    if not one.waiting:
        return 0
    missing = one.waiting
    if order.state == Order.State.AWAITING_PAYMENT:
        give_up(group=order.group, by=None, at=at)
    else:
        one.waiting, one.short = 0, missing
        one.save(update_fields=["waiting", "short"])
        key = f"planned lot {one.planned_id}: line {one.line_id}"
        cause = Cause(reason=RefundDue.Reason.SHORTFALL, key=key, planned_id=one.planned_id)
        _prepare_refund(one, missing, cause, at)
    tell_short(one, missing, at=at)
    states.record(order, "harvest fell short", None, at)
    return 1


def _prepare_refund(one: Preorder, missing: int, cause: Cause, at: datetime) -> None:
    """The missing packs are due; nothing left of the order: its delivery fee too."""
    line, order = one.line, one.line.order
    owe_packs(line=line, packs=missing, cause=cause, at=at)
    if promises.is_kept_for(order):
        return
    if order.parcels.filter(handed_over_at__isnull=False).exists():
        parcels.finish_sending(order=order, by=None, at=at)
        return
    owe_delivery(order=order, cause=replace(cause, key=f"{cause.key}, delivery"), at=at)
    if order.may_become(Order.State.REFUNDED):
        states.move(order, Order.State.REFUNDED, cause="no harvest", closed_at=at)


def _locked(found: Preorder) -> Preorder:
    """The preorder as it is now, its checkout and order locked before it."""
    group = states.lock_group(OrderGroup(pk=found.line.order.group_id))
    order = Order.objects.select_for_update().get(pk=found.line.order_id)
    order.group = group
    rows = Preorder.objects.select_for_update(of=("self",)).select_related("line", "planned")
    one = rows.get(pk=found.pk)
    one.line.order = order
    return one
