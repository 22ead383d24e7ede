"""The face of a product on a shelf: all its card tells, in no language yet, kept as one text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Product
    from marketplace.listings.queries import Rich


class Photograph(NamedTuple):
    """The files of a photo by their names, and what is seen on it."""

    small: str
    medium: str
    large: str
    width: int
    height: int
    description: str


class Face(NamedTuple):
    """``stars`` are those in force, or 0; prices in đồng, None where nothing is sold."""

    name: str
    name_en: str
    slug: str
    criteria_set: int
    producer: str
    place: str
    stars: int
    stars_state: str
    price_from: int | None
    price_to: int | None
    is_illustrative: bool
    is_claimed: bool
    is_available: bool
    photo: Photograph | None

    def as_text(self) -> str:
        return json.dumps(self, ensure_ascii=False)


def from_text(text: str) -> Face:
    told = Face._make(json.loads(text))
    return told._replace(photo=told.photo and Photograph._make(told.photo))


def face(product: Rich, *, on: date) -> Face:
    """Of a product that comes :func:`~marketplace.listings.queries.with_facts`."""
    return Face(
        name=product.name,
        name_en=product.name_en,
        slug=product.slug,
        criteria_set=product.criteria_set_id,
        producer=product.producer.name,
        place=place(product),
        stars=product.stars_now or 0,
        stars_state=stars_state(product, on=on),
        price_from=product.price_from,
        price_to=product.price_to,
        is_illustrative=product.is_illustrative,
        is_claimed=product.producer.is_claimed,
        is_available=bool(getattr(product, "is_available", False)),
        photo=_photograph(product),
    )


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


def _photograph(product: Product) -> Photograph | None:
    first = next(iter(product.photos.all()), None)
    if first is None:
        return None
    small, medium, large = (str(one.name) for one in (first.small, first.medium, first.large))
    return Photograph(small, medium, large, first.width, first.height, first.description)
