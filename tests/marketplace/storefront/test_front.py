"""Home, producers, communes, plain words, and the files robots read."""

from __future__ import annotations

import pytest

from catalog.models import CommuneAlias
from marketplace.storefront.shelves import ICONS, shelves
from marketplace.storefront.views.texts import TEXTS
from tests.factories import CommuneFactory, PlaceFactory, ProducerFactory, RecognitionFactory

pytestmark = pytest.mark.django_db


def shown(response, what):
    return [card["name"] for card in response.context[what]]


def test_home_shows_goods_in_stock_stars_first_two_of_each_producer(client, in_stock, goods):
    maker = ProducerFactory()
    for n in range(3):
        in_stock(f"Không sao {n}", producer=maker)
    RecognitionFactory(product=in_stock("Năm sao"), stars=5)
    in_stock("Hết hàng", free=0)
    goods("Chưa đóng gói")

    response = client.get("/")

    assert shown(response, "goods") == ["Năm sao", "Không sao 0", "Không sao 1"]


@pytest.mark.parametrize("rows", [1, 3])
def test_home_takes_eleven_queries_however_many_rows(
    client, in_stock, goods, rows, django_assert_num_queries
):
    for n in range(rows):
        in_stock(f"Chè {n}")
        waiting = goods(f"Chờ {n}", producer__claimed_at=None)
        RecognitionFactory(product=waiting, verified_at=None)

    with django_assert_num_queries(11):
        response = client.get("/")

    assert len(shown(response, "goods")) == rows


def test_home_counts_what_there_is_and_maps_where(client, in_stock, goods):
    in_stock("Chè")
    goods("Miến", producer__claimed_at=None)
    far = CommuneFactory(code="06979", name="Xã Kỳ Thượng", latitude=None, longitude=None)
    goods("Mật", producer=ProducerFactory(commune=far))

    response = client.get("/")

    assert response.context["sums"] == (3, 3, 2)
    assert [(spot.name, spot.goods) for spot in response.context["spots"]] == [("Xã Ba Chẽ", 2)]


def test_an_empty_market_has_a_home_too(client):
    assert client.get("/").status_code == 200


def test_a_producer_tells_its_story_and_shows_its_places(client, in_stock):
    product = in_stock("Chè")
    maker = product.producer
    maker.story = "Mười hai nhà góp đất."
    maker.save()
    PlaceFactory(producer=maker, name="Đồi Khe Lạnh", commune=maker.commune)

    page = client.get(maker.get_absolute_url()).content.decode()

    for words in ("Mười hai nhà góp đất.", "Đồi Khe Lạnh", "Chè", "Chủ thể mẫu"):
        assert words in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_producers_page_takes_six_queries(client, in_stock, rows, django_assert_num_queries):
    maker = ProducerFactory()
    for n in range(rows):
        in_stock(f"Chè {n}", producer=maker)

    with django_assert_num_queries(6):
        client.get(maker.get_absolute_url())


def test_an_unclaimed_producer_has_its_source_and_a_way_in(client, goods):
    source = "https://thuonghieuquangninh.gov.vn/?p=1"
    maker = ProducerFactory(claimed_at=None, is_fictional=False, source_url=source)
    goods("Miến", producer=maker)

    page = client.get(maker.get_absolute_url()).content.decode()

    assert "Chưa được chủ thể xác nhận" in page
    assert source in page
    assert f"/nhan-gian-hang/{maker.slug}/" in page


def test_nobody_has_no_way_in(client):
    nobody = ProducerFactory(claimed_at=None, is_fictional=False, kind="unknown")

    page = client.get(nobody.get_absolute_url()).content.decode()

    assert f"/nhan-gian-hang/{nobody.slug}/" not in page
    assert "Chưa bày món nào" in page


def test_a_commune_says_what_it_was_called_and_what_it_makes(client, goods):
    commune = CommuneFactory()
    CommuneAlias.objects.create(
        commune=commune, old_code="06980", name="Xã Đồn Đạc, Huyện Ba Chẽ", folded="xa don dac"
    )
    goods("Chè hoa vàng")

    page = client.get(commune.get_absolute_url()).content.decode()

    for words in ("Xã Đồn Đạc, Huyện Ba Chẽ", "Chè hoa vàng", "Tỉnh Quảng Ninh", "<circle"):
        assert words in page


def test_a_commune_without_goods_says_what_to_do(client):
    page = client.get(CommuneFactory().get_absolute_url()).content.decode()

    assert "Xã này chưa có món nào trên chợ" in page
    assert "/tim-kiem/?tinh=22" in page
    assert client.get("/xa/00000/").status_code == 404


@pytest.mark.parametrize("slug", TEXTS)
def test_pages_of_words_open_in_both_languages(client, slug, django_assert_num_queries):
    with django_assert_num_queries(int(slug == "cach-xep-hang")):  # it lists the synonyms
        assert client.get(f"/trang/{slug}/").status_code == 200
    client.cookies["django_language"] = "en"
    assert client.get(f"/trang/{slug}/").status_code == 200


def test_no_other_page_of_words_exists(client):
    assert client.get("/trang/khong-co/").status_code == 404
    assert client.get("/trang/../text/").status_code == 404


def test_every_shelf_has_its_icon_and_wine_waits_for_grown_ups():
    everyone = [shelf.slug for shelf in shelves("vi", of_age=False)]
    grown_up = [shelf.slug for shelf in shelves("vi", of_age=True)]

    assert set(grown_up) - set(everyone) == {"ruou"}
    assert set(grown_up) == set(ICONS)
    assert shelves("en", of_age=False)[1].name == "Tea and coffee"


def test_a_request_for_another_host_is_refused_with_a_page(client):
    answer = client.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert 'lang="vi"' in answer.content.decode()
