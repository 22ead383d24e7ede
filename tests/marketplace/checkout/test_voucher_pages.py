"""Codes at checkout: seen in the total at once, refused at their field, and never guessed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import now

from marketplace.checkout import access
from marketplace.orders.models import Order, OrderGroup
from tests.factories import LotFactory, MembershipFactory
from tests.marketplace.stories import (
    MethodFactory,
    VoucherFactory,
    hear,
    pickup,
    tariffs,
    voucher_of,
)

pytestmark = pytest.mark.django_db
CHECKOUT, SUMMARY = reverse("checkout:checkout"), reverse("checkout:summary")


@pytest.fixture
def lot(client):
    """One pack of 185.000 ₫ in the visitor's basket, sent for 30.000 ₫."""
    tariffs()
    lot = LotFactory()
    client.post(reverse("cart:line", args=[lot.pack_id]), {"quantity": "1"})
    return lot


def running(**told):
    return {"opens_at": now() - timedelta(days=1), "ends_at": now() + timedelta(days=1), **told}


def form(**told):
    return {
        "key": str(uuid4()),
        "expected_total": "215000",
        "name": "Trần Thị Mua",
        "phone": "0912 345 678",
        "province": "22",
        "commune_name": "Ba Chẽ",
        "street": "Thôn Nà Làng",
        "gateway": "sandbox",
        **told,
    }


def total(client, **codes):
    return client.get(SUMMARY, {"province": "22", **codes}).context["quote"].total


def test_what_is_saved_is_seen_before_anything_is_ordered(client, lot):
    voucher_of(lot.producer, **running(code="CUANHA", amount=15_000))
    VoucherFactory(**running(code="MAUPHI", kind="freight", amount=50_000))
    codes = {"voucher_producer": "cua-nha", "voucher_freight": "MAUPHI"}

    page = client.get(SUMMARY, {"province": "22", **codes})

    assert page.context["quote"].total == 185_000 - 15_000
    shown = page.text.replace("&nbsp;", " ")
    assert "Mã CUANHA" in shown
    assert ("−15.000 ₫" in shown, "−30.000 ₫" in shown) == (True, True)
    looked = client.post(CHECKOUT, form(look="1", **codes))
    assert (looked.status_code, looked.context["quote"].total) == (200, 170_000)
    assert looked.context["form"]["name"].value() == "Trần Thị Mua"
    assert "Đơn này bớt được 45.000 ₫." in looked.text
    assert not OrderGroup.objects.exists()


def test_a_code_that_cannot_be_used_is_named_and_left_out(client, lot):
    VoucherFactory(**running(code="MAUGIAM", least_spend=200_000))

    page = client.get(SUMMARY, {"province": "22", "voucher_market": "MAUGIAM"})

    assert page.context["quote"].total == 215_000
    assert page.context["faults"] == {"MAUGIAM": "Mã này dùng cho tiền hàng từ 200.000\xa0₫."}


def test_an_order_keeps_its_vouchers_on_every_page_of_it(client, lot):
    voucher_of(lot.producer, **running(code="CUANHA"))
    codes = {"voucher_producer": "CUANHA"}

    told = form(expected_total="195000", wants_invoice="on", **codes) | {
        "company_name": "Công ty Mẫu",
        "tax_code": "0100109106",
        "company_address": "Hà Nội",
        "company_email": "kt@example.test",
    }
    assert client.post(CHECKOUT, told).status_code == 302

    group = OrderGroup.objects.get()
    shown = client.get(reverse("orders:order", args=[group.code])).text.replace("\xa0", " ")
    assert "Mã giảm −20.000 ₫ · Cộng 195.000 ₫" in shown
    hear(group.payments.get())
    member = MembershipFactory(producer=lot.producer)
    client.force_login(member.user)
    order = Order.objects.get()
    slip = client.get(reverse("workspace:slip", args=[lot.producer.slug, order.code])).text
    room = client.get(reverse("workspace:order", args=[lot.producer.slug, order.code])).text
    assert "Mã giảm −20.000 ₫" in slip.replace("\xa0", " ")
    assert "tiền hàng 185.000 ₫, chiết khấu mã của bạn 20.000 ₫" in room.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"opens_at": now() + timedelta(hours=1)}, "Mã này chưa đến ngày dùng."),
        ({"ends_at": now() - timedelta(seconds=1)}, "Mã này đã hết hạn."),
        ({"used": 10}, "Mã này vừa hết lượt."),
        ({"code": "KHAC"}, "Không có mã này ở ô này; bạn xem lại từng chữ nhé."),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_has_changed(client, lot, wrong, words):
    voucher = VoucherFactory(**running(**({"code": "MAUGIAM"} | wrong)))

    told = form(expected_total="195000", voucher_market="MAUGIAM")
    answer = client.post(CHECKOUT, told)

    kept = answer.context["form"]
    assert (answer.status_code, kept.errors) == (422, {"voucher_market": [words]})
    assert kept["voucher_market"].value() == "MAUGIAM"
    assert answer.context["quote"].total == 215_000
    assert not OrderGroup.objects.exists()
    used = voucher.used
    voucher.refresh_from_db()
    lot.refresh_from_db()
    assert (voucher.used, lot.reserved) == (used, 0)


def test_whoever_guesses_finds_nothing_more_for_a_while(client, lot, monkeypatch):
    monkeypatch.setattr(access, "TRIES", 2)
    VoucherFactory(**running(code="MAUGIAM"))
    for n in range(2):
        assert total(client, voucher_market=f"THU{n}") == 215_000

    page = client.get(SUMMARY, {"province": "22", "voucher_market": "MAUGIAM"})

    assert page.context["faults"]["MAUGIAM"].startswith("Bạn thử hơi nhiều mã rồi")
    right = client.post(CHECKOUT, form(expected_total="195000", voucher_market="MAUGIAM"))
    assert (right.status_code, OrderGroup.objects.count()) == (429, 0)
    assert client.post(CHECKOUT, form()).status_code == 302


@pytest.mark.parametrize("typed", ["a" * 41, "\u0663" * 6, "’; DROP", "MA\u200bU"])
def test_odd_codes_are_unknown_or_too_long_and_nothing_else(client, lot, typed):
    answer = client.post(CHECKOUT, form(voucher_market=typed))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["voucher_market"])
    assert client.get(SUMMARY, {"province": "22", "voucher_market": typed}).status_code == 200


@pytest.mark.parametrize("sum_", ["-1", "215000.5", "215_000", "２１５０００", "NaN", "9" * 31])
def test_a_sum_that_is_none_is_not_taken_for_one(client, lot, sum_):
    answer = client.post(CHECKOUT, form(expected_total=sum_))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["expected_total"])
    assert "Tổng tiền gửi kèm không đọc được" in answer.text
    assert not OrderGroup.objects.exists()


def test_goods_to_be_fetched_ask_for_no_street(client, lot):
    stall, carrier = pickup(lot.producer), MethodFactory(producer=lot.producer)
    way = f"way-{lot.producer.pk}"
    told = form(street="", expected_total="205000", **{way: str(carrier.pk)})

    refused = client.post(CHECKOUT, told)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["street"])
    fetched = told | {way: str(stall.pk), "expected_total": "185000"}
    assert client.post(CHECKOUT, fetched).status_code == 302
    assert "Bạn đến lấy thì để trống." in refused.text


def test_without_a_point_to_fetch_from_the_street_is_asked_for(client, lot):
    assert list(client.post(CHECKOUT, form(street="")).context["form"].errors) == ["street"]
