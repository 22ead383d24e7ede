"""Whom a recall would reach, before it is said: the numbers to look at before the last press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from marketplace.orders.models import Allocation, PackedItem
from traceability.models import Lot
from traceability.queries import recalls

if TYPE_CHECKING:
    from collections.abc import Collection

    from traceability.models import MaterialLot


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """``packs`` were promised or sent in ``orders`` of ``buyers``; ``kept`` are still for sale."""

    lots: int
    buyers: int
    orders: int
    packs: int
    kept: int


def reach(source: Lot | MaterialLot, *, serials: Collection[str] = ()) -> Reach:
    """What would be found now."""
    if serials:
        return _of_items(source, serials)
    own = Lot.objects.filter(pk=source.pk)
    lots = own if isinstance(source, Lot) else recalls.lots_made_of(source)
    parts = Allocation.objects.filter(lot__in=lots).exclude(state=Allocation.State.RELEASED)
    found = parts.aggregate(
        packs=Sum("quantity"),
        orders=Count("line__order", distinct=True),
        buyers=Count("line__order__group__buyer_phone", distinct=True),
    )
    return Reach(
        lots=lots.count(),
        kept=sum(lot.free for lot in lots.only("on_hand", "reserved", "held_back")),
        **{**found, "packs": found["packs"] or 0},
    )


def _of_items(lot: Lot | MaterialLot, serials: Collection[str]) -> Reach:
    items = PackedItem.objects.filter(
        code__lot=lot.pk, code__serial__in=serials, parcel__handed_over_at__isnull=False
    )
    found = items.aggregate(
        packs=Count("pk"),
        orders=Count("line__order", distinct=True),
        buyers=Count("line__order__group__buyer_phone", distinct=True),
    )
    return Reach(lots=1, kept=len(serials) - found["packs"], **found)
