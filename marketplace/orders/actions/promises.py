"""The packs that lots keep for orders: let go of, given to a parcel, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from marketplace.orders.actions import preorders
from marketplace.orders.models import Allocation, PackedItem, Parcel, Substitution
from marketplace.selling import actions as selling
from traceability.actions import stock
from traceability.models import ItemCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from marketplace.orders.models import Line, Order

State = Allocation.State
KEPT = (State.HELD, State.OFFERED)


def held(line: Line) -> QuerySet[Allocation]:
    """What is still to be sent of a line, and from which lots."""
    return line.allocations.filter(state=State.HELD)


def offered(line: Line) -> int:
    """Packs of a line in whose place the buyer is being asked to take others."""
    waiting = line.substitutions.filter(outcome=Substitution.Outcome.WAITING)
    return int(waiting.aggregate(n=Sum("packs"))["n"] or 0)


def packed(line: Line) -> Counter[int]:
    """Items of a line that lie in parcels which have not left, by lot (key)."""
    here = PackedItem.objects.filter(line=line, parcel__handed_over_at__isnull=True)
    return Counter(here.values_list("code__lot", flat=True))


def is_kept_for(order: Order) -> bool:
    """Whether anything is still to be sent, offered or harvested for this order."""
    kept = Allocation.objects.filter(line__order=order, state__in=KEPT)
    return kept.exists() or order.awaits_harvest


@transaction.atomic
def let_all_go(*, orders: Sequence[Order], cause: str, at: datetime) -> None:
    """These orders are given up: whatever is kept for them may be sold to others."""
    kept = Allocation.objects.filter(line__order__in=orders, state__in=KEPT)
    quantities: Counter[int] = Counter()
    weeks: dict[date, Counter[int]] = {}
    for part in kept.select_related("line__order__group", "line__preorder", "lot").order_by("pk"):
        quantities[part.lot_id] += part.quantity
        if _is_counted(part):
            week = weeks.setdefault(localdate(part.line.order.group.placed_at), Counter())
            week[part.line.pack_id] += part.quantity
    kept.update(state=State.RELEASED)
    stock.release(quantities=quantities, at=at, cause=cause)
    for day, packs in weeks.items():
        selling.uncount_week(gone=packs, on=day)
    preorders.drop(orders=orders)


def unpack(order: Order) -> None:
    """Whatever lies in its parcels comes out again; only what a carrier knows of stays a parcel."""
    items = PackedItem.objects.filter(parcel__order=order)
    codes = list(items.values_list("code", flat=True))
    items.delete()
    ItemCode.objects.filter(pk__in=codes).update(state=ItemCode.State.ISSUED)
    Parcel.objects.filter(order=order, consignments__isnull=True).delete()


def _is_counted(part: Allocation) -> bool:
    """In the week's sum: not ordered beforehand, and the pack that was ordered."""
    is_own = part.lot.pack_id == part.line.pack_id
    return part.state == State.HELD and is_own and not hasattr(part.line, "preorder")


@transaction.atomic
def let_go(*, line: Line, packs: int, at: datetime) -> None:
    """So many packs of a line, of its own pack and not packed yet, may be sold to others.

    The caller has locked the order and counted that there are as many (:func:`loose`).
    """
    group, left, inside = line.order.group, packs, packed(line)
    gone: Counter[int] = Counter()
    for part in held(line).filter(lot__pack=line.pack_id).order_by("-pk"):
        taken = min(left, part.quantity - inside[part.lot_id])
        if taken > 0:
            lessen(part, taken)
            gone[part.lot_id] += taken
            left -= taken
    stock.release(quantities=gone, at=at, cause=group.code)
    if not hasattr(line, "preorder"):
        selling.uncount_week(gone={line.pack_id: packs}, on=localdate(group.placed_at))


def loose(line: Line) -> int:
    """Packs of a line's own pack that are promised, not packed, and not being replaced."""
    own = held(line).filter(lot__pack=line.pack_id)
    promised = own.aggregate(n=Sum("quantity"))["n"] or 0
    inside = sum(packed(line)[lot] for lot in own.values_list("lot", flat=True))
    return int(promised) - inside - offered(line)


@transaction.atomic
def send(*, items: Mapping[tuple[Line, int], int], cause: str, at: datetime) -> None:
    """So many packs of lines out of lots (key) leave: promised ones, and gone from the lots."""
    lots: Counter[int] = Counter()
    for (line, lot), packs in items.items():
        part = held(line).get(lot=lot)
        lessen(part, packs)
        add(line=line, lot=lot, packs=packs, state=State.SHIPPED)
        lots[lot] += packs
    stock.ship(quantities=lots, at=at, cause=cause)


def add(*, line: Line, lot: int, packs: int, state: str) -> None:
    """So many packs more of a line out of a lot (key) are in that state."""
    into, is_new = line.allocations.get_or_create(
        lot_id=lot, state=state, defaults={"quantity": packs}
    )
    if not is_new:
        into.quantity += packs
        into.save(update_fields=["quantity"])


def lessen(part: Allocation, packs: int) -> None:
    """So many packs fewer; a promise of which nothing is left goes."""
    if part.quantity == packs:
        part.delete()
    else:
        part.quantity -= packs
        part.save(update_fields=["quantity"])
