"""Orders that were promised recalled goods get others, or the buyer gets the money back.

Rows are locked as everywhere: checkout, order, promise, and then all lots in the order of keys.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from django.db import Error, transaction
from django.db.models import Q, Sum

from marketplace.orders.actions import parcels, promises, states
from marketplace.orders.actions.refunds import Cause, owe_delivery, owe_packs
from marketplace.orders.models import (
    Allocation,
    Order,
    OrderGroup,
    PackedItem,
    RecalledLine,
    RecallLetter,
    RefundDue,
)
from marketplace.payments.actions.lapsing import give_up
from traceability.actions import stock
from traceability.models import ItemCode, Lot, Movement, Recall

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.orders.models import Line
    from traceability.models import RecalledLot

log = logging.getLogger(__name__)
Outcome, Reason = RecalledLine.Outcome, RefundDue.Reason


def mend_some(recall: Recall, *, after: int, most: int, at: datetime) -> int:
    """Mend so many checkouts after this key, the oldest first; the last one's key, or 0 at the end.

    One that fails is left for later and stands in nobody's way.
    """
    waiting = RecalledLine.objects.filter(recall=recall, outcome=Outcome.WAITING, group__gt=after)
    keys = list(waiting.order_by("group").values_list("group", flat=True).distinct()[:most])
    for key in keys:
        try:
            mend(recall, key, at=at)
        except (Error, states.NotNow, stock.StockMismatch):
            log.exception("an order was not mended; it will be tried again")
    return keys[-1] if len(keys) == most else 0


@transaction.atomic
def mend(recall: Recall, group_pk: int, *, at: datetime) -> None:
    """Let go of recalled packs in one checkout and see what can be had in their place."""
    group = states.lock_group(OrderGroup(pk=group_pk))
    orders = {one.pk: one for one in group.orders.select_for_update().order_by("pk")}
    rows = RecalledLine.objects.filter(recall=recall, group=group, outcome=Outcome.WAITING)
    waiting = list(rows.select_related("line").order_by("pk"))
    lots = set(
        recall.lots.filter(lot__allocations__line__order__group=group).values_list("lot", flat=True)
    )
    _lock_lots({found.line.pack_id for found in waiting}, lots)
    for found in waiting:
        found.line.order = orders[found.line.order_id]
        _settle(found, _let_go(found, lots, at=at), at=at)


def set_items_aside(recall: Recall, *, at: datetime) -> None:
    """Where more of a lot is promised than good items are left, the youngest orders give way."""
    for reached in recall.lots.filter(to_set_aside__gt=0).select_related("lot"):
        held = Allocation.objects.filter(lot=reached.lot_id, state=Allocation.State.HELD)
        for part in held.select_related("line__order").order_by("-pk"):
            if not reached.to_set_aside or reached.lot.is_recalled:
                break
            _give_way(recall, reached, part, at=at)


@transaction.atomic
def _give_way(recall: Recall, reached: RecalledLot, part: Allocation, *, at: datetime) -> None:
    group = states.lock_group(OrderGroup(pk=part.line.order.group_id))
    part.line.order = Order.objects.select_for_update().get(pk=part.line.order_id)
    now_ = Allocation.objects.select_for_update().filter(pk=part.pk, state=Allocation.State.HELD)
    promise = now_.first()
    _lock_lots({part.line.pack_id}, {reached.lot_id})
    packed = part.line.items.filter(code__lot=reached.lot_id).count()
    packs = min(reached.to_set_aside, promise.quantity - packed) if promise else 0
    if promise is None or packs <= 0:
        return
    _lessen(promise, packs)
    stock.release(quantities={reached.lot_id: packs}, at=at, cause=group.code)
    aside = {"kind": Movement.Kind.SET_ASIDE, "cause": recall.code}
    stock.leave(lot_id=reached.lot_id, packs=packs, at=at, **aside)
    reached.to_set_aside -= packs
    reached.set_aside += packs
    reached.save(update_fields=["to_set_aside", "set_aside"])
    found, _is_new = RecalledLine.objects.get_or_create(
        recall=recall,
        line=part.line,
        defaults={"group": group, "packs": packs, "outcome": Outcome.WAITING},
    )
    RecallLetter.objects.get_or_create(recall=recall, group=group)
    found.line = part.line
    _settle(found, {reached.lot_id: packs}, at=at)


def _lock_lots(packs: Collection[int], recalled: Collection[int]) -> None:
    """Those let go of and those that may take their place, in the order of their keys."""
    rows = Lot.objects.filter(Q(pk__in=recalled) | Q(pack__in=packs))
    list(rows.select_for_update().order_by("pk"))


def _let_go(found: RecalledLine, lots: set[int], *, at: datetime) -> dict[int, int]:
    """Recalled items come out of the parcel, recalled promises end: packs by lot."""
    line = found.line
    packed = PackedItem.objects.filter(
        line=line, code__lot__in=lots, parcel__handed_over_at__isnull=True
    )
    codes = list(packed.values_list("code", flat=True))
    packed.delete()
    ItemCode.objects.filter(pk__in=codes).update(state=ItemCode.State.ISSUED)
    held = line.allocations.select_for_update().filter(state=Allocation.State.HELD, lot__in=lots)
    parts = {part.lot_id: part.quantity for part in held.order_by("pk")}
    line.allocations.filter(state=Allocation.State.HELD, lot__in=lots).update(
        state=Allocation.State.RELEASED
    )
    stock.release(quantities=parts, at=at, cause=found.group.code)
    return parts


def _settle(found: RecalledLine, gone: Mapping[int, int], *, at: datetime) -> None:
    """Other packs where there are any; for the rest the money, or an end to what is unpaid."""
    order = found.line.order
    wanted = sum(gone.values())
    missing = wanted - _replace(found, wanted, at=at)
    if not wanted:
        found.outcome = _already(found)
    elif missing and order.state == Order.State.AWAITING_PAYMENT:
        found.outcome = Outcome.CANCELLED
        give_up(group=found.group, by=None, at=at)
        _of_same_checkout(found).update(outcome=Outcome.CANCELLED)
    elif missing:
        found.outcome = Outcome.WITHDRAWN
        _prepare_refund(found, gone, missing, at=at)
    else:
        found.outcome = Outcome.REPLACED
    found.save(update_fields=["outcome"])
    states.record(order, f"recalled goods {found.outcome}", None, at)


def _of_same_checkout(found: RecalledLine) -> QuerySet[RecalledLine]:
    return RecalledLine.objects.filter(recall=found.recall_id, group=found.group_id)


def _already(found: RecalledLine) -> str:
    """Nothing was promised any more: given up, settled by another recall, or swapped."""
    if Order.objects.filter(pk=found.line.order_id, state=Order.State.CANCELLED).exists():
        return Outcome.CANCELLED
    others = found.line.recalled.exclude(pk=found.pk).exclude(outcome=Outcome.WAITING)
    other = others.order_by("-pk").first()
    return other.outcome if other else Outcome.REPLACED


def _replace(found: RecalledLine, wanted: int, *, at: datetime) -> int:
    """Promise other packs in place of those, as many as can be had, and say how many."""
    if not wanted:
        return 0
    line = found.line
    try:
        held = stock.hold(wanted={line.pack_id: wanted}, at=at, cause=found.group.code)
    except stock.OutOfStock as short:
        free = sum(one.free for one in short.shortages)
        return _replace(found, free, at=at)
    for part in held:
        standing = line.allocations.filter(lot=part.lot_id, state=Allocation.State.HELD).first()
        if standing:
            standing.quantity += part.quantity
            standing.save(update_fields=["quantity"])
        else:
            Allocation.objects.create(line=line, lot_id=part.lot_id, quantity=part.quantity)
    return wanted


def _prepare_refund(
    found: RecalledLine, gone: Mapping[int, int], missing: int, *, at: datetime
) -> None:
    """What is not replaced is due, from the lots it came of; all of an order, with its delivery."""
    line, order = found.line, found.line.order
    left = Counter(gone)
    for lot_id in sorted(gone):
        packs = min(missing, left[lot_id])
        missing -= packs
        if packs:
            _due(found.recall, line, lot_id, packs, at=at)
    if promises.is_kept_for(order):
        return
    if order.parcels.filter(handed_over_at__isnull=False).exists():
        parcels.finish_sending(order=order, by=None, at=at)
        return
    _delivery_due(found.recall, order, at=at)
    if order.may_become(Order.State.REFUNDED):
        states.move(order, Order.State.REFUNDED, cause="recalled", closed_at=at)


def _due(recall: Recall, line: Line, lot_id: int, packs: int, *, at: datetime) -> None:
    """So many packs of a line out of a lot; more of the same, found later, are owed on top."""
    before = RefundDue.objects.filter(recall=recall, line=line, lot=lot_id)
    found = before.aggregate(n=Sum("packs"))["n"] or 0
    key = f"recall {recall.pk}: line {line.pk}, lot {lot_id}, after {found}"
    cause = Cause(reason=Reason.RECALL, key=key, recall_id=recall.pk, lot_id=lot_id)
    owe_packs(line=line, packs=packs, cause=cause, at=at)


def _delivery_due(recall: Recall, order: Order, *, at: datetime) -> None:
    key = f"recall {recall.pk}: delivery"
    cause = Cause(reason=Reason.RECALL, key=key, recall_id=recall.pk)
    owe_delivery(order=order, cause=cause, at=at)


def _lessen(promise: Allocation, packs: int) -> None:
    if promise.quantity == packs:
        promise.state = Allocation.State.RELEASED
    else:
        promise.quantity -= packs
    promise.save(update_fields=["state", "quantity"])
