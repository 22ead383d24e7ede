"""Linked data is of words schema.org knows, where they may stand, with what Google asks for."""

from __future__ import annotations

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

from marketplace.storefront import structured
from marketplace.voices.queries.reading import Summary
from tests.factories import MIDDAY, PackFactory, ProducerFactory, RecognitionFactory
from tests.marketplace.storefront.vocabulary import faults, missing
from traceability.dossiers.linked import Goods, Stars, goods

STARS = Stars(
    stars=4,
    decision="1/QĐ",
    issuer="UBND tỉnh",
    valid_from=date(2026, 1, 1),
    valid_until=date(2029, 1, 1),
)
GOOD = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Chè",
    "description": "Chè xanh",
    "brand": {"@type": "Brand", "name": "HTX"},
    "offers": [
        {
            "@type": "Offer",
            "price": 95_000,
            "priceCurrency": "VND",
            "availability": "https://schema.org/InStock",
        }
    ],
}


def blocks(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return [json.loads(block) for block in found]


def test_what_is_right_has_no_fault():
    assert faults(GOOD) == []
    assert missing(GOOD) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"@context": None}, ": no context"),
        ({"@type": "Goods"}, ": Goods is no type we know"),
        ({"colour": "xanh"}, "/Product.colour: no property we know"),
        ({"reviewCount": 3}, "/Product.reviewCount: not of this type"),
        ({"image": "anh.webp", "name": ""}, "/Product: no name"),
        ({"brand": {"@type": "Country", "name": "VN"}}, "/Product.brand: wrong type"),
        ({"offers": []}, "/Product: none of ['offers', 'review', 'aggregateRating']"),
        ({"productionDate": "hôm qua"}, "/Product.productionDate: 'hôm qua' is none of ['Date']"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(change, said):
    assert said in faults(GOOD | change)


def test_an_offer_that_is_nowhere_known_is_found():
    offer = GOOD["offers"][0] | {"availability": "https://schema.org/Perhaps"}

    assert len(faults(GOOD | {"offers": [offer]})) == 1


def test_an_items_own_data_is_valid():
    item = Goods(
        identifier="https://x.example/01/1", page="https://x.example/a", name="Chè", description="",
        gtin="08935000000012", lot="L1", serial="S1", made_on=date(2026, 1, 1), best_before=None,
        maker="HTX", maker_page="https://x.example/b", place="Xã Ba Chẽ", photos=["https://x.example/p.webp"],
        stars=STARS, events="https://x.example/e",
    )  # fmt: skip

    told = [one for one in faults(goods(item)) if "none of ['offers'" not in one]  # sells nothing

    assert told == []


@pytest.mark.django_db
def test_a_product_page_tells_machines_valid_facts(client, in_stock):
    product = in_stock("Trà hoa vàng")
    RecognitionFactory(product=product, stars=4, issuer="UBND tỉnh")
    PackFactory(product=product, name="hộp 1 kg", net_content=1000, price=1_250_000)

    thing, trail = blocks(client.get(product.get_absolute_url()).content.decode())

    assert faults(thing) == faults(trail) == []
    assert missing(thing["offers"][0]) == []
    assert [(one["sku"], one["availability"].rpartition("/")[2]) for one in thing["offers"]] == [
        (str(pack.pk), stock)
        for pack, stock in zip(
            product.packs.order_by("price"), ("InStock", "OutOfStock"), strict=True
        )
    ]
    assert [step["item"]["@id"] for step in trail["itemListElement"]] == [
        "http://127.0.0.1:8000/",
        f"http://127.0.0.1:8000{product.shelf.get_absolute_url()}",
        f"http://127.0.0.1:8000{product.get_absolute_url()}",
    ]
    assert "aggregateRating" not in thing


def test_ratings_are_of_real_reviews_only():
    one = SimpleNamespace(signature="Hoa", text="Ngon", score=5, written_at=MIDDAY)

    told = GOOD | structured.by_buyers(Summary(2, 4.5), [one])

    assert faults(told) == []
    assert told["aggregateRating"]["reviewCount"] == 2
    assert structured.by_buyers(Summary(0, 0.0), []) == {}


@pytest.mark.django_db
def test_a_producer_is_an_organization_and_nobody_is_none(client):
    known, nobody = ProducerFactory(story="Ba đời làm chè"), ProducerFactory(kind="unknown")

    (told,) = blocks(client.get(known.get_absolute_url()).content.decode())

    assert faults(told) == missing(told) == []
    assert told["description"] == "Ba đời làm chè"
    assert blocks(client.get(nobody.get_absolute_url()).content.decode()) == []
