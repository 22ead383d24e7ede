"""What is measured of a product on a day: stars in force, what it costs, whether it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    Exists,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
)

from catalog.models import Pack, Product, Recognition
from catalog.queries import readings
from catalog.search.indexes import Holding
from marketplace.delivery.models import Travel
from marketplace.listings.models import WORDS, Listing, closeness
from marketplace.selling.models import Terms
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date

    from catalog.search.readings import Reading

Products = QuerySet[Product, Product]
Measured = QuerySet[Any, Any]  # products with what the functions below add
Rich = Any  # one of them
SHOWN_TOGETHER = ("producer", "commune__province", "province", "criteria_set", "shelf")
BANDS = (("duoi-100", 100_000), ("100-300", 300_000), ("300-1000", 1_000_000), ("tren-1000", None))


def with_stars(products: Products, *, on: date) -> Measured:
    """With ``stars_now``: the most stars in force, or None."""
    starred: Measured = products.annotate(stars_now=Subquery(_stars(on)))
    return starred


def with_measures(products: Products, *, on: date) -> Measured:
    """With ``stars_now``, ``price_from`` and ``is_available``."""
    measured: Measured = with_stars(products, on=on).annotate(
        price_from=Subquery(packs_on_sale().values("price")[:1]),
        is_available=Exists(_lots(on), output_field=BooleanField()),
    )
    return measured


def with_facts(products: Products, *, on: date) -> Measured:
    """With all a card or a product page shows, in one query and two prefetches."""
    dearest = packs_on_sale().order_by("-price")
    rich: Measured = with_measures(products, on=on).annotate(
        price_to=Subquery(dearest.values("price")[:1])
    )
    return rich.select_related(*SHOWN_TOGETHER).prefetch_related("photos", "recognitions")


def with_travel(products: Measured) -> Measured:
    """With ``is_cold`` and ``most_hours``: what its most delicate pack asks for on the way."""
    travels = Travel.objects.filter(pack__product=OuterRef("pk"), pack__is_active=True)
    least = travels.order_by().values("pack__product").annotate(least=Min("most_hours"))
    bearing: Measured = products.annotate(
        is_cold=Exists(travels.filter(needs_cold=True)),
        most_hours=Subquery(least.values("least")),
    )
    return bearing


def with_points(products: Measured, text: str, *, on: date) -> Measured:
    """Those that a question finds, with their ``points`` in its order; no text: all of them.

    It is read as loosely as it must be for anything to be found.
    """
    reading = _understood(text, on=on)
    found = products.none() if reading.is_hopeless else products
    if reading.units:
        found = found.filter(Holding(WORDS, reading, along="listing__"))
    points = F("listing__standing") + closeness(reading, "listing__name")
    pointed: Measured = found.annotate(points=points)
    return pointed


def packs_on_sale() -> QuerySet[Pack, Pack]:
    """Of the product outside, the cheapest first."""
    return Pack.objects.filter(product=OuterRef("pk"), is_active=True).order_by("price")


def band(price: int | None) -> str:
    """Which of the four spans of price; empty without a price."""
    if price is None:
        return ""
    return next(name for name, limit in BANDS if limit is None or price < limit)


def _understood(text: str, *, on: date) -> Reading:
    """The first reading by which something is found; the literal one where none does."""
    literal = None
    for reading in readings(text, on=on):
        literal = literal or reading
        if not reading.units or Listing.objects.holding(reading).exists():
            return reading
    assert literal is not None  # noqa: S101 - a question has a reading
    return literal


def _stars(on: date) -> QuerySet[Recognition, Any]:
    best = Recognition.objects.in_force(on=on).filter(product=OuterRef("pk")).order_by("-stars")
    return best.values("stars")[:1]


def _lots(on: date) -> QuerySet[Lot, Lot]:
    fresh = Lot.objects.sellable(on=on).filter(
        pack__product=OuterRef("pk"),
        pack__is_active=True,
        pack__product__cleared_until__gt=on,
        producer__claimed_at__isnull=False,
    )
    return fresh.exclude(pack__product__terms__in=Terms.objects.resting(on=on))
