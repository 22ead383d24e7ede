"""What the home page, a producer's page and a commune's page read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from catalog.models import Commune, Producer, Product
from catalog.queries import suitable
from marketplace.storefront.queries.cards import Card, Measured, cards, with_facts, with_ranks
from traceability.atlas import Point, locate
from traceability.models import Place

if TYPE_CHECKING:
    from datetime import date

SHOWN_AT_HOME = 8
EACH_PRODUCER = 2
HOME_PROVINCE = "22"  # Quảng Ninh, whose outline the map knows


class Spot(NamedTuple):
    """A commune on the map: where it is drawn, how large, where it leads."""

    name: str
    url: str
    goods: int
    x: float
    y: float
    radius: float


class Sums(NamedTuple):
    """How much there is to see."""

    products: int
    producers: int
    shops: int


def chosen_goods(*, on: date) -> list[Card]:
    """Goods in stock that the law lets us show unasked, stars first, few from each producer."""
    ready = with_facts(Product.objects.listed().promotable(on=on), on=on)
    ready = with_ranks(ready.filter(is_available=True, producer__claimed_at__isnull=False))
    seen: Counter[int] = Counter()
    picked = []
    for product in ready.order_by("-stars_rank", "-published_at", "pk")[: SHOWN_AT_HOME * 6]:
        seen[product.producer_id] += 1
        if seen[product.producer_id] <= EACH_PRODUCER:
            picked.append(product)
    return cards(picked[:SHOWN_AT_HOME], on=on)


def waiting_goods(*, on: date, most: int) -> list[Card]:
    """Listings from the register whose makers have not come yet, one of each shelf."""
    waiting = Product.objects.listed().promotable(on=on).filter(producer__claimed_at__isnull=True)
    home = waiting.filter(province=HOME_PROVINCE, recognitions__stars__gte=4).distinct()
    seen: set[str] = set()
    picked = []
    for product in with_facts(home, on=on).order_by("shelf__position", "pk")[:60]:
        if product.shelf_id not in seen:
            seen.add(product.shelf_id)
            picked.append(product)
    return cards(picked[:most], on=on)


def sums() -> Sums:
    listed = Product.objects.listed().aggregate(
        products=Count("pk"),
        producers=Count("producer", distinct=True),
        shops=Count("producer", distinct=True, filter=Q(producer__claimed_at__isnull=False)),
    )
    return Sums(**listed)


def spots() -> list[Spot]:
    """Communes of Quảng Ninh with listed goods, as they lie on the map. One query."""
    listed = Q(products__published_at__isnull=False, products__suspended_at__isnull=True)
    communes: QuerySet[Any, Any] = (
        Commune.objects.of_today()
        .filter(province=HOME_PROVINCE, latitude__isnull=False)
        .annotate(goods=Count("products", filter=listed))
        .filter(goods__gt=0)
        .order_by("-goods", "name")
    )
    return [spot for commune in communes if (spot := _spot(commune, commune.goods))]


def spot_of(commune: Commune) -> Spot | None:
    """One commune on the map; None where the map does not reach."""
    return _spot(commune, 1)


def _spot(commune: Commune, goods: int) -> Spot | None:
    if commune.latitude is None or commune.longitude is None:
        return None
    point: Point | None = locate(commune.latitude, commune.longitude)
    if point is None:
        return None
    radius = round(5 + 2 * min(goods, 16) ** 0.5, 1)
    return Spot(commune.name, commune.get_absolute_url(), goods, point.x, point.y, radius)


def goods_of(producer: Producer, *, on: date, of_age: bool) -> Measured:
    """What a producer has listed, in stock first."""
    listed = suitable(Product.objects.listed().filter(producer=producer), on=on, of_age=of_age)
    return with_ranks(with_facts(listed, on=on)).order_by("-is_available", "-stars_rank", "pk")


def places_of(producer: Producer) -> list[Place]:
    return list(Place.objects.filter(producer=producer).select_related("commune__province"))


def producers_in(commune: Commune) -> list[Producer]:
    """Who works in this commune and has something listed."""
    here = Producer.objects.filter(commune=commune, products__published_at__isnull=False)
    return list(here.select_related("commune", "province").distinct()[:50])
