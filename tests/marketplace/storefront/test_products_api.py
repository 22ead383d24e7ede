"""Products in the API."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils.timezone import localdate

from catalog.models import Policy, Recognition
from marketplace.listings.actions import settle
from tests.api import caller, errors, problem
from tests.factories import (
    MIDDAY,
    CommuneFactory,
    CriteriaSetFactory,
    LotFactory,
    PackFactory,
    ProducerFactory,
    ProductFactory,
    RecognitionFactory,
    ShelfFactory,
)

pytestmark = pytest.mark.django_db


def slugs(**query):
    answer = caller().get("/api/v1/products/", query)
    assert answer.status_code == 200, answer.content
    return [row["slug"] for row in answer.json()["results"]]


def starred(stars, **decision):
    """A product with a decision in force today, unless told otherwise."""
    years = timedelta(days=365)
    dates = {"valid_from": localdate() - years, "valid_until": localdate() + years}
    return RecognitionFactory(stars=stars, **{**dates, **decision}).product


def stocked(**pack):
    return LotFactory(pack=PackFactory(**pack), best_before=None).pack.product


def test_a_product_of_the_list():
    product = starred(4)
    pack = PackFactory(product=product, price=185_000)
    PackFactory(product=product, price=90_000, is_active=False)
    LotFactory(pack=pack, best_before=None)

    (shown,) = caller().get("/api/v1/products/").json()["results"]

    picture = shown.pop("picture")
    assert shown == {
        "slug": product.slug,
        "name": product.name,
        "name_en": "",
        "producer": {
            "slug": product.producer.slug,
            "name": product.producer.name,
            "url": f"{settings.SITE_URL}/chu-the/{product.producer.slug}/",
        },
        "shelf": {"slug": "tra-va-ca-phe", "name": "Trà và cà phê"},
        "group": {"number": 1, "name": "Thực phẩm"},
        "commune": {"code": "06970", "name": "Xã Ba Chẽ"},
        "province": {"code": "22", "name": "Tỉnh Quảng Ninh"},
        "stars": 4,
        "price_from": 185_000,
        "is_illustrative": False,
        "available": True,
        "url": f"{settings.SITE_URL}/san-pham/{product.slug}/",
    }
    assert picture["is_drawn"] is True
    assert picture["small"].startswith(f"{settings.SITE_URL}/hinh/{product.slug}-320.webp")


def test_a_product_in_full_says_how_its_stars_stand():
    product = starred(4, decision="12/QĐ-UBND")
    long_ago = date(2019, 1, 1), date(2022, 1, 1)
    RecognitionFactory(product=product, stars=5, valid_from=long_ago[0], valid_until=long_ago[1])
    Recognition.objects.create(product=product, stars=3, reported_year=localdate().year)
    pack = PackFactory(product=product, gtin="08930000000013")

    shown = caller().get(f"/api/v1/products/{product.slug}/").json()

    assert shown["stars"] == 4
    assert {(r["standing"], r["stars"], r["reported_stars"]) for r in shown["recognitions"]} == {
        ("in_force", 4, 4),
        ("expired", None, 5),
        ("unverified", None, 3),
    }
    assert shown["packs"] == [
        {
            "id": pack.pk,
            "name": "hộp 100 g",
            "net_content": 100,
            "net_unit": "g",
            "gtin": "08930000000013",
            "price": 185_000,
            "available": False,
            "plan": None,
            "plan_left": 0,
            "ship_by": None,
        }
    ]
    assert (shown["available"], shown["minimum_age"]) == (False, 0)


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"suspended_at": MIDDAY}])
def test_what_is_not_on_show_is_not_found(hidden):
    product = ProductFactory(**hidden)

    assert slugs() == []
    assert problem(caller().get(f"/api/v1/products/{product.slug}/")) == (404, "not-found")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("che hoa vang", ["che-hoa-vang"]),
        ("chè hoa vàng", ["che-hoa-vang"]),
        ("CHE HOA VANG", ["che-hoa-vang"]),
        ("mien dong", ["mien-dong"]),
        ("%", []),
    ],
)
def test_search_finds_as_on_the_site(typed, found):
    for name, slug in (("Chè hoa vàng", "che-hoa-vang"), ("Miến dong", "mien-dong")):
        product = ProductFactory(name=name, slug=slug)
        product.searchable = product.text_to_search()
        product.save()

    assert slugs(q=typed) == found


def test_filters_choose():
    far = CommuneFactory(code="00004", name="Phường Ba Đình")
    drinks = CriteriaSetFactory(number=15, shelf=ShelfFactory(slug="nuoc", name="Nước"))
    tea = stocked(price=200_000)
    cheap = PackFactory(price=50_000, product__commune=far).product
    water = ProductFactory(criteria_set=drinks, producer=ProducerFactory(slug="nuoc-mau"))

    assert slugs(shelf="nuoc") == [water.slug]
    assert slugs(producer="nuoc-mau") == [water.slug]
    assert slugs(commune="00004") == [cheap.slug]
    assert slugs(available="true") == [tea.slug]
    assert set(slugs(available="false")) == {cheap.slug, water.slug}
    assert slugs(price_min=50_001) == [tea.slug]
    assert slugs(price_max=50_000) == [cheap.slug]
    assert slugs(price_max=199_999, price_min=60_000) == []
    assert set(slugs(group=1, province="22")) == {tea.slug, cheap.slug, water.slug}
    assert slugs(group=2) == []


def test_stars_are_those_in_force():
    four = starred(4)
    starred(4, valid_until=localdate())
    starred(4, verified_at=None)
    starred(5)

    assert slugs(stars=4) == [four.slug]


def test_orders():
    first = PackFactory(price=300_000, product__name="B", product__slug="b").product
    second = PackFactory(price=100_000, product__name="A", product__slug="a").product
    nothing = ProductFactory(name="C", slug="c")

    assert slugs(ordering="price") == [second.slug, first.slug, nothing.slug]
    assert slugs(ordering="-price") == [first.slug, second.slug, nothing.slug]
    assert slugs(ordering="name") == ["a", "b", "c"]
    assert slugs(ordering="newest") == ["c", "a", "b"]


def test_goods_for_adults_show_only_when_asked_for():
    wine = ProductFactory()
    Policy.objects.create(
        criteria_set=wine.criteria_set,
        minimum_age=18,
        legal_basis="44/2019/QH14",
        valid_from="2020-01-01",
    )

    assert slugs() == []
    assert slugs(of_age="false") == []
    assert slugs(of_age="true") == [wine.slug]
    assert caller().get(f"/api/v1/products/{wine.slug}/").json()["minimum_age"] == 18


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"group": "7"}, {"group": "max_value"}),
        ({"group": "một"}, {"group": "invalid"}),
        ({"stars": "2"}, {"stars": "min_value"}),
        ({"price_min": "-1"}, {"price_min": "min_value"}),
        ({"price_max": "9" * 30}, {"price_max": "max_value"}),
        ({"price_max": "9" * 5_000}, {"price_max": "invalid"}),
        ({"price_max": "1e9"}, {"price_max": "invalid"}),
        ({"available": "1"}, {"available": "invalid_choice"}),
        ({"ordering": "stars"}, {"ordering": "invalid_choice"}),
        ({"of_age": "18"}, {"of_age": "invalid_choice"}),
    ],
)
def test_a_filter_out_of_bounds_is_refused(query, told):
    stocked()

    answer = caller().get("/api/v1/products/", query)

    assert problem(answer) == (400, "bad-request")
    assert errors(answer) == told


@pytest.mark.parametrize("rows", [1, 3])
def test_products_take_seven_queries(django_assert_num_queries, rows):
    for _product in range(rows):
        PackFactory(product=starred(4))
    settle(on=localdate())

    with django_assert_num_queries(7):  # the limit, two of marks, the count, the rows, photos, …
        assert len(slugs()) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_one_product_takes_six_queries(django_assert_num_queries, rows):
    product = starred(4)
    PackFactory.create_batch(rows, product=product)

    with django_assert_num_queries(6):  # the limit, the row, photos, decisions, policy, packs
        shown = caller().get(f"/api/v1/products/{product.slug}/").json()
    assert len(shown["packs"]) == rows
