"""The basket page and its forms: kind to slips, closed to nonsense."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalog.models import Policy
from marketplace.cart.models import Cart, CartLine
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import basket, tariffs

pytestmark = pytest.mark.django_db
CART = reverse("cart:cart")


@pytest.fixture(autouse=True)
def _delivery():
    tariffs()


def test_a_pack_is_put_into_the_basket_without_script(client):
    lot = LotFactory()

    answer = client.post(_line(lot), {"quantity": "2"})

    assert (answer.status_code, answer.headers["Location"]) == (302, CART)
    page = client.get(CART)
    assert f"{lot.pack.product.name}" in page.text
    assert "370.000" in page.text
    assert client.session["basket_count"] == 2
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_sold_out_begins_no_basket(client):
    lot = LotFactory(packed=5, on_hand=0)

    page = client.post(_line(lot), {"quantity": "2"}, follow=True)

    assert "vừa hết hàng" in page.text
    assert not Cart.objects.exists()
    client.post(_line(LotFactory()), {"quantity": "1"})
    assert client.session["basket_count"] == 1


def test_a_product_page_may_post_the_chosen_pack_to_the_basket(client):
    lot = LotFactory()

    assert client.post(CART, {"pack": lot.pack_id, "quantity": "1"}).status_code == 302
    assert CartLine.objects.get().pack == lot.pack
    assert client.post(CART, {"pack": "１", "quantity": "1"}).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "-1",
        "1000",
        "９",
        "２",
        "1.5",
        "1e3",
        "1_0",
        "+2",
        "hai",
        "",
        "½",
        "٣",
        "9" * 400,
        "\x00",
    ],
)
def test_a_quantity_that_is_none_is_refused_at_the_line_and_nothing_changes(client, typed):
    lot = LotFactory()
    client.post(_line(lot), {"quantity": "2"})

    answer = client.post(_line(lot), {"do": "set", "quantity": typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert CartLine.objects.get().quantity == 2


def test_what_was_typed_is_shown_again(client):
    lot = LotFactory()

    assert "Bạn ghi «２»" in client.post(_line(lot), {"quantity": "２"}).text


def test_more_than_there_is_becomes_what_there_is_with_a_kind_word(client):
    lot = LotFactory(packed=3, on_hand=3)

    page = client.post(_line(lot), {"quantity": "9"}, follow=True)

    assert "chỉ còn 3" in page.text
    assert CartLine.objects.get().quantity == 3


def test_a_script_gets_only_the_inside_of_the_page(client):
    lot = LotFactory()
    client.post(_line(lot), {"quantity": "2"})

    answer = client.post(_line(lot), {"do": "set", "quantity": "4"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<div id=")
    assert "740.000" in answer.text


def test_a_line_is_taken_out_even_when_its_pack_is_no_longer_sold(client):
    lot = LotFactory()
    client.post(_line(lot), {"quantity": "2"})
    type(lot.pack).objects.update(is_active=False)

    client.post(_line(lot), {"do": "remove"})

    assert not CartLine.objects.exists()
    assert client.session["basket_count"] == 0


@pytest.mark.parametrize(
    "closed",
    [
        {"pack__is_active": False},
        {"pack__product__published_at": None},
        {"pack__product__suspended_at": MIDDAY},
        {"pack__product__producer__claimed_at": None},
    ],
)
def test_what_is_not_for_sale_cannot_be_put_in(client, closed):
    lot = LotFactory(**closed)

    assert client.post(_line(lot), {"quantity": "1"}).status_code == 404
    assert not CartLine.objects.exists()


def test_wine_without_a_licence_to_sell_it_cannot_be_put_in(client):
    lot = LotFactory()
    Policy.objects.create(
        criteria_set=lot.pack.product.criteria_set,
        needs_licence=True,
        legal_basis="Nghị định 105/2017/NĐ-CP",
        valid_from="2017-11-01",
    )

    assert client.post(_line(lot), {"quantity": "1"}).status_code == 404
    type(lot.pack.product).objects.update(licence_number="12/GP-UBND")
    assert client.post(_line(lot), {"quantity": "1"}).status_code == 302


def test_nobody_sees_or_changes_another_visitors_basket(client):
    theirs = basket((LotFactory().pack, 3))

    page = client.get(CART)
    client.post(_line(LotFactory()), {"quantity": "1"})

    assert "Giỏ hàng còn trống" in page.text
    assert theirs.lines.get().quantity == 3


def test_the_basket_comes_along_when_one_signs_in(client):
    lot, user = LotFactory(), UserFactory()
    client.post(_line(lot), {"quantity": "2"})

    client.force_login(user)

    assert user.cart.lines.get().quantity == 2
    assert client.session["basket_count"] == 2


def test_a_cart_key_made_up_in_a_session_opens_nothing(client):
    session = client.session
    session["cart"] = "not-a-key"
    session.save()

    assert "Giỏ hàng còn trống" in client.get(CART).text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_basket_asks_the_database_as_often_for_many_lines_as_for_one(
    client, rows, django_assert_num_queries
):
    for _ in range(rows):
        client.post(_line(LotFactory()), {"quantity": "1"})

    with django_assert_num_queries(11):
        client.get(CART)


def _line(lot):
    return reverse("cart:line", args=[lot.pack_id])
