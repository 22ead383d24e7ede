"""Products as cards: stars in force, the lowest price, and whether a lot holds some now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from catalog.models import Pack, Product, Recognition
from marketplace.selling.models import Terms
from marketplace.storefront.pictures import Picture, picture
from traceability.models import Lot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Products = QuerySet[Product, Product]
Measured = QuerySet[Any, Any]  # products with what the functions below add
SHOWN_TOGETHER = ("producer", "commune__province", "province", "criteria_set", "shelf")
BANDS = (("duoi-100", 100_000), ("100-300", 300_000), ("300-1000", 1_000_000), ("tren-1000", None))


class Card(TypedDict):
    """What ``components/_product_card.html`` shows."""

    name: str
    url: str
    producer_name: str
    place: str
    photo: Picture
    stars: int
    stars_state: str
    price_from: int | None
    price_varies: bool
    price_note: str
    availability: str
    available: bool


def with_stars(products: Products, *, on: date) -> Measured:
    """With ``stars_now``: the most stars in force, or None."""
    starred: Measured = products.annotate(stars_now=Subquery(_stars(on)))
    return starred


def with_measures(products: Products, *, on: date) -> Measured:
    """With ``stars_now``, ``price_band`` and ``is_available``: what facets count."""
    measured: Measured = with_stars(products, on=on).annotate(
        price_band=Subquery(_packs().annotate(band=_band()).values("band")[:1]),
        is_available=Exists(_lots(on), output_field=BooleanField()),
    )
    return measured


def with_facts(products: Products, *, on: date) -> Measured:
    """With all a card or a product page shows, in one query and two prefetches."""
    rich: Measured = (
        with_measures(products, on=on)
        .annotate(
            price_from=Subquery(_packs().values("price")[:1]),
            price_to=Subquery(_packs().order_by("-price").values("price")[:1]),
        )
        .select_related(*SHOWN_TOGETHER)
        .prefetch_related("photos", "recognitions")
    )
    return rich


def _stars(on: date) -> QuerySet[Recognition, Any]:
    best = Recognition.objects.in_force(on=on).filter(product=OuterRef("pk")).order_by("-stars")
    return best.values("stars")[:1]


def _packs() -> QuerySet[Pack, Pack]:
    return Pack.objects.filter(product=OuterRef("pk"), is_active=True).order_by("price")


def _lots(on: date) -> QuerySet[Lot, Lot]:
    fresh = Lot.objects.sellable(on=on).filter(
        pack__product=OuterRef("pk"), pack__is_active=True, producer__claimed_at__isnull=False
    )
    return fresh.exclude(pack__product__terms__in=Terms.objects.resting(on=on))


def _band() -> Case:
    limits = [When(price__lt=limit, then=Value(name)) for name, limit in BANDS if limit]
    return Case(*limits, default=Value(BANDS[-1][0]), output_field=CharField())


def cards(products: Iterable[Product], *, on: date) -> list[Card]:
    """The cards of products that come :func:`with_facts`."""
    return [card(product, on=on) for product in products]


def card(product: Product, *, on: date) -> Card:
    stars = _measure(product, "stars_now") or 0
    price_from = _measure(product, "price_from")
    return Card(
        name=product.spoken_name,
        url=product.get_absolute_url(),
        producer_name=product.producer.name,
        place=place(product),
        photo=picture(product, stars=stars),
        stars=stars,
        stars_state=stars_state(product, on=on),
        price_from=price_from,
        price_varies=price_from != _measure(product, "price_to"),
        price_note=_("giá minh họa") if product.is_illustrative and price_from else "",
        availability=_availability(product, has_price=price_from is not None),
        available=bool(getattr(product, "is_available", False)),
    )


def _measure(product: Product, name: str) -> int | None:
    measured: int | None = getattr(product, name)
    return measured


def place(product: Product) -> str:
    """``Xã Ba Chẽ, Quảng Ninh``, or as much of it as is known."""
    commune, province = product.commune, product.province
    parts = [commune.name if commune else "", province.short_name if province else ""]
    return ", ".join(filter(None, parts))


def stars_state(product: Product, *, on: date) -> str:
    """``in_force``, ``unverified``, ``expired`` or ``none``: the best that may be said today."""
    standings = {one.standing(on=on) for one in product.recognitions.all()}
    best = ("in_force", "unverified", "expired")
    return next((state for state in best if state in standings), "none")


def _availability(product: Product, *, has_price: bool) -> str:
    if not product.producer.is_claimed:
        return _("Chưa xác nhận")
    if not has_price:
        return ""
    return _("Còn hàng") if getattr(product, "is_available", False) else _("Tạm hết hàng")


def closest_first() -> tuple[str, ...]:
    """The order of «phù hợp nhất»; told in words on /trang/cach-xep-hang/."""
    return ("closeness", "-is_available", "-stars_rank", "-is_claimed", "-published_at", "pk")


def with_ranks(products: Measured) -> Measured:
    """With ``stars_rank`` (0 to 5) and ``is_claimed`` as numbers both databases sort alike."""
    ranked: Measured = products.annotate(
        stars_rank=Case(
            When(stars_now__isnull=False, then="stars_now"),
            default=Value(0),
            output_field=IntegerField(),
        ),
        is_claimed=Case(
            When(producer__claimed_at__isnull=False, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        ),
    )
    return ranked
