"""The basket, checkout and product pages say what delivery costs, and why something cannot come."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from marketplace.cart.models import Choice
from marketplace.delivery.actions import set_travel
from marketplace.delivery.models import FarCommune
from marketplace.orders.models import Order, OrderGroup
from marketplace.selling.actions import plan_lot
from tests.factories import (
    MIDDAY,
    CommuneFactory,
    LotFactory,
    MembershipFactory,
    PackFactory,
    ProvinceFactory,
    UserFactory,
)
from tests.marketplace.stories import MethodFactory, pickup, zone

pytestmark = pytest.mark.django_db
CART, CHECKOUT = reverse("cart:cart"), reverse("checkout:checkout")
SUMMARY = reverse("checkout:summary")


@pytest.fixture
def lot(client):
    """In the visitor's basket; driven home for 15.000 ₫, sent to islands for 60.000 ₫, fetched."""
    lot = LotFactory()
    MethodFactory(
        producer=lot.producer,
        name="Hộ tự giao",
        zones=[zone("home", 15_000, is_cold=True), zone("islands", 60_000)],
    )
    pickup(lot.producer, name="Sạp chợ Mẫu")
    client.post(reverse("cart:line", args=[lot.pack_id]), {"quantity": "1"})
    return lot


@pytest.fixture
def island(lot):
    commune = CommuneFactory(code="07192", name="Đặc khu Cô Tô")
    FarCommune.objects.create(commune=commune, kind="island", basis="Đi tàu")
    return commune


@pytest.fixture
def far():
    return ProvinceFactory(code="01", name="Thành phố Hà Nội", short_name="Hà Nội")


def form(place, **told):
    return {
        "key": str(uuid4()),
        "expected_total": "200000",
        "name": "Trần Thị Mua",
        "phone": "0912 345 678",
        "province": "22",
        "commune_name": place.name,
        "commune": place.code,
        "street": "Thôn Nà Làng",
        "gateway": "sandbox",
        **told,
    }


def way_of(lot):
    return f"way-{lot.producer.pk}"


def stall_of(lot):
    return lot.producer.delivery_methods.get(kind="pickup")


def test_the_basket_says_what_delivery_costs_before_anybody_types_an_address(client, lot, island):
    page = client.get(CART).text

    assert "Giao đến Quảng Ninh" in page
    assert "15.000 ₫ đến 60.000 ₫, tuỳ xã phường" in page.replace("\xa0", " ")
    assert "Sạp 12, chợ Mẫu" in page


def test_the_province_chosen_is_remembered_for_the_visit(client, lot, far):
    answer = client.post(reverse("cart:destination"), {"province": "01"})

    assert answer.status_code == 302
    page = client.get(CART)
    assert page.context["there"] == far
    assert "Không giao tới Hà Nội." in page.text


@pytest.mark.parametrize("typed", ["", "99", "2２", "0" * 40, "\x00"])
def test_a_province_that_is_none_is_told(client, lot, typed):
    answer = client.post(reverse("cart:destination"), {"province": typed})

    assert answer.status_code in {400, 422}
    assert "province" not in client.session


def test_a_way_chosen_in_the_basket_is_the_one_at_checkout(client, lot):
    address = reverse("cart:way", args=[lot.producer.pk])

    client.post(address, {"way": str(stall_of(lot).pk)})

    assert Choice.objects.get().method == stall_of(lot)
    total = client.get(SUMMARY, {"province": "22"}).context["quote"].total
    assert total == 185_000
    client.post(address, {"way": "0"})
    assert not Choice.objects.exists()


@pytest.mark.parametrize(
    ("typed", "status"), [("", 422), ("-1", 422), ("１", 422), ("9" * 30, 422), ("999999", 404)]
)
def test_a_way_that_is_none_is_not_chosen(client, lot, typed, status):
    address = reverse("cart:way", args=[lot.producer.pk])

    assert client.post(address, {"way": typed}).status_code == status
    assert not Choice.objects.exists()


def test_a_way_of_another_producer_is_not_chosen(client, lot):
    address = reverse("cart:way", args=[lot.producer.pk])

    assert client.post(address, {"way": str(MethodFactory().pk)}).status_code == 404


def test_the_total_is_a_span_until_the_commune_is_known(client, lot, island):
    somewhere = client.get(SUMMARY, {"province": "22"})
    there = client.get(SUMMARY, {"province": "22", "commune": island.code})

    assert (somewhere.context["quote"].total, somewhere.context["quote"].most) == (200_000, 245_000)
    assert "expected_total" not in somewhere.text
    assert 'name="expected_total" value="245000"' in there.text


