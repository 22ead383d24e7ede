"""A product told to machines: schema.org JSON-LD, with nothing the page does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.timezone import localdate

from traceability.dossiers import linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog.models import Product
    from marketplace.storefront.pictures import Picture
    from marketplace.storefront.queries.goods import Offer
    from marketplace.voices.models import Review
    from marketplace.voices.queries.reading import Summary
    from traceability.dossiers.linked import Stars

IN_STOCK = "https://schema.org/InStock"
TO_COME = "https://schema.org/PreOrder"
SOLD_OUT = "https://schema.org/OutOfStock"


def told(
    product: Product, offers: Sequence[Offer], pictures: Sequence[Picture], stars: Stars | None
) -> dict[str, Any]:
    """``Product`` of schema.org; offers only where something is for sale. Prices in đồng.

    ``stars`` of a decision in force; None where there is none.
    """
    producer = product.producer
    place = producer.commune.full_name if producer.commune else ""
    maker = urljoin(settings.SITE_URL, producer.get_absolute_url())
    address = urljoin(settings.SITE_URL, product.get_absolute_url())
    thing: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": address,
        "name": product.name,
        "description": product.description,
        "category": product.shelf.name,
        "image": _photos(product, pictures),
        "manufacturer": linked.maker(producer.name, maker, place),
        "brand": {"@type": "Brand", "name": producer.name},
        "countryOfOrigin": linked.COUNTRY,
        "hasCertification": linked.certification(stars),
        "offers": [_offer(offer, address) for offer in offers],
    }
    return {name: value for name, value in thing.items() if value}


def told_by_buyers(summary: Summary, reviews: Sequence[Review]) -> dict[str, Any]:
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
    return [urljoin(settings.SITE_URL, one["large"]) for one in pictures]


def _offer(offer: Offer, address: str) -> dict[str, Any]:
    told = {
        "@type": "Offer",
        "url": address,
        "name": offer.pack.name,
        "price": offer.pack.price,
        "priceCurrency": "VND",
        "availability": _availability(offer),
        "gtin14": offer.pack.gtin,
    }
    return {name: value for name, value in told.items() if value is not None}


def _availability(offer: Offer) -> str:
    if offer.can_be_bought:
        return IN_STOCK
    return TO_COME if offer.can_be_ordered else SOLD_OUT
