"""A shopper's basket in the API."""

import pytest

from marketplace.cart.models import CartLine
from tests.api import caller, errors, problem
from tests.factories import LotFactory, PackFactory, UserFactory
from tests.marketplace.stories import basket, tariffs

pytestmark = pytest.mark.django_db
BASKET = "/api/v1/basket/"


def line(pack):
    return f"/api/v1/basket/lines/{getattr(pack, 'pk', pack)}/"


def stocked(**lot):
    return LotFactory(best_before=None, **lot).pack


@pytest.fixture
def shopper():
    return UserFactory()


def test_an_empty_basket(shopper):
    assert caller(shopper).get(BASKET).json() == {
        "parcels": [],
        "count": 0,
        "goods_total": 0,
        "minimum_age": 0,
        "is_ready": False,
    }


def test_a_pack_is_put_in_and_its_number_changed(shopper):
    tariffs()
    pack = stocked()

    first = caller(shopper).put(line(pack), {"quantity": 2}).json()
    second = caller(shopper).patch(line(pack), {"quantity": 3}).json()

    assert (first["count"], first["goods_total"]) == (2, 370_000)
    assert second == caller(shopper).get(BASKET).json()
    assert (second["count"], second["goods_total"], second["is_ready"]) == (3, 555_000, True)
    (parcel,) = second["parcels"]
    assert (parcel["chosen"], [way["id"] for way in parcel["methods"]]) == (None, [0])
    assert parcel["lines"] == [
        {
            "pack": pack.pk,
            "pack_name": "hộp 100 g",
            "product": {
                "slug": pack.product.slug,
                "name": pack.product.name,
                "name_en": "",
                "url": parcel["lines"][0]["product"]["url"],
            },
            "quantity": 3,
            "available": 10,
            "price": 185_000,
            "was": None,
            "total": 555_000,
            "plan": None,
            "ship_by": None,
        }
    ]


def test_putting_the_same_twice_is_putting_it_once(shopper):
    pack = stocked()

    first = caller(shopper).put(line(pack), {"quantity": 2})

    assert caller(shopper).put(line(pack), {"quantity": 2}).json() == first.json()


def test_more_than_there_is_changes_nothing(shopper):
    pack = stocked()
    caller(shopper).put(line(pack), {"quantity": 2})

    answer = caller(shopper).put(line(pack), {"quantity": 11})

    assert problem(answer) == (409, "not-enough")
    assert answer.json()["available"] == 10
    assert CartLine.objects.get().quantity == 2


def test_what_is_sold_out_cannot_be_put_in(shopper):
    pack = stocked(reserved=10)

    answer = caller(shopper).put(line(pack), {"quantity": 1})

    assert problem(answer) == (409, "not-enough")
    assert answer.json()["available"] == 0
    assert CartLine.objects.count() == 0


def test_a_line_is_taken_out_once(shopper):
    kept, dropped = stocked(), stocked()
    for pack in (kept, dropped):
        caller(shopper).put(line(pack), {"quantity": 1})

    assert caller(shopper).delete(line(dropped)).json()["count"] == 1
    assert problem(caller(shopper).delete(line(dropped))) == (404, "not-found")
    assert CartLine.objects.get().pack == kept


def test_only_a_line_that_is_there_is_changed(shopper):
    assert problem(caller(shopper).patch(line(stocked()), {"quantity": 1})) == (404, "not-found")


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_active": False},
        {"product__published_at": None},
        {"product__producer__claimed_at": None},
    ],
)
def test_what_is_not_for_sale_is_not_found(shopper, hidden):
    pack = LotFactory(pack=PackFactory(**hidden), best_before=None).pack

    assert problem(caller(shopper).put(line(pack), {"quantity": 1})) == (404, "not-found")
    assert problem(caller(shopper).put(line(999_999), {"quantity": 1})) == (404, "not-found")
    assert problem(caller(shopper).put(line("9" * 40), {"quantity": 1})) == (404, "not-found")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, {"quantity": "required"}),
        ({"quantity": None}, {"quantity": "null"}),
        ({"quantity": 0}, {"quantity": "min_value"}),
        ({"quantity": -1}, {"quantity": "min_value"}),
        ({"quantity": 1_000}, {"quantity": "max_value"}),
        ({"quantity": 10**30}, {"quantity": "max_value"}),
        ({"quantity": "2"}, {"quantity": "invalid"}),
        ({"quantity": "２"}, {"quantity": "invalid"}),
        ({"quantity": 2.0}, {"quantity": "invalid"}),
        ({"quantity": True}, {"quantity": "invalid"}),
        ({"quantity": [2]}, {"quantity": "invalid"}),
        ({"quantity": 2, "qty": 3}, {"qty": "unknown_field"}),
        ([2], {"": "invalid"}),
    ],
)
def test_a_number_that_is_none_is_refused(shopper, body, told):
    answer = caller(shopper).put(line(stocked()), body)

    assert problem(answer) == (400, "bad-request")
    assert errors(answer) == told


def test_everybody_has_a_basket_of_their_own(shopper):
    pack = stocked()
    caller(shopper).put(line(pack), {"quantity": 2})
    other = caller(UserFactory())

    assert other.get(BASKET).json()["count"] == 0
    assert problem(other.delete(line(pack))) == (404, "not-found")
    assert CartLine.objects.get().quantity == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_a_basket_takes_nine_queries(django_assert_num_queries, shopper, rows):
    basket(*((stocked(), 1) for _line in range(rows)), user=shopper)

    program = caller(shopper)
    with django_assert_num_queries(
        9
    ):  # key, limit, cart, lines, photos, free packs, ages, zones, fees
        assert program.get(BASKET).json()["count"] == rows
