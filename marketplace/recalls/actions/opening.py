"""One press: sale stops, and everybody who bought it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.freshness import forget_pages
from marketplace.orders.actions import states
from marketplace.orders.models import Allocation, OrderGroup, PackedItem
from marketplace.recalls.tasks.aftermath import carry_on
from marketplace.recalls.tasks.finding import AT_ONCE, find_some
from traceability.actions.recalls import StillPacked, declare_recall
from traceability.models import ItemCode, Lot
from traceability.queries.recalls import lots_made_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from accounts.models import User
    from traceability.actions.recalls import Words
    from traceability.models import MaterialLot, Recall

TRIES = 3  # somebody may pack an item between our looking and our marking it


@transaction.atomic
def recall_goods(
    *,
    source: Lot | MaterialLot,
    words: Words,
    by: User | None,
    at: datetime,
    serials: Collection[str] = (),
) -> Recall:
    """Recall a lot, items of it, or all that was made of a material lot, and find who bought it.

    What follows for each basket and order (other goods, money back, a letter), and the names of
    all who bought it where they are thousands, is the task's, which goes on where it stopped: a
    checkout holds its basket and waits for the lot that is locked here.
    Raises ``recalls.AlreadyRecalled`` and ``recalls.NothingToRecall``.
    """
    _lock_buyers(source, serials)
    recall = _declare(source, words, serials, by=by, at=at)
    find_some(recall=recall, at=at)
    transaction.on_commit(forget_pages)
    carry_on.enqueue(recall.pk)
    return recall


def _lock_buyers(source: Lot | MaterialLot, serials: Collection[str]) -> None:
    """The checkouts that are found first, before the lots: the way round of everybody else."""
    lots = Lot.objects.filter(pk=source.pk) if isinstance(source, Lot) else lots_made_of(source)
    kept = Allocation.objects.exclude(state=Allocation.State.RELEASED).filter(lot__in=lots)
    rows = PackedItem.objects.filter(code__serial__in=serials) if serials else kept
    first = rows.order_by("line").values_list("line__order__group", flat=True)[:AT_ONCE]
    states.lock_groups(OrderGroup.objects.filter(pk__in=first))


def _declare(
    source: Lot | MaterialLot,
    words: Words,
    serials: Collection[str],
    *,
    by: User | None,
    at: datetime,
) -> Recall:
    for _again in range(TRIES - 1):
        _unpack(serials, by, at)
        try:
            return declare_recall(source=source, words=words, serials=serials, by=by, at=at)
        except StillPacked:
            continue
    _unpack(serials, by, at)
    return declare_recall(source=source, words=words, serials=serials, by=by, at=at)


def _unpack(serials: Collection[str], by: User | None, at: datetime) -> None:
    """Take these items out of parcels that have not left; their orders are locked from here on."""
    packed = PackedItem.objects.filter(
        code__serial__in=serials, parcel__handed_over_at__isnull=True
    )
    groups = OrderGroup.objects.filter(pk__in=packed.values("parcel__order__group"))
    for group in groups.select_for_update().order_by("pk"):
        for order in group.orders.select_for_update().order_by("pk"):
            items = packed.filter(parcel__order=order)
            codes = list(items.values_list("code", flat=True))
            items.delete()
            ItemCode.objects.filter(pk__in=codes).update(state=ItemCode.State.ISSUED)
            if codes:
                states.record(order, "unpacked recalled items", by, at)
