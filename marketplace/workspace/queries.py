"""What a producer sees at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from marketplace.claims.queries import claims_waiting
from marketplace.delivery.models import Method, Travel, Zone
from marketplace.delivery.queries import days_in_words, where_to_fetch
from marketplace.fees.queries import rates
from marketplace.orders.models import Line, Order, Preorder
from marketplace.selling.models import LOW, PlannedLot
from marketplace.voices.queries.waiting import to_answer
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from catalog.models import Pack, Producer, Product

SOON = timedelta(days=30)
MONTH = timedelta(days=30)
EARNING = (
    Order.State.AWAITING_ACCEPTANCE,
    Order.State.AWAITING_PICKUP,
    Order.State.SHIPPED,
    Order.State.DELIVERED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A stall's day. Money in đồng, over the last thirty days."""

    to_accept: int
    to_pack: int
    on_the_way: int
    sold: int
    payout: int
    open_lots: int
    low: list[Lot]
    expiring: list[Lot]
    promised: list[PlannedLot]
    to_answer: int
    claims: int


def day(producer: Producer, *, on: date) -> Day:
    """What waits, what sold and what runs out, on that day."""
    states = Order.objects.filter(producer=producer).aggregate(
        to_accept=Count("pk", filter=Q(state=Order.State.AWAITING_ACCEPTANCE)),
        to_pack=Count("pk", filter=Q(state=Order.State.AWAITING_PICKUP)),
        on_the_way=Count("pk", filter=Q(state=Order.State.SHIPPED)),
    )
    lots = Lot.objects.filter(producer=producer).select_related("pack__product")
    live = lots.filter(completed_at__isnull=False, held_back=None).first_expired_first()
    sold, payout = _earned(producer, since=on - MONTH)
    return Day(
        **states,
        sold=sold,
        payout=payout,
        open_lots=lots.filter(completed_at__isnull=True).count(),
        low=list(_low(live)[:5]),
        expiring=list(live.filter(_ends_soon(on), on_hand__gt=0)[:5]),
        promised=list(_promised(producer)[:5]),
        to_answer=to_answer(producer),
        claims=claims_waiting(producer),
    )


def _low(lots: QuerySet[Lot]) -> QuerySet[Lot, Any]:
    """Those with fewer free packs than the mark its producer set for the product."""
    marked = lots.annotate(mark=Coalesce(F("pack__product__terms__low_mark"), LOW))
    return marked.filter(on_hand__gt=0, on_hand__lt=F("reserved") + F("mark"))


def _ends_soon(on: date) -> Q:
    """Its best-before day, or the day from which it is not sold."""
    return Q(best_before__lte=on + SOON) | Q(sell_until__lte=on + SOON)


def lots_in_store(producer: Producer) -> QuerySet[Lot]:
    """Lots that still hold something, those that expire first before the others."""
    lots = producer.lots.filter(on_hand__gt=0).select_related("pack__product")
    return lots.first_expired_first()


def _promised(producer: Producer) -> QuerySet[PlannedLot, Any]:
    """Planned lots that orders wait for, the first promised first."""
    waiting = Exists(Preorder.objects.filter(planned=OuterRef("pk"), waiting__gt=0))
    return planned(producer).filter(waiting).order_by("ship_by", "pk")


def planned(producer: Producer) -> QuerySet[PlannedLot, Any]:
    """Planned lots with what of them waits, was met and fell short; the open ones first."""
    rows = PlannedLot.objects.filter(pack__product__producer=producer).select_related(
        "pack__product__producer"
    )
    parts: dict[str, Any] = {
        name: Sum(f"preorders__{name}", default=0) for name in ("waiting", "met", "short")
    }
    return rows.annotate(**parts).order_by(F("closed_at").desc(nulls_first=True), "ship_by", "pk")


def _earned(producer: Producer, *, since: date) -> tuple[int, int]:
    lines = Line.objects.filter(
        order__producer=producer, order__state__in=EARNING, order__paid_at__date__gte=since
    )
    sums = lines.aggregate(
        goods=Sum("total"),
        taken=Sum(F("own_discount") + F("commission") + F("withheld_vat") + F("withheld_pit")),
    )
    goods = sums["goods"] or 0
    return goods, goods - (sums["taken"] or 0)


def products_of(producer: Producer, *, on: date) -> QuerySet[Product]:
    """Products with their packs' count and what may be sold of them on that day."""
    lasts = Q(packs__lots__best_before__isnull=True) | Q(packs__lots__best_before__gt=on)
    lasts &= Q(packs__lots__sell_until__isnull=True) | Q(packs__lots__sell_until__gt=on)
    sellable = lasts & Q(
        packs__lots__completed_at__isnull=False, packs__lots__held_back__isnull=True
    )
    return (
        producer.products.select_related("shelf")
        .annotate(
            pack_count=Count("packs", distinct=True),
            free=Sum(F("packs__lots__on_hand") - F("packs__lots__reserved"), filter=sellable),
        )
        .order_by("name", "pk")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedPack:
    """A pack and what reaches the producer when one is sold, in đồng."""

    pack: Pack
    payout: int
    taken: int


def priced_packs(product: Product) -> list[PricedPack]:
    """The product's packs with today's net payout."""
    today = rates(producer_kind=product.producer.kind, on=localdate())
    taken = [(pack, today.taken_from(pack.price).total) for pack in product.packs.all()]
    return [PricedPack(pack=pack, payout=pack.price - part, taken=part) for pack, part in taken]


def orders_of(producer: Producer, state: str) -> QuerySet[Order]:
    """Orders of one state, the longest waiting first; or all that were ever paid, newest first."""
    orders = Order.objects.filter(producer=producer).select_related("group")
    orders = orders.prefetch_related("lines")
    if state in Order.State.values:
        found = orders.filter(state=state, paid_at__isnull=False)
        return found.order_by(F("paid_at").asc(nulls_last=True), "pk")
    paid = orders.filter(paid_at__isnull=False)
    return paid.order_by(F("paid_at").desc(nulls_last=True), "-pk")


class Offered(NamedTuple):
    """One way of delivering as its producer looks at it."""

    method: Method
    place: str
    days: str
    zones: list[Zone]


def ways_offered(producer: Producer) -> list[Offered]:
    """The stall's ways of delivering with zones and prices, the oldest first. Four queries."""
    rows = producer.delivery_methods.offered().select_related("commune__province")
    zones = Zone.objects.prefetch_related("prices", "places__commune").order_by("pk")
    return [
        Offered(
            method, where_to_fetch(method), days_in_words(method.days), list(method.zones.all())
        )
        for method in rows.prefetch_related(Prefetch("zones", zones)).order_by("pk")
    ]


def packs_that_travel_badly(producer: Producer) -> QuerySet[Travel]:
    """Packs that must be kept cold, or soon be there."""
    rows = Travel.objects.filter(pack__product__producer=producer)
    careful = rows.filter(Q(needs_cold=True) | Q(most_hours__isnull=False))
    return careful.select_related("pack__product").order_by("pack__product__name", "pack")


def travel_of(pack: Pack) -> dict[str, Any]:
    """What a pack was said to bear."""
    found = Travel.objects.filter(pack=pack).values("needs_cold", "most_hours").first()
    return dict(found or {})
