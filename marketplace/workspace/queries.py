"""What the lists of a stall are made of: lots, plans, products, orders, ways of delivering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, Prefetch, Q, Sum
from django.utils.timezone import localdate

from catalog.money import dong
from marketplace.delivery.models import Method, Travel, Zone
from marketplace.delivery.queries import days_in_words, where_to_fetch
from marketplace.fees.queries import rates
from marketplace.selling.models import PlannedLot
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from catalog.models import Pack, Producer, Product


def lots_in_store(producer: Producer) -> QuerySet[Lot]:
    """Lots that still hold something, those that expire first before the others."""
    lots = producer.lots.filter(on_hand__gt=0).select_related("pack__product")
    return lots.first_expired_first()


def planned(producer: Producer) -> QuerySet[PlannedLot, Any]:
    """Planned lots with what of them waits, was met and fell short; the open ones first."""
    rows = PlannedLot.objects.filter(pack__product__producer=producer).select_related(
        "pack__product__producer"
    )
    parts: dict[str, Any] = {
        name: Sum(f"preorders__{name}", default=0) for name in ("waiting", "met", "short")
    }
    return rows.annotate(**parts).order_by(F("closed_at").desc(nulls_first=True), "ship_by", "pk")


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


def net_of(producer: Producer, price: int) -> str:
    """What reaches the producer of a price after fees and tax of today, as money."""
    taken = rates(producer_kind=producer.kind, on=localdate()).taken_from(price)
    return dong(price - taken.total)


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
