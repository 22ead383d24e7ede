"""What else a product page tells: its lot to come, decision, kin, photos, and how it is shared."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from catalog.models import Photo
from marketplace.storefront.addresses import absolute
from marketplace.storefront.pictures import card_address
from tests.factories import (
    MIDDAY,
    CommuneFactory,
    EventFactory,
    LotFactory,
    PackFactory,
    RecognitionFactory,
    ShelfFactory,
)
from traceability.queries.log_entries import statement_of_stars

pytestmark = pytest.mark.django_db


def body(client, product):
    return text(client, product.get_absolute_url())


def text(client, address):
    return client.get(address).content.decode()


def test_the_lot_that_expires_first_is_the_one_to_come(client, goods):
    product = goods("Trà")
    pack = PackFactory(product=product)
    early = LotFactory(pack=pack, code="SOM-1", best_before="2029-01-01", made_on="2026-09-01")
    LotFactory(pack=pack, code="MUON-2", best_before="2030-01-01", made_on="2026-10-01")
    LotFactory(pack=pack, code="HET-3", best_before="2028-01-01", on_hand=0)
    for stage in ("harvest", "packing"):
        EventFactory(producer=product.producer, lot=early, stage=stage)

    page = body(client, product)

    coming = page[page.index("Lô bạn sẽ nhận") : page.index("Lô mới nhất")]
    assert "Lô SOM-1" in coming
    assert "01/01/2029" in coming
    assert "Hành trình của lô: 2 bước" in coming
    assert [code for code in ("MUON-2", "HET-3") if code in coming] == []


def test_what_can_be_had_nowhere_promises_no_lot(client, in_stock):
    assert "Lô bạn sẽ nhận" not in body(client, in_stock("Trà", free=0))


def test_large_packs_are_compared_by_the_kilo(client, goods):
    product = goods("Gạo")
    PackFactory(product=product, name="túi 5 kg", net_content=5000, price=175_000)
    PackFactory(product=product, name="túi 1 kg", net_content=1000, price=38_000)

    page = body(client, product)

    assert "35.000\u00a0₫ / kg" in page
    assert "/ 100 g" not in page


def test_stars_lead_to_their_decision_and_to_its_line_in_the_log(client, goods):
    product = goods("Trà")
    given = RecognitionFactory(product=product, stars=4, decision="123/QĐ-UBND")

    page = body(client, product)

    assert '<a class="stars-fact" href="#quyet-dinh">' in page
    assert 'id="quyet-dinh"' in page
    assert f'href="{reverse("log:statement", args=[statement_of_stars(given)])}"' in page


def test_alike_and_the_same_village_stand_apart(client, in_stock):
    product = in_stock("Trà")
    other = ShelfFactory(slug="mat-ong", name="Mật ong")
    for n in range(6):
        in_stock(f"Tương tự {n}")
    in_stock("Mật của làng bên", shelf=other, commune=CommuneFactory(code="07000", name="Xã Khác"))
    in_stock("Mật của làng", shelf=other)
    in_stock("Của nhà", producer=product.producer, shelf=other)

    kin = client.get(product.get_absolute_url()).context["kin"]

    assert [one["name"] for one in kin.alike] == ["Của nhà", *(f"Tương tự {n}" for n in range(3))]
    assert [one["name"] for one in kin.nearby] == ["Mật của làng"]


def test_each_photo_is_told_in_its_owners_words_or_by_its_number(client, goods):
    product = goods("Trà")
    for n, words in enumerate(("Nương chè sớm mai", "")):
        files = {size: f"photos/{n}{size}.webp" for size in ("small", "medium", "large")}
        Photo.objects.create(
            product=product, **files, width=4, height=3, description=words, added_at=MIDDAY
        )

    page = body(client, product)

    assert re.findall(r'<img src="/media/photos[^>]* alt="([^"]*)"', page) == [
        "Nương chè sớm mai",
        "Trà, ảnh 2 trong 2",
    ]
    assert page.count("data-zoom") == 2


def test_a_link_shows_a_card_and_the_page_has_one_address_and_a_code(client, goods):
    product = goods("Trà")
    address = f"http://127.0.0.1:8000{product.get_absolute_url()}"

    page = body(client, product)

    assert f'<link rel="canonical" href="{address}">' in page
    assert (
        f'<meta property="og:image" content="{absolute(card_address(product, stars=0))}">' in page
    )
    assert f'data-share="{address}"' in page
    drawn = client.get(f"{product.get_absolute_url()}ma.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(drawn.content).find("{http://www.w3.org/2000/svg}title").text == "Trà"
    assert "ma.svg" in client.get(f"{product.get_absolute_url()}ma/").content.decode()


def test_wine_has_neither_code_nor_card_before_the_age_question(client, in_stock, wine):
    bottle = in_stock("Rượu", criteria_set=wine, slug="ruou-nep")

    for address in (
        "/san-pham/ruou-nep/ma/",
        "/san-pham/ruou-nep/ma.svg",
        "/hinh/the/ruou-nep.png",
    ):
        assert client.get(address).status_code == 404
    client.post("/tuoi/", {"of_age": "yes"})
    assert client.get(f"{bottle.get_absolute_url()}ma.svg").status_code == 200


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("/tim-kiem/?sao=4&xep=re", "/tim-kiem/"),
        ("/tim-kiem/?trang=2&sao=4", "/tim-kiem/?trang=2"),
        ("/tim-kiem/?trang=x", "/tim-kiem/"),
        ("/trang/gioi-thieu/?trang=2", "/trang/gioi-thieu/"),
        ("/noi-giao/", None),
        ("/gio-hang/", None),
    ],
)
def test_every_open_page_has_one_address(client, address, one):
    found = re.search(r'rel="canonical" href="http://127.0.0.1:8000([^"]*)"', text(client, address))

    assert (found and found[1]) == one


def test_a_page_in_a_guests_language_is_a_page_of_its_own(client):
    address = LotFactory().pack.product.get_absolute_url()
    asked = (f"{address}?ngon-ngu=ko", f"{address}?ngon-ngu=ko&x=1", f"{address}?ngon-ngu=vi")

    one = [re.search(r'rel="canonical" href="[^"]*8000([^"]*)"', text(client, a))[1] for a in asked]
    assert one == [f"{address}?ngon-ngu=ko", f"{address}?ngon-ngu=ko", address]
