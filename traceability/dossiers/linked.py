"""Goods told to machines: schema.org, with GS1's Web Vocabulary where schema.org has no word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Json = dict[str, Any]
SCHEMA = "https://schema.org"
GS1 = "https://ref.gs1.org/voc/"
CONTEXT = [SCHEMA, {"gs1": GS1}]
COUNTRY = {"@type": "Country", "name": "Viet Nam", "identifier": "VN"}
BEST_RATING = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stars:
    """A decision in force that gives stars."""

    stars: int
    decision: str
    issuer: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One lot of goods, or one item of it where ``serial`` is given. Addresses are absolute."""

    identifier: str
    page: str
    name: str
    description: str
    gtin: str
    lot: str
    serial: str
    made_on: date
    best_before: date | None
    maker: str
    maker_page: str
    place: str
    photos: Sequence[str]
    stars: Stars | None
    events: str


def goods(told: Goods) -> Json:
    """``Product`` of schema.org, ``IndividualProduct`` for an item. Nothing is said of a price."""
    thing: Json = {
        "@context": CONTEXT,
        "@type": "IndividualProduct" if told.serial else "Product",
        "@id": told.identifier,
        "url": told.page,
        "name": told.name,
        "description": told.description,
        "image": list(told.photos),
        "gtin14": told.gtin,
        "serialNumber": told.serial,
        "gs1:hasBatchLotNumber": told.lot,
        "productionDate": told.made_on.isoformat(),
        "gs1:bestBeforeDate": _day(told.best_before),
        "countryOfOrigin": COUNTRY,
        "manufacturer": maker(told.maker, told.maker_page, told.place),
        "brand": {"@type": "Brand", "name": told.maker},
        "hasCertification": certification(told.stars),
        "subjectOf": _events(told.events),
    }
    return {name: value for name, value in thing.items() if value}


def maker(name: str, page: str, place: str) -> Json:
    """Who makes it, and in which commune."""
    address = {"@type": "PostalAddress", "addressLocality": place, "addressCountry": "VN"}
    told = {"@type": "Organization", "name": name, "url": page, "address": place and address}
    return {key: value for key, value in told.items() if value}


def certification(stars: Stars | None) -> Json:
    """The stars of the OCOP programme, where a decision in force gives them."""
    if stars is None:
        return {}
    told: Json = {
        "@type": "Certification",
        "name": f"OCOP {stars.stars} sao",
        "certificationIdentification": stars.decision,
        "certificationStatus": f"{SCHEMA}/CertificationActive",
        "certificationRating": {
            "@type": "Rating",
            "ratingValue": stars.stars,
            "bestRating": BEST_RATING,
        },
        "issuedBy": stars.issuer and {"@type": "GovernmentOrganization", "name": stars.issuer},
        "validFrom": _day(stars.valid_from),
        "expires": _day(stars.valid_until),
    }
    return {key: value for key, value in told.items() if value}


def graph(product: Json, events: Sequence[Json]) -> Json:
    """The goods and what happened to them; each event brings its own EPCIS context along."""
    told = {name: value for name, value in product.items() if name != "@context"}
    return {"@context": CONTEXT, "@graph": [told, *events]}


def _events(address: str) -> Json:
    told = {"@type": "Dataset", "name": "EPCIS 2.0", "encodingFormat": "application/ld+json"}
    return {**told, "url": address} if address else {}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
