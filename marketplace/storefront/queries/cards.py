"""Products as cards: stars in force, the lowest price, and whether a lot holds some now."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from catalog.models import Photo, Product
from marketplace.listings.faces import Face, face, from_text, place, stars_state
from marketplace.listings.queries import SHOWN_TOGETHER, Measured, with_facts
from marketplace.storefront.pictures import Picture, drawn, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = [
    "SHOWN_TOGETHER",
    "Card",
    "card",
    "card_of",
    "cards",
    "place",
    "stars_state",
    "with_facts",
    "with_ranks",
]
CARDS_KEPT = 4_096


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


def cards(products: Iterable[Product], *, on: date) -> list[Card]:
    """The cards of products that come :func:`with_facts`."""
    return [card(product, on=on) for product in products]


def card(product: Product, *, on: date) -> Card:
    return _told(face(product, on=on))


@lru_cache(CARDS_KEPT)
def card_of(text: str, _language: str | None) -> Card:
    """The card of a listing's face as it is kept; in one language the same face is told once."""
    return _told(from_text(text))


def _told(face: Face) -> Card:
    product = Product(
        name=face.name, name_en=face.name_en, slug=face.slug, criteria_set_id=face.criteria_set
    )
    return Card(
        name=product.spoken_name,
        url=product.get_absolute_url(),
        producer_name=face.producer,
        place=face.place,
        photo=_picture(face, product),
        stars=face.stars,
        stars_state=face.stars_state,
        price_from=face.price_from,
        price_varies=face.price_from != face.price_to,
        price_note=_("giá minh họa") if face.is_illustrative and face.price_from else "",
        availability=_availability(face),
        available=face.is_available,
    )


def _picture(face: Face, product: Product) -> Picture:
    if face.photo is None:
        return drawn(product, stars=face.stars)
    return shown(Photo(**face.photo._asdict()), face.photo.description or product.spoken_name)


def _availability(face: Face) -> str:
    if not face.is_claimed:
        return _("Chưa xác nhận")
    if face.price_from is None:
        return ""
    return _("Còn hàng") if face.is_available else _("Tạm hết hàng")


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
