"""What the home page, a producer's page and a commune's page read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from catalog.models import Commune, Producer, Product, Recognition
from catalog.queries import suitable
from marketplace.listings.queries import Measured, with_measures
from marketplace.storefront.queries.cards import Card, card, with_facts, with_ranks
from marketplace.storefront.queries.seasons import fresh_now
from traceability.atlas import Point, locate
from traceability.models import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

IN_A_ROW = 4
MOST_READ = 48
"""Goods among which those of a row are picked."""
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


class Village(NamedTuple):
    """How many listed goods a commune makes, and how many of them hold stars in force."""

    goods: int
    starred: int


class Front(NamedTuple):
    """The cards of the home page; of each list as many as a row or two hold."""

    season: list[Card]
    fresh: list[Card]
    goods: list[Card]
    waiting: list[Card]


def front(*, on: date) -> Front:
    """What the home page lays out. Keys first, then all their goods at once: seven queries."""
    season = _few_of_each(_in_season(on))
    chosen = _few_of_each(_stars_first(on), but=season)
    fresh = _few_of_each(_newest(on), but=[*season, *chosen])
    waiting = _one_of_each_shelf(on, most=IN_A_ROW)
    keys = {*season, *fresh, *chosen, *waiting}
    found = with_facts(Product.objects.filter(pk__in=keys), on=on)
    drawn = {product.pk: card(product, on=on) for product in found}
    lists = (season, fresh, chosen, waiting)
    return Front(*([drawn[key] for key in keys if key in drawn] for keys in lists))


def _ready(on: date) -> Measured:
    """In stock, of producers who have come forward; what the law lets us show unasked."""
    shown = Product.objects.listed().promotable(on=on).filter(producer__claimed_at__isnull=False)
    return with_ranks(with_measures(shown, on=on)).filter(is_available=True)


def _in_season(on: date) -> Measured:
    return fresh_now(_ready(on), on=on).order_by("-stars_rank", "-published_at", "pk")


def _newest(on: date) -> Measured:
    return _ready(on).order_by("-published_at", "pk")


def _stars_first(on: date) -> Measured:
    return _ready(on).order_by("-stars_rank", "-published_at", "pk")


def _few_of_each(goods: Measured, *, but: Sequence[int] = ()) -> list[int]:
    """Keys of the first, no more than two of each producer; ``but`` stand elsewhere already."""
    seen: Counter[int] = Counter()
    picked = []
    for key, producer in goods.exclude(pk__in=but).values_list("pk", "producer_id")[:MOST_READ]:
        seen[producer] += 1
        if seen[producer] <= EACH_PRODUCER:
            picked.append(key)
    return picked[:IN_A_ROW]


def _one_of_each_shelf(on: date, *, most: int) -> list[int]:
    """Keys of listings from the register whose makers have not come yet."""
    waiting = Product.objects.listed().promotable(on=on).filter(producer__claimed_at__isnull=True)
    home = waiting.filter(province=HOME_PROVINCE, recognitions__stars__gte=4).distinct()
    first: dict[str, int] = {}
    for key, shelf in home.order_by("shelf__position", "pk").values_list("pk", "shelf_id")[:60]:
        first.setdefault(shelf, key)
    return list(first.values())[:most]


def sums() -> Sums:
    listed = Product.objects.listed().aggregate(
        products=Count("pk"),
        producers=Count("producer", distinct=True),
        shops=Count("producer", distinct=True, filter=Q(producer__claimed_at__isnull=False)),
    )
    return Sums(**listed)


def sums_of(commune: Commune, *, on: date) -> Village:
    """One query."""
    starred = Q(pk__in=Recognition.objects.in_force(on=on).values("product"))
    here = suitable(Product.objects.listed().filter(commune=commune), on=on, of_age=False)
    return Village(**here.aggregate(goods=Count("pk"), starred=Count("pk", filter=starred)))


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
    shown = Product.objects.listed().values("producer")
    here = Producer.objects.filter(commune=commune, pk__in=shown)
    return list(here.select_related("commune", "province")[:50])