def test_the_way_picked_at_checkout_is_placed(client, lot):
    told = form(CommuneFactory(), **{way_of(lot): str(stall_of(lot).pk)}, expected_total="185000")

    assert client.post(CHECKOUT, told).status_code == 302
    assert Order.objects.get().method == stall_of(lot)


@pytest.mark.parametrize("typed", ["999999", "x", "-1"])
def test_a_way_made_up_is_told_at_its_field(client, lot, typed):
    answer = client.post(CHECKOUT, form(CommuneFactory(), **{way_of(lot): typed}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [way_of(lot)]
    assert not OrderGroup.objects.exists()


def test_what_cannot_come_is_refused_at_its_line_and_said_on_its_page_before(client, lot, island):
    set_travel(pack=lot.pack, needs_cold=True, most_hours=None, by=UserFactory(), at=MIDDAY)
    words = "Không giao tới đảo vì cần giữ lạnh suốt đường."

    answer = client.post(CHECKOUT, form(island, expected_total="245000"))

    assert answer.status_code == 422
    assert words in answer.text
    assert "Thôn Nà Làng" in answer.text
    assert not OrderGroup.objects.exists()
    assert words in client.get(lot.pack.product.get_absolute_url()).text


def test_a_products_page_says_what_it_costs_to_come(client, far):
    lot = LotFactory()
    MethodFactory(
        producer=lot.producer,
        name="Hộ tự giao",
        zones=[zone("home", 25_000), zone("elsewhere", 45_000)],
    )
    address = lot.pack.product.get_absolute_url()

    here, there = (
        " ".join(client.get(address, asked).text.split()) for asked in ({}, {"tinh": "01"})
    )

    assert "Giao đến Quảng Ninh:" in here
    assert "25.000 ₫ – Hộ tự giao" in here
    assert "45.000 ₫ – Hộ tự giao" in there


def test_what_was_ordered_beforehand_beside_ready_goods_comes_at_once(client, lot):
    other = PackFactory(product=lot.pack.product)
    plan = plan_lot(pack=other, most=5, ship_by=date(2099, 12, 15), by=UserFactory(), at=MIDDAY)
    client.post(reverse("cart:line", args=[other.pk]), {"quantity": "1", "plan": str(plan.pk)})

    assert "giao một lần khi đủ" in client.get(CART).text
    assert "giao một lần khi đủ" in client.get(SUMMARY, {"province": "22"}).text


INVOICE = {
    "wants_invoice": "on",
    "company_name": "Công ty Mẫu",
    "tax_code": "0100109106",
    "company_address": "Hà Nội",
    "company_email": "kt@example.test",
}


def test_a_gift_and_an_invoice_are_asked_for_by_ticking(client, lot):
    told = form(CommuneFactory(), is_gift="on", gift_message=" Mừng  thọ ", hides_prices="on")

    client.post(CHECKOUT, told | INVOICE)

    group = OrderGroup.objects.get()
    assert (group.gift.message, group.gift.hides_prices) == ("Mừng thọ", True)
    assert group.company.tax_code == "0100109106"
    page = client.get(group.get_absolute_url()).text
    assert "Mừng thọ" in page
    assert "Công ty Mẫu" in page


def test_what_was_typed_without_ticking_is_not_asked_for(client, lot):
    client.post(CHECKOUT, form(CommuneFactory(), gift_message="Mừng thọ", tax_code="1"))

    group = OrderGroup.objects.get()
    assert not hasattr(group, "gift")
    assert not hasattr(group, "company")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("tax_code", "0100109107"),
        ("tax_code", "０100109106"),
        ("tax_code", ""),
        ("company_name", ""),
        ("company_address", "\u200b "),
        ("company_email", "kt@"),
        ("company_name", "x" * 201),
    ],
)
def test_an_invoice_that_could_not_be_made_out_is_told_at_its_field(client, lot, field, typed):
    answer = client.post(CHECKOUT, form(CommuneFactory(), **(INVOICE | {field: typed})))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not OrderGroup.objects.exists()


@pytest.mark.parametrize(("hides", "shown"), [("on", False), ("", True)])
def test_a_gifts_slip_says_no_prices_unless_the_giver_wants_them(client, lot, hides, shown):
    client.post(CHECKOUT, form(CommuneFactory(), is_gift="on", hides_prices=hides))
    Order.objects.update(state="awaiting_acceptance", paid_at=MIDDAY)
    placed, seller = Order.objects.get(), MembershipFactory(producer=lot.producer).user
    client.force_login(seller)

    page = client.get(reverse("workspace:slip", args=[lot.producer.slug, placed.code])).text

    assert ("185.000" in page) == shown
