"""Where goods are to come to: chosen by any name, remembered without a session, told everywhere."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from catalog.models import CommuneAlias
from marketplace.delivery.models import FarCommune
from tests.factories import CommuneFactory
from tests.marketplace.stories import tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def island():
    commune = CommuneFactory(code="07192", name="Đặc khu Cô Tô", folded="dac khu co to")
    CommuneAlias.objects.create(
        commune=commune, old_code="07193", name="Xã Thanh Lân", folded="xa thanh lan"
    )
    FarCommune.objects.create(commune=commune, kind="island")
    return commune


def told(client, product):
    page = client.get(product.get_absolute_url()).content.decode()
    return page[page.index('id="giao-hang"') : page.index("Chọn xã, phường nhận hàng")]


def test_a_commune_is_found_by_its_old_name_and_remembered(client, island, in_stock):
    tariffs()
    product = in_stock("Chè")
    before = told(client, product)
    address = product.get_absolute_url()

    page = client.get("/noi-giao/", {"noi": "thanh lân", "tiep": address}).content.decode()
    answer = client.post("/noi-giao/", {"xa": "07192", "tiep": address})

    assert 'value="07192"' in page
    assert answer["Location"] == address
    assert "sessionid" not in client.cookies
    assert "Đặc khu Cô Tô" not in before
    assert "Giao đến Đặc khu Cô Tô, Quảng Ninh:" in told(client, product)


def test_kept_pages_of_two_places_are_kept_apart(island, in_stock):
    tariffs()
    product, one, other = in_stock("Chè"), Client(), Client()
    one.cookies["noi-giao"] = "07192"

    assert "Cô Tô" in told(one, product)
    assert "Cô Tô" not in told(other, product)
    assert "Cô Tô" in told(one, product)
    assert len(caches["pages"]._cache) == 2


@pytest.mark.parametrize("code", ["99999", "x", "0719", "07192; drop"])
def test_nonsense_in_the_cookie_is_no_place(in_stock, code):
    tariffs()
    client = Client()
    client.cookies["noi-giao"] = code

    assert "Giao đến Quảng Ninh:" in told(client, in_stock("Chè"))


@pytest.mark.parametrize("code", ["99999", "", "\x00"])
def test_no_such_place_is_not_found(client, code):
    assert client.post("/noi-giao/", {"xa": code}).status_code == 404


def test_one_is_led_nowhere_else(client, island):
    answer = client.post("/noi-giao/", {"xa": island.code, "tiep": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_an_unknown_name_says_what_to_try(client):
    page = client.get("/noi-giao/", {"noi": "Khôngcóđâu" * 9}).content.decode()

    assert "Chưa tìm thấy nơi này" in page
