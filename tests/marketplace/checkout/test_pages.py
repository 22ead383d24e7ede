"""The checkout page: what people type, what is asked again, and what a double press does."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Session
from catalog.folding import fold
from catalog.models import CommuneAlias, Policy
from marketplace.orders.models import OrderGroup
from marketplace.payments.models import Payment
from tests.factories import CommuneFactory, LotFactory, ProvinceFactory, UserFactory
from tests.marketplace.stories import basket, buyer, order, pickup, tariffs

pytestmark = pytest.mark.django_db
CHECKOUT, COMMUNES = reverse("checkout:checkout"), reverse("checkout:communes")


@pytest.fixture(autouse=True)
def _delivery():
    tariffs()


@pytest.fixture
def commune():
    return CommuneFactory()


@pytest.fixture
def lot(client, commune):
    """A jar in the visitor's basket."""
    lot = LotFactory(packed=5, on_hand=5)
    client.post(reverse("cart:line", args=[lot.pack_id]), {"quantity": "1"})
    return lot


def form(place, **told):
    return {
        "key": str(uuid4()),
        "expected_total": "215000",
        "name": "Trần Thị Mua",
        "phone": "0912 345 678",
        "province": "22",
        "commune_name": place.name,
        "commune": place.code,
        "street": "Thôn Nà Làng",
        "gateway": "sandbox",
        **told,
    }


def test_a_guest_orders_and_is_led_to_pay(client, lot, commune):
    answer = client.post(CHECKOUT, form(commune))

    payment = Payment.objects.get()
    assert answer.headers["Location"] == reverse("payments:pay", args=[payment.reference])
    assert payment.state == Payment.State.PENDING
    group = payment.group
    assert (group.buyer_phone, group.total, group.user) == ("+84912345678", 215_000, None)
    assert client.session["basket_count"] == 0
    assert client.get(answer.headers["Location"]).status_code == 200


def test_whoever_ordered_may_see_it_even_if_the_market_stumbles_right_after(
    client, lot, commune, monkeypatch
):
    def stumble(*_asked):
        raise RuntimeError

    monkeypatch.setattr("marketplace.checkout.views.begin", stumble)
    client.raise_request_exception = False

    assert client.post(CHECKOUT, form(commune)).status_code == 500
    assert client.session["basket_count"] == 0
    group = OrderGroup.objects.get()
    assert client.get(reverse("orders:order", args=[group.code])).status_code == 200


def test_nothing_is_ordered_in_a_session_that_ended_meanwhile(client, lot, commune, monkeypatch):
    def end_it(*_asked, **_told):
        Session.objects.all().delete()
        return {}

    monkeypatch.setattr("marketplace.checkout.views.ask_carriers", end_it)

    assert client.post(CHECKOUT, form(commune)).status_code == 400
    assert not OrderGroup.objects.exists()


def test_a_signed_in_buyer_finds_the_last_address_filled_in(client, lot, commune):
    user = UserFactory(phone="+84987654321")
    order(
        basket((LotFactory().pack, 1)), total=215_000, who=buyer(user=user, street="Số 7, thôn Cũ")
    )
    client.force_login(user)

    page = client.get(CHECKOUT)

    assert "Số 7, thôn Cũ" in page.text
    assert 'value="215000"' in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_an_empty_basket_leads_back_to_the_basket(client):
    assert client.get(CHECKOUT).headers["Location"] == reverse("cart:cart")


