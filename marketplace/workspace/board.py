"""The board of a stall's orders: what is to accept, to pack, to hand over, and what is claimed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, When
from django.db.models import prefetch_related_objects as fetch
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from marketplace.claims.models import Claim
from marketplace.orders.models import Allocation, Order, PackedItem, Preorder
from marketplace.talks.queries import waiting as unread_talks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Aggregate, Model, QuerySet
    from django.utils.functional import Promise

    from catalog.models import Producer
    from traceability.models import Lot

MOST_CARDS = 12
MOST_AT_ONCE = 100
"""Orders for one picking list, one file of slips, one press of «accept all»."""

WHERE: dict[str, Promise] = {
    "nhan": _("Nhận"),
    "dong-goi": _("Gói"),
    "ban-giao": _("Giao đi"),
    "khieu-nai": _("Khiếu nại"),
}
GONE = (Allocation.State.RELEASED, Allocation.State.OFFERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One place on the board with its first orders, the longest waiting on top."""

    key: str
    label: Promise
    count: int
    orders: list[Order]
    is_open: bool

    @property
    def more(self) -> int:
        return self.count - len(self.orders)


def board(producer: Producer, *, chosen: str) -> list[Column]:
    """All columns; ``chosen`` is the one a phone shows, the first with something without it.

    Eight queries, however many orders.
    """
    found = {key: _waiting(producer, key) for key in WHERE}
    counts = {key: rows.count() for key, rows in found.items()}
    shown = {key: list(rows.order_by("pk")[:MOST_CARDS]) for key, rows in found.items()}
    _load([order for orders in shown.values() for order in orders])
    key = chosen if chosen in WHERE else next((key for key in WHERE if counts[key]), "nhan")
    return [
        Column(key=one, label=label, count=counts[one], orders=shown[one], is_open=one == key)
        for one, label in WHERE.items()
    ]


def _waiting(producer: Producer, key: str) -> QuerySet[Order]:
    mine = Order.objects.filter(producer=producer).select_related("group")
    match key:
        case "nhan":
            return mine.filter(state=Order.State.AWAITING_ACCEPTANCE, paid_at__isnull=False)
        case "dong-goi":
            return _packing(mine).exclude(is_all_in=True)
        case "ban-giao":
            return _packing(mine).filter(is_all_in=True)
        case _:
            return mine.filter(disputed_at__isnull=False)


def _packing(orders: QuerySet[Order]) -> QuerySet[Any, Any]:
    """Accepted ones. All is in when nothing is missing, offered to be changed, or still growing."""
    of_order = OuterRef("pk")
    parts = Allocation.objects.filter(line__order=of_order)
    wanted = _figure(parts.exclude(state=Allocation.State.RELEASED), Sum("quantity"))
    inside = _figure(PackedItem.objects.filter(line__order=of_order), Count("pk"))
    offered = parts.filter(state=Allocation.State.OFFERED)
    growing = Preorder.objects.filter(line__order=of_order, waiting__gt=0)
    accepted = orders.filter(state=Order.State.AWAITING_PICKUP).alias(wanted=wanted, inside=inside)
    is_all_in = Q(inside__gte=F("wanted")) & ~Exists(offered) & ~Exists(growing)
    return accepted.alias(is_all_in=Case(When(is_all_in, then=True), default=False))


def _figure(rows: QuerySet[Any, Model], sum_of: Aggregate) -> Coalesce:
    counted = rows.order_by().values("line__order").annotate(n=sum_of).values("n")
    return Coalesce(Subquery(counted), 0)


def _load(orders: Sequence[Order]) -> None:
    claims = Claim.objects.filter(settled_at__isnull=True)
    talks = Prefetch("talk_sides", unread_talks(), to_attr="unread_talks")
    fetch(orders, "lines", Prefetch("claims", claims, to_attr="open_claims"), talks)


def chosen_orders(producer: Producer, codes: Sequence[str]) -> QuerySet[Order]:
    """Accepted orders of these codes, or all that are accepted; the longest waiting first."""
    accepted = Order.objects.filter(producer=producer, state=Order.State.AWAITING_PICKUP)
    found = accepted.filter(code__in=codes) if codes else accepted
    return found.select_related("group").order_by("pk")[:MOST_AT_ONCE]


class Pick(NamedTuple):
    """So many packs of a lot that are still to be fetched, and into which orders they go."""

    lot: Lot
    packs: int
    orders: list[tuple[str, int]]


class Shelf(NamedTuple):
    """A place, and what is to be fetched from it."""

    place: str
    picks: list[Pick]


def picking(orders: Sequence[Order]) -> list[Shelf]:
    """What to fetch for these orders, place by place, lot by lot; packed items are not asked for.

    Two queries.
    """
    held = Allocation.objects.filter(line__order__in=orders).exclude(state__in=GONE)
    held = held.select_related("lot__pack__product", "lot__workshop", "line__order")
    inside = PackedItem.objects.filter(line__order__in=orders).order_by()
    packed = Counter(
        {tuple(key): n for *key, n in inside.values_list("line", "code__lot").annotate(Count("pk"))}
    )
    wanted: dict[Lot, dict[str, int]] = {}
    for part in held.order_by("lot__workshop__name", "lot__code", "line__order_id"):
        left = part.quantity - _take(packed, (part.line_id, part.lot_id), part.quantity)
        if left > 0:
            of_lot = wanted.setdefault(part.lot, {})
            code = part.line.order.code
            of_lot[code] = of_lot.get(code, 0) + left
    picks = [Pick(lot, sum(by.values()), list(by.items())) for lot, by in wanted.items()]
    by_place = groupby(picks, key=lambda pick: pick.lot.workshop.name)
    return [Shelf(place, list(rows)) for place, rows in by_place]


def _take(packed: Counter[tuple[int, ...]], key: tuple[int, int], most: int) -> int:
    taken = min(packed[key], most)
    packed[key] -= taken
    return taken


def past_orders(producer: Producer, *, state: str, looked_for: str) -> QuerySet[Order]:
    """Orders that were ever paid, the newest first, or those of one state or of one code."""
    orders = Order.objects.filter(producer=producer, paid_at__isnull=False)
    if state in Order.State.values:
        orders = orders.filter(state=state)
    if looked_for:
        orders = orders.filter(code=looked_for)
    return orders.prefetch_related("lines").order_by("-pk")
