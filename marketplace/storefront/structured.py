"""Goods and makers told to machines: schema.org JSON-LD, with nothing the page does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.storefront.addresses import absolute
from traceability.dossiers import linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.models import Producer, Product
    from marketplace.storefront.pictures import Picture
    from marketplace.storefront.queries.goods import Offer
    from marketplace.voices.models import Review
    from marketplace.voices.queries.reading import Summary
    from traceability.dossiers.linked import Stars

IN_STOCK = "https://schema.org/InStock"
TO_COME = "https://schema.org/PreOrder"
SOLD_OUT = "https://schema.org/OutOfStock"


def product(
    sold: Product, offers: Sequence[Offer], pictures: Sequence[Picture], stars: Stars | None
) -> dict[str, Any]:
    """``Product`` of schema.org; offers only where something is for sale. Prices in đồng.

    ``stars`` of a decision in force; None where there is none.
    """
    producer = sold.producer
    place = producer.commune.full_name if producer.commune else ""
    maker = absolute(producer.get_absolute_url())
    address = absolute(sold.get_absolute_url())
    thing: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": address,
        "name": sold.name,
        "description": sold.description,
        "category": sold.shelf.name,
        "image": _photos(sold, pictures),
        "manufacturer": linked.maker(producer.name, maker, place),
        "brand": {"@type": "Brand", "name": producer.name},
        "countryOfOrigin": linked.COUNTRY,
        "hasCertification": linked.certification(stars),
        "offers": [_offer(offer, address) for offer in offers],
    }
    return {name: value for name, value in thing.items() if value}


def by_buyers(summary: Summary, reviews: Sequence[Review]) -> dict[str, Any]:
    """``aggregateRating`` and the reviews that the page shows; nothing where nobody wrote any."""
    if not summary.count:
        return {}
    rating = {
        "@type": "AggregateRating",
        "ratingValue": round(summary.mean, 1),
        "reviewCount": summary.count,
        "bestRating": 5,
        "worstRating": 1,
    }
    return {"aggregateRating": rating, "review": [_review(one) for one in reviews]}


def _review(review: Review) -> dict[str, Any]:
    return {
        "@type": "Review",
        "author": {"@type": "Person", "name": review.signature},
        "datePublished": localdate(review.written_at).isoformat(),
        "reviewBody": review.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": review.score,
            "bestRating": 5,
            "worstRating": 1,
        },
    }


def _photos(product: Product, pictures: Sequence[Picture]) -> list[str]:
    """Photographs only: a drawing is not what the goods look like."""
    if not product.photos.all():
        return []
    return [absolute(one["large"]) for one in pictures]


def _offer(offer: Offer, address: str) -> dict[str, Any]:
    told = {
        "@type": "Offer",
        "url": address,
        "sku": str(offer.pack.pk),
        "name": offer.pack.name,
        "price": offer.pack.price,
        "priceCurrency": "VND",
        "availability": _availability(offer),
        "itemCondition": f"{linked.SCHEMA}/NewCondition",
        "gtin14": offer.pack.gtin,
    }
    return {name: value for name, value in told.items() if value is not None}


def _availability(offer: Offer) -> str:
    if offer.can_be_bought:
        return IN_STOCK
    return TO_COME if offer.can_be_ordered else SOLD_OUT


def organization(producer: Producer) -> dict[str, Any]:
    """``Organization`` for a page of a producer. Nobody's goods are no organization's: empty."""
    if producer.kind == producer.Kind.UNKNOWN:
        return {}
    place = producer.commune.full_name if producer.commune else ""
    address = absolute(producer.get_absolute_url())
    known = linked.maker(producer.name, address, place)
    contact = getattr(producer, "contact", None)
    told = {
        "@context": linked.SCHEMA,
        "@id": address,
        **known,
        "description": producer.story,
        "telephone": contact.phone if contact and contact.takes_calls else "",
    }
    return {name: value for name, value in told.items() if value}


def trail_of(sold: Product) -> dict[str, Any]:
    """``BreadcrumbList``: the shop, the shelf, the product, as the page shows them."""
    steps = (
        (_("Trang chủ"), reverse("storefront:home")),
        (str(sold.shelf), sold.shelf.get_absolute_url()),
        (sold.spoken_name, sold.get_absolute_url()),
    )
    return {
        "@context": linked.SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": _page(address)}
            for n, (name, address) in enumerate(steps, 1)
        ],
    }


def _page(address: str) -> dict[str, str]:
    return {"@type": "WebPage", "@id": absolute(address)}
