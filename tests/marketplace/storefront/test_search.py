"""Search: words with and without marks, facets, order, pages, and bad input."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from catalog.models import Product
from marketplace.listings.actions import settle
from marketplace.listings.queries import with_points
from tests.factories import (
    CommuneFactory,
    CriteriaSetFactory,
    LotFactory,
    ProducerFactory,
    ProductGroupFactory,
    ProvinceFactory,
    RecognitionFactory,
    ShelfFactory,
)
from tests.marketplace.storefront.conftest import names

pytestmark = pytest.mark.django_db
SEARCH = "/tim-kiem/"


def found(text):
    settle(on=localdate())
    rows = with_points(Product.objects.all(), text, on=localdate())
    return [product.name for product in rows.order_by("-points", "-pk")]


@pytest.mark.parametrize("typed", ["che hoa vang", "chè hoa vàng", "CHE HOA VANG", "Chè  hoa VÀNG"])
def test_marks_and_capitals_do_not_matter(goods, typed):
    goods("Chè hoa vàng Ba Chẽ")
    goods("Miến dong Bình Liêu", producer__name="HTX Mẫu Bình Liêu", commune=None)

    assert found(typed) == ["Chè hoa vàng Ba Chẽ"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mien dong", "Miến dong Bình Liêu"),
        ("ruoc hau", "Ruốc hàu Vân Đồn"),
        ("dac san", "Đặc sản nhà Đồn"),
        ("đặc sản", "Đặc sản nhà Đồn"),
        ("RUỐC HÀU", "Ruốc hàu Vân Đồn"),
    ],
)
def test_each_name_is_found_by_its_bare_letters(goods, typed, name):
    for each in ("Miến dong Bình Liêu", "Ruốc hàu Vân Đồn", "Đặc sản nhà Đồn"):
        goods(each)

    assert found(typed) == [name]


def test_decomposed_letters_are_the_same_letters(goods):
    goods("Chè hoa vàng")

    assert found("che\u0300 hoa va\u0300ng") == ["Chè hoa vàng"]


def test_the_name_written_as_typed_comes_first(goods):
    maker = ProducerFactory(name="HTX Mẫu", commune=None)
    for name in ("Bột sắn của bà Ché", "Che phủ vườn", "Túi chè búp tím"):
        goods(name, producer=maker)

    assert found("chè") == ["Túi chè búp tím", "Che phủ vườn", "Bột sắn của bà Ché"]


def test_tea_goes_by_both_its_names_and_only_as_a_whole_word(goods):
    maker = ProducerFactory(name="HTX Mẫu", commune=None)
    for name in ("Chè búp tím", "Trà hoa vàng", "Trang sức ngọc trai"):
        goods(name, producer=maker)

    assert found("trà") == ["Trà hoa vàng", "Chè búp tím", "Trang sức ngọc trai"]
    assert found("chè") == ["Chè búp tím", "Trà hoa vàng"]


def test_a_word_is_found_from_its_beginning_not_from_its_middle(goods):
    goods("Miến dong", producer__name="HTX Mẫu", commune=None)

    assert found("mi do") == ["Miến dong"]
    assert found("ong") == []


def test_the_makers_name_and_place_are_searched_too(goods):
    goods("Mật ong", producer__name="HTX Mẫu Tiên Yên")

    assert found("mật ong tiên yên") == ["Mật ong"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_results_takes_seven_queries_however_many_rows(
    client, in_stock, rows, django_assert_num_queries
):
    for n in range(rows):
        RecognitionFactory(product=in_stock(f"Chè búp {n}"))
    settle(on=localdate())

    with django_assert_num_queries(7):
        response = client.get(SEARCH, {"q": "chè", "tinh": "22"})

    assert len(names(response)) == rows


def facets(response):
    return {
        group.label: {option.label: option.count for option in group.options}
        for group in response.context["results"].facets
    }


def test_facets_count_what_each_choice_would_leave(client, in_stock, goods):
    RecognitionFactory(product=in_stock("Chè búp", price=80_000), stars=4)
    in_stock("Chè đinh", price=250_000)
    goods("Chè xanh")
    goods("Mật ong", producer__name="HTX Mẫu", commune=None)

    response = client.get(SEARCH, {"q": "chè", "con": "1"})

    assert names(response) == ["Chè búp", "Chè đinh"]
    assert facets(response) == {
        "Có hàng ngay": {"Còn hàng": 2},
        "Sao OCOP còn hiệu lực": {"4 sao": 1},
        "Kệ hàng": {"Trà và cà phê": 2},
        "Nhóm sản phẩm": {"Thực phẩm": 2},
        "Giá": {"Dưới 100.000 ₫": 1, "100.000 – 300.000 ₫": 1},
        "Tỉnh, thành phố": {"Quảng Ninh": 2},
    }


def test_a_facet_that_divides_nothing_is_left_out(client, in_stock):
    in_stock("Chè búp", price=80_000)
    in_stock("Chè đinh", price=250_000)

    assert list(facets(client.get(SEARCH))) == ["Giá"]


def test_choices_of_one_facet_add_and_of_two_facets_narrow(client, in_stock):
    RecognitionFactory(product=in_stock("Chè năm sao", price=80_000), stars=5)
    RecognitionFactory(product=in_stock("Chè bốn sao", price=80_000), stars=4)
    RecognitionFactory(product=in_stock("Chè đắt", price=2_000_000), stars=4)

    assert set(names(client.get(SEARCH, {"sao": ["4", "5"]}))) == {
        "Chè năm sao",
        "Chè bốn sao",
        "Chè đắt",
    }
    assert names(client.get(SEARCH, {"sao": ["4"], "gia": "tren-1000"})) == ["Chè đắt"]


def test_an_expired_or_unverified_star_is_no_facet(client, in_stock):
    RecognitionFactory(product=in_stock("Hết hạn"), valid_until=localdate())
    RecognitionFactory(product=in_stock("Chưa xem"), verified_at=None)
    RecognitionFactory(product=in_stock("Còn hạn"), stars=3)

    response = client.get(SEARCH)

    assert facets(response)["Sao OCOP còn hiệu lực"] == {"3 sao": 1}
    states = {card["name"]: card["stars_state"] for card in response.context["results"].page}
    assert states == {"Hết hạn": "expired", "Chưa xem": "unverified", "Còn hạn": "in_force"}


def test_only_a_complete_unexpired_lot_with_something_left_is_stock(client, goods, in_stock):
    in_stock("Còn")
    LotFactory(pack__product=goods("Đã giữ hết"), reserved=10)
    LotFactory(pack__product=goods("Hết hạn dùng"), best_before=localdate())
    LotFactory(pack__product=goods("Chưa đủ hồ sơ"), completed_at=None, on_hand=0, packed=0)
    LotFactory(pack__product=goods("Thôi bán"), pack__is_active=False)
    LotFactory(pack__product=goods("Chưa ai nhận", producer__claimed_at=None))

    assert names(client.get(SEARCH, {"con": "1"})) == ["Còn"]


def test_a_province_opens_its_communes(client, goods):
    far = ProvinceFactory(code="01", name="Thành phố Hà Nội", short_name="Hà Nội", folded="ha noi")
    ba_che, co_to = CommuneFactory(), CommuneFactory(code="07192", name="Đặc khu Cô Tô")
    goods("Ở Ba Chẽ", producer=ProducerFactory(commune=ba_che))
    goods("Ở Cô Tô", producer=ProducerFactory(commune=co_to))
    goods("Ở Hà Nội", producer=ProducerFactory(province=far, commune=None))

    response = client.get(SEARCH, {"tinh": "22"})

    assert set(names(response)) == {"Ở Ba Chẽ", "Ở Cô Tô"}
    assert facets(response)["Tỉnh, thành phố"] == {"Hà Nội": 1, "Quảng Ninh": 2}
    assert facets(response)["Xã, phường"] == {"Xã Ba Chẽ": 1, "Đặc khu Cô Tô": 1}
    assert names(client.get(SEARCH, {"tinh": "22", "xa": "07192"})) == ["Ở Cô Tô"]


def test_groups_are_facets(client, goods):
    goods("Chè")
    crafts = ProductGroupFactory(number=4, name="Hàng thủ công mỹ nghệ")
    shelf = ShelfFactory(slug="thu-cong", name="Thủ công")
    goods("Gốm", criteria_set=CriteriaSetFactory(number=21, group=crafts, shelf=shelf))

    assert names(client.get(SEARCH, {"nhom": "4"})) == ["Gốm"]


def test_the_order_can_be_chosen(client, in_stock, goods):
    in_stock("Rẻ", price=50_000)
    RecognitionFactory(product=in_stock("Đắt", price=900_000), stars=3)
    RecognitionFactory(product=in_stock("Vừa", price=200_000), stars=5)
    goods("Chưa bán")

    assert names(client.get(SEARCH, {"xep": "re"})) == ["Rẻ", "Vừa", "Đắt", "Chưa bán"]
    assert names(client.get(SEARCH, {"xep": "dat"})) == ["Đắt", "Vừa", "Rẻ", "Chưa bán"]
    assert names(client.get(SEARCH, {"xep": "sao"})) == ["Vừa", "Đắt", "Rẻ", "Chưa bán"]
    assert names(client.get(SEARCH)) == ["Vừa", "Đắt", "Rẻ", "Chưa bán"]


def test_newest_first_by_the_day_it_came_onto_the_shelf(client, goods):
    old = goods("Cũ")
    new = goods("Mới")
    Product.objects.filter(pk=new.pk).update(published_at=old.published_at + timedelta(days=1))

    assert names(client.get(SEARCH, {"xep": "moi"})) == ["Mới", "Cũ"]


def test_what_is_not_listed_is_not_found(client, goods):
    goods("Chè nháp", published_at=None)
    draft = goods("Chè bị gỡ")
    Product.objects.filter(pk=draft.pk).update(suspended_at=draft.published_at)
    goods("Chè thường")

    assert names(client.get(SEARCH, {"q": "che"})) == ["Chè thường"]


def test_pages_hold_24_and_nonsense_leads_to_a_real_page(client, goods):
    for n in range(25):
        goods(f"Chè số {n}")

    assert len(names(client.get(SEARCH))) == 24
    assert len(names(client.get(SEARCH, {"trang": "2"}))) == 1
    for nonsense in ("0", "-1", "x", "99999999999999999999", "２", ""):
        response = client.get(SEARCH, {"trang": nonsense})
        assert (response.status_code, len(names(response))) == (200, 24)
    assert len(names(client.get(SEARCH, {"trang": "9999"}))) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"nhom": "'; DROP", "sao": "99", "gia": "x", "con": "maybe", "xep": "?"},
        {"tinh": "ab", "xa": "12345678"},
        {"tinh": "99", "xa": "99999"},
        {"q": "\u200b%_\\'"},
        {"q": "chè" * 500},
        {"q": "che " * 30},
    ],
)
def test_nonsense_is_met_kindly(client, goods, query):
    goods("Chè")

    assert client.get(SEARCH, query).status_code == 200


def test_a_question_over_100_letters_is_cut_and_says_so(client, goods):
    goods("Chè")

    response = client.get(SEARCH, {"q": "chè " * 26})

    assert response.context["question"].is_cut is True
    assert "chợ chỉ tìm theo phần đầu" in response.content.decode()


def test_wildcards_of_the_database_are_only_letters(client, goods):
    goods("Chè")

    assert names(client.get(SEARCH, {"q": "%"})) == []
    assert names(client.get(SEARCH, {"q": "c_e"})) == []


def test_nothing_found_says_what_to_do_next(client, goods):
    goods("Chè", commune=None)

    none = client.get(SEARCH, {"q": "khong co mon nay"}).content.decode()
    tight = client.get(SEARCH, {"q": "chè", "con": "1"}).content.decode()

    assert "Chưa tìm thấy món nào" in none
    assert "?q=chả+mực" in none
    assert "Bỏ hết lựa chọn" in tight


def test_what_was_typed_is_shown_as_words_never_as_markup(client, goods):
    goods("Chè")

    body = client.get(SEARCH, {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_a_shelf_holds_its_own_goods_and_searches_among_them(client, goods):
    goods("Chè búp")
    other = CriteriaSetFactory(number=4, shelf=ShelfFactory(slug="mat-ong", name="Mật ong"))
    goods("Mật ong chè", criteria_set=other)

    assert names(client.get("/ke-hang/mat-ong/")) == ["Mật ong chè"]
    assert names(client.get("/ke-hang/tra-va-ca-phe/", {"q": "che"})) == ["Chè búp"]
    assert client.get("/ke-hang/khong-co/").status_code == 404