def test_the_same_press_twice_leads_to_the_same_order(client, lot, commune):
    told = form(commune)

    answers = [client.post(CHECKOUT, told), client.post(CHECKOUT, told)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert OrderGroup.objects.count() == 1


def test_a_changed_price_is_shown_and_agreed_to_before_anything_is_ordered(client, lot, commune):
    type(lot.pack).objects.update(price=190_000)

    answer = client.post(CHECKOUT, form(commune))

    assert answer.status_code == 409
    assert "Giá đã đổi" in answer.text
    assert "215.000" in answer.text
    assert 'name="expected_total" value="220000"' in answer.text
    assert "Thôn Nà Làng" in answer.text
    assert not OrderGroup.objects.exists()

    assert client.post(CHECKOUT, form(commune, expected_total="220000")).status_code == 302


def test_without_script_the_total_is_shown_before_it_is_agreed_to(client, lot, commune):
    answer = client.post(CHECKOUT, form(commune, expected_total=""))

    assert answer.status_code == 200
    assert "Xem lại trước khi đặt" in answer.text
    assert 'name="expected_total" value="215000"' in answer.text


def test_the_last_jar_gone_while_typing_is_told_kindly(client, lot, commune):
    type(lot).objects.update(reserved=5)

    answer = client.post(CHECKOUT, form(commune))

    assert answer.status_code == 409
    assert "Đã hết." in answer.text
    assert client.get(reverse("cart:cart")).text.count("Đã hết hàng") == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "\u200b \u00a0"),
        ("phone", "12"),
        ("phone", "0912 345 67８９0"),
        ("phone", "gọi nhà"),
        ("email", "ai@"),
        ("province", "99"),
        ("province", "\x00"),
        ("street", ""),
        ("street", "x" * 201),
        ("gateway", "tien-mat"),
        ("key", "1"),
        ("expected_total", "nhiều"),
        ("note", "x" * 501),
    ],
)
def test_a_slip_is_told_at_its_field_and_what_was_typed_is_kept(client, lot, commune, field, typed):
    answer = client.post(CHECKOUT, form(commune, **{field: typed}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "chỗ cần sửa" in answer.text
    if field != "street":
        assert "Thôn Nà Làng" in answer.text
    assert not OrderGroup.objects.exists()


def test_an_old_name_without_marks_finds_the_commune_of_today(client, lot, commune):
    _alias(commune, "Xã Đồn Đạc", "06988")

    answer = client.post(CHECKOUT, form(commune, commune="", commune_name="don dac"))

    assert answer.status_code == 302
    assert OrderGroup.objects.get().commune == commune


def test_an_old_name_that_went_into_several_is_for_the_buyer_to_choose(client, lot, commune):
    other = CommuneFactory(code="06979", name="Xã Lương Minh")
    _alias(commune, "Xã Minh Cầm", "06976", is_part=True)
    _alias(other, "Xã Minh Cầm", "06976", is_part=True)

    answer = client.post(CHECKOUT, form(commune, commune="", commune_name="Minh Cầm"))

    assert answer.status_code == 422
    assert "xin chọn một nơi" in answer.text
    assert answer.text.count('type="radio" name="commune"') == 2

    chosen = client.post(CHECKOUT, form(commune, commune=other.code, commune_name="Minh Cầm"))
    assert chosen.status_code == 302
    assert OrderGroup.objects.get().commune == other


def test_the_very_name_goes_before_longer_ones(client, lot, commune):
    CommuneFactory(code="06999", name="Xã Ba Chẽ Thượng")

    assert (
        client.post(CHECKOUT, form(commune, commune="", commune_name="ba chẽ")).status_code == 302
    )
    assert OrderGroup.objects.get().commune == commune


def test_a_choice_made_for_another_name_is_forgotten(client, lot, commune):
    """Without script the last choice travels with the form while the name is typed anew."""
    other = CommuneFactory(code="06979", name="Xã Lương Minh")

    told = form(commune, commune=commune.code, commune_name="Lương Minh")

    assert client.post(CHECKOUT, told).status_code == 302
    assert OrderGroup.objects.get().commune == other


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"commune": "", "commune_name": ""}, "Xin điền mục này."),
        ({"commune": "", "commune_name": "Xã Không Có"}, "Không thấy nơi nào"),
        ({"commune": "99999", "commune_name": "Xã Không Có"}, "Không thấy nơi nào"),
    ],
)
def test_an_unknown_commune_is_asked_for_again(client, lot, commune, told, words):
    answer = client.post(CHECKOUT, form(commune, **told))

    assert answer.status_code == 422
    assert words in answer.text


def test_a_commune_of_another_province_is_not_taken(client, lot, commune):
    ProvinceFactory(code="01", name="Thành phố Hà Nội", short_name="Hà Nội")

    assert client.post(CHECKOUT, form(commune, province="01")).status_code == 422


