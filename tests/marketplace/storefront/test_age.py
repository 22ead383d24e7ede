"""Goods for grown-ups: behind a question on every way to them."""

from __future__ import annotations

import pytest

from catalog.models import Product
from tests.factories import RecognitionFactory
from tests.marketplace.storefront.conftest import names

pytestmark = pytest.mark.django_db


@pytest.fixture
def bottle(in_stock, wine):
    """A starred bottle in stock, of a producer who also makes tea."""
    product = in_stock("Rượu mơ Yên Tử", criteria_set=wine, licence_number="12/GP")
    RecognitionFactory(product=product)
    in_stock("Trà mơ", producer=product.producer)
    return product


def grow_up(client, back_to="/"):
    return client.post("/tuoi/", {"of_age": "yes", "next": back_to})


def test_the_page_asks_first_and_names_nothing(client, bottle):
    response = client.get(bottle.get_absolute_url())

    assert response.status_code == 200
    assert "Bạn đã đủ 18 tuổi chưa?</h1>" in response.content.decode()
    assert "Rượu mơ" not in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "private, no-store"


def test_who_answers_yes_is_led_back_and_sees_it(client, bottle):
    assert grow_up(client, bottle.get_absolute_url()).url == bottle.get_absolute_url()

    page = client.get(bottle.get_absolute_url()).content.decode()
    assert "Rượu mơ Yên Tử" in page
    assert "Không bán cho người dưới 18 tuổi." in page
    assert "Thêm vào giỏ" in page


def test_who_answers_no_goes_home_and_is_asked_again(client, bottle):
    assert client.post("/tuoi/", {"of_age": "no", "next": "/x/"}).url == "/"
    assert "Rượu mơ" not in client.get(bottle.get_absolute_url()).content.decode()


def test_one_visitors_answer_is_not_anothers(client, bottle):
    grow_up(client)
    client.get(bottle.get_absolute_url())

    client.cookies.clear()

    assert "Rượu mơ" not in client.get(bottle.get_absolute_url()).content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_the_answer_leads_to_our_own_pages_only(client, bottle, address):
    assert grow_up(client, address).url == "/"


def test_search_leaves_it_out_and_says_that_it_does(client, bottle):
    response = client.get("/tim-kiem/", {"q": "mơ"})
    assert names(response) == ["Trà mơ"]
    assert "không hiện ra khi chưa biết tuổi" in response.content.decode()

    grow_up(client)
    response = client.get("/tim-kiem/", {"q": "mơ"})
    assert set(names(response)) == {"Trà mơ", "Rượu mơ Yên Tử"}
    assert "khi chưa biết tuổi" not in response.content.decode()


def test_its_shelf_asks_too(client, bottle):
    assert "đủ 18 tuổi" in client.get("/ke-hang/ruou/").content.decode()

    grow_up(client)
    assert names(client.get("/ke-hang/ruou/")) == ["Rượu mơ Yên Tử"]


def test_no_other_way_in_shows_it_unasked(client, bottle):
    tea = Product.objects.get(name="Trà mơ")
    ways = [
        "/",
        bottle.producer.get_absolute_url(),
        bottle.commune.get_absolute_url(),
        tea.get_absolute_url(),
        "/sitemap.xml",
    ]

    for address in ways:
        page = client.get(address).content.decode()
        assert "Rượu mơ" not in page, address
        assert bottle.slug not in page, address
    assert client.get(f"/hinh/{bottle.slug}-320.webp").status_code == 404


def test_home_never_shows_it_even_to_grown_ups(client, bottle):
    grow_up(client)

    page = client.get("/")

    assert [card["name"] for card in page.context["goods"]] == ["Trà mơ"]


def test_without_a_licence_it_is_not_sold(client, bottle):
    Product.objects.update(licence_number="")
    grow_up(client)

    page = client.get(bottle.get_absolute_url()).content.decode()

    assert "chủ thể chưa gửi giấy phép bán rượu" in page
    assert "Thêm vào giỏ" not in page