def test_typing_lists_the_communes_that_may_be_meant(client, commune):
    _alias(commune, "Xã Đồn Đạc", "06988")

    page = client.get(COMMUNES, {"province": "22", "commune_name": "đồn"})

    assert "Xã Ba Chẽ" in page.text
    assert "trước đây: Xã Đồn Đạc" in page.text


@pytest.mark.parametrize("province", ["", "2２", "222", "99"])
def test_a_province_made_up_finds_nothing(client, commune, province):
    page = client.get(COMMUNES, {"province": province, "commune_name": "ba"})

    assert page.status_code == 200
    assert "Xã Ba Chẽ" not in page.text


def test_the_total_follows_the_province(client, lot, commune):
    ProvinceFactory(code="01", name="Thành phố Hà Nội", short_name="Hà Nội")
    address = reverse("checkout:summary")

    totals = [
        client.get(address, {"province": code}).context["quote"].total for code in ("22", "01")
    ]

    assert totals == [215_000, 230_000]
    assert client.get(address, {"province": ""}).context["quote"] is None


def test_wine_asks_for_ones_age(client, lot, commune):
    Policy.objects.create(
        criteria_set=lot.pack.product.criteria_set,
        minimum_age=18,
        legal_basis="Luật 44/2019/QH14",
        valid_from="2020-01-01",
    )

    refused = client.post(CHECKOUT, form(commune))
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["is_adult"]
    assert client.post(CHECKOUT, form(commune, is_adult="on")).status_code == 302


def test_what_a_stranger_is_asked_is_kept_and_follows_the_basket(client, lot, commune):
    """Each look has one thing more that the questions depend on; the second look at it is kept."""
    changes = [
        lambda: None,
        lambda: client.cookies.load({"django_language": "en"}),
        lambda: pickup(lot.producer),
        lambda: put_in(client, LotFactory().pack),
        lambda: Policy.objects.create(
            criteria_set=lot.pack.product.criteria_set,
            minimum_age=18,
            legal_basis="Luật 44/2019/QH14",
            valid_from="2020-01-01",
        ),
    ]
    pages = []
    for change in changes:
        change()
        pages.append([questions(client), questions(client)])

    assert [first == second for first, second in pages] == [True] * len(changes)
    assert len({first for first, _second in pages}) == len(changes)


def test_what_somebody_known_is_asked_is_kept_for_nobody(client, lot, commune):
    known = UserFactory(full_name="Bàn Thị Quen", phone="+84987654321")
    before = questions(client)
    client.force_login(known)
    assert "Bàn Thị Quen" in questions(client)
    client.logout()
    put_in(client, lot.pack)
    assert questions(client) == before


def put_in(client, pack):
    client.post(reverse("cart:line", args=[pack.pk]), {"quantity": "1"})


def questions(client):
    """The part of the form that asks who and where."""
    page = client.get(CHECKOUT).text
    return page.partition('<div class="with-aside">')[2].partition("<aside")[0]


def _alias(commune, name, old_code, *, is_part=False):
    CommuneAlias.objects.create(
        commune=commune, name=name, old_code=old_code, folded=fold(name), is_part=is_part
    )


def test_the_province_reckoned_with_in_the_basket_is_chosen_already(client, lot, commune):
    order(basket((LotFactory().pack, 1)), total=215_000, who=buyer(street="Số 9, của khách khác"))
    client.post(reverse("cart:destination"), {"province": commune.province_id})

    page = client.get(CHECKOUT)

    assert page.context["form"]["province"].value() == commune.province_id
    assert page.context["quote"].total == 215_000
    assert "Số 9" not in page.text


def test_an_address_known_goes_before_the_province_of_the_basket(client, lot, commune):
    there = ProvinceFactory(code="01")
    user = UserFactory(phone="+84987654321")
    order(basket((LotFactory().pack, 1)), total=215_000, who=buyer(user=user))
    client.force_login(user)
    client.post(reverse("cart:destination"), {"province": there.pk})

    assert client.get(CHECKOUT).context["form"]["province"].value() == "22"
