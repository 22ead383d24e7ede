"""Placing an order through the API."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.timezone import localdate, now

from catalog.models import Pack, Policy
from marketplace.cart.models import CartLine
from marketplace.delivery.models import Tariff
from marketplace.orders.models import OrderGroup
from marketplace.payments.models import Payment
from marketplace.selling.actions import plan_lot
from tests.api import caller, errors, problem
from tests.factories import CommuneFactory, LotFactory, PackFactory, ProvinceFactory, UserFactory
from tests.marketplace.stories import (
    MethodFactory,
    VoucherFactory,
    basket,
    pickup,
    tariffs,
    zone,
)

pytestmark = pytest.mark.django_db
ORDERS = "/api/v1/orders/"
COMPANY = {
    "name": "Công ty Mẫu",
    "tax_code": "0100109106",
    "address": "Hà Nội",
    "email": "ke-toan@example.test",
}


def wish(**told):
    """An order of one pack of 185.000 ₫ sent within the province."""
    receiver = {
        "name": "Trần Thị Mua",
        "phone": "0912 345 678",
        "commune": "06970",
        "street": "Thôn Nà Làng",
    }
    receiver |= told.pop("receiver", {})
    return {"receiver": receiver, "gateway": "sandbox", "expected_total": 215_000, **told}


def place(user, key="k-1", **told):
    return caller(user).post(ORDERS, wish(**told), headers={"Idempotency-Key": key})


@pytest.fixture
def lot():
    tariffs()
    return LotFactory(best_before=None)


@pytest.fixture
def shopper(lot):
    """Somebody with one pack in the basket."""
    user = UserFactory()
    basket((lot.pack, 1), user=user)
    return user


def test_an_order_is_placed_and_waits_for_its_money(shopper, lot):
    answer = place(shopper, note=" Gọi  trước ")

    assert answer.status_code == 201, answer.content
    group, payment = OrderGroup.objects.get(), Payment.objects.get()
    told = answer.json()
    assert told["order"]["code"] == group.code
    assert (told["order"]["total"], told["order"]["note"]) == (215_000, "Gọi trước")
    assert told["order"]["receiver"]["phone"] == "+84912345678"
    assert (told["payment"]["state"], told["payment"]["amount"]) == ("pending", 215_000)
    assert told["payment"]["page"] == f"{settings.SITE_URL}/thanh-toan/{payment.reference}/"
    assert told["payment"]["transfer"]["qr"] == payment.transfer["qr"]
    lot.refresh_from_db()
    assert (lot.reserved, group.user, CartLine.objects.count()) == (1, shopper, 0)


def test_the_same_key_gives_the_same_answer(shopper, lot):
    first = place(shopper)

    again = place(shopper, receiver={"phone": "+84 912 345 678"})

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert OrderGroup.objects.count() == Payment.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"expected_total": 215_001},
        {"note": "khác"},
        {"receiver": {"street": "Nơi khác"}},
        {"receiver": {"commune": "06985"}},
        {"receiver": {"email": "a@example.vn"}},
        {"gift": {"message": "Tết"}},
        {"company": COMPANY},
        {"vouchers": {"market": "MAUGIAM"}},
    ],
)
def test_the_same_key_for_another_order_is_refused(shopper, lot, other):
    CommuneFactory(code="06985", name="Xã Tiên Yên")
    place(shopper)
    basket((lot.pack, 1), user=shopper)

    assert problem(place(shopper, **other)) == (422, "key-used-otherwise")
    assert OrderGroup.objects.count() == 1


def test_the_same_key_from_two_people_is_two_keys(shopper, lot):
    other = UserFactory()
    basket((lot.pack, 1), user=other)

    codes = {place(user).json()["order"]["code"] for user in (shopper, other)}

    assert len(codes) == OrderGroup.objects.count() == 2


@pytest.mark.parametrize("key", ["", "a" * 256, "có dấu".encode().decode("latin-1"), "a b"])
def test_an_order_needs_a_key(shopper, key):
    answer = place(shopper, key=key)

    assert problem(answer) == (400, "bad-request")
    assert errors(answer) == {"Idempotency-Key": "required"}
    assert OrderGroup.objects.count() == 0


def test_a_price_that_changed_is_shown_before_anything_is_ordered(shopper, lot):
    Pack.objects.update(price=200_000)

    answer = place(shopper)

    assert problem(answer) == (409, "total-changed")
    assert answer.json()["total"] == 230_000
    assert (OrderGroup.objects.count(), CartLine.objects.count()) == (0, 1)
    assert place(shopper, key="k-2", expected_total=230_000).status_code == 201


def test_the_last_pack_may_have_gone_meanwhile(shopper, lot):
    lot.reserved = 10
    lot.save()

    answer = place(shopper)

    assert problem(answer) == (409, "out-of-stock")
    assert answer.json()["shortages"] == [{"pack": lot.pack.pk, "wanted": 1, "available": 0}]


@pytest.mark.parametrize("has_cart", [True, False])
def test_nothing_is_no_order(lot, has_cart):
    user = UserFactory()
    if has_cart:
        basket(user=user)
    CommuneFactory()

    assert problem(place(user)) == (409, "basket-empty")


def test_goods_for_adults_ask_for_the_word(shopper, lot):
    Policy.objects.create(
        criteria_set=lot.pack.product.criteria_set,
        minimum_age=18,
        legal_basis="44/2019/QH14",
        valid_from="2020-01-01",
    )

    assert problem(place(shopper)) == (409, "age-not-confirmed")
    assert place(shopper, is_adult=True).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"receiver": {"phone": "12"}}, {"receiver.phone": "not_a_phone"}),
        ({"receiver": {"phone": 912345678}}, {"receiver.phone": "invalid"}),
        ({"receiver": {"name": "  "}}, {"receiver.name": "blank"}),
        ({"receiver": {"name": "a" * 121}}, {"receiver.name": "max_length"}),
        ({"receiver": {"commune": "00000"}}, {"receiver.commune": "unknown_commune"}),
        ({"receiver": {"commune": None}}, {"receiver.commune": "null"}),
        ({"receiver": {"email": "no"}}, {"receiver.email": "invalid"}),
        ({"receiver": {"town": "x"}}, {"receiver.town": "unknown_field"}),
        ({"gateway": "gold"}, {"gateway": "unknown_gateway"}),
        ({"expected_total": -1}, {"expected_total": "min_value"}),
        ({"expected_total": "215000"}, {"expected_total": "invalid"}),
        ({"expected_total": 10**13}, {"expected_total": "max_value"}),
        ({"is_adult": "true"}, {"is_adult": "invalid"}),
        ({"discount": 1}, {"discount": "unknown_field"}),
    ],
)
def test_what_is_wrong_is_named(shopper, wrong, told):
    answer = place(shopper, **wrong)

    assert problem(answer) == (400, "bad-request")
    assert errors(answer) == told
    assert OrderGroup.objects.count() == 0


def test_where_nothing_is_sent_is_said(lot):
    user = UserFactory()
    basket((lot.pack, 1), user=user)
    Tariff.objects.all().delete()

    assert problem(place(user)) == (409, "not-delivered")
    assert problem(caller(user).get("/api/v1/basket/quote/22/")) == (409, "not-delivered")


def test_a_quote_says_the_total_an_order_expects(shopper, lot):
    ProvinceFactory(code="01", name="Thành phố Hà Nội", short_name="Hà Nội", folded="ha noi")
    near = caller(shopper).get("/api/v1/basket/quote/22/").json()
    far = caller(shopper).get("/api/v1/basket/quote/01/").json()

    assert (near["goods_total"], near["delivery_total"], near["total"]) == (
        185_000,
        30_000,
        215_000,
    )
    assert [parcel["delivery_fee"] for parcel in near["parcels"]] == [30_000]
    assert far["total"] == 230_000
    assert problem(caller(shopper).get("/api/v1/basket/quote/99/")) == (404, "not-found")
    assert place(shopper, expected_total=near["total"]).status_code == 201


def test_a_program_chooses_the_way_and_is_told_it(shopper, lot):
    way = pickup(lot.producer, name="Sạp")
    MethodFactory(producer=lot.producer)
    chosen = {"methods": {lot.producer.slug: way.pk}, "expected_total": 185_000}

    (parcel,) = caller(shopper).get("/api/v1/basket/").json()["parcels"]
    quote = caller(shopper).get("/api/v1/basket/quote/22/?commune=06970").json()
    first, again = place(shopper, **chosen), place(shopper, **chosen)

    assert [one["kind"] for one in parcel["methods"]] == ["pickup", "carrier"]
    assert (quote["is_exact"], quote["total"]) == (True, 205_000)
    told = first.json()["order"]["orders"][0]
    assert (told["method"], told["delivery_fee"]) == (way.pk, 0)
    assert told["delivery_words"].startswith("Sạp: Sạp 12, chợ Mẫu")
    assert again.json() == first.json()
    other = {"methods": {lot.producer.slug: way.pk + 1}, "expected_total": 185_000}
    assert problem(place(shopper, **other)) == (422, "key-used-otherwise")


def test_a_way_that_does_not_go_there_names_the_packs(shopper, lot):
    way = MethodFactory(producer=lot.producer, zones=[zone("islands", 1)])

    answer = place(shopper, methods={lot.producer.slug: way.pk})

    assert problem(answer) == (409, "not-delivered")
    assert answer.json()["refused"] == [{"pack": lot.pack_id, "reason": "not_served"}]
    unknown = place(shopper, methods={"khong-co": way.pk})
    assert errors(unknown) == {"methods": "unknown_producer"}
    assert OrderGroup.objects.count() == 0


def test_a_key_is_one_order_even_when_the_basket_has_filled_again(shopper, lot):
    first = place(shopper)
    basket((lot.pack, 3), user=shopper)

    assert place(shopper).json() == first.json()
    assert CartLine.objects.get().quantity == 3


def test_a_gift_an_invoice_words_and_vouchers_come_with_the_order(shopper, lot):
    VoucherFactory(code="MAUGIAM")
    asked = {
        "expected_total": 195_000,
        "gift": {"message": " Chúc  mừng "},
        "company": {**COMPANY, "tax_code": "0100 109 106"},
        "notes": {lot.producer.slug: "Gói kỹ"},
        "vouchers": {"market": "mau-giam"},
    }

    told = place(shopper, **asked)
    again = place(shopper, **asked)

    group = OrderGroup.objects.get()
    assert (told.status_code, again.json()) == (201, told.json())
    assert (group.gift.message, group.gift.hides_prices) == ("Chúc mừng", True)
    assert (group.company.name, group.company.tax_code) == ("Công ty Mẫu", "0100109106")
    assert group.orders.get().note == "Gói kỹ"
    sums = ("goods_total", "goods_discount", "delivery_total", "delivery_discount", "total")
    order = told.json()["order"]
    assert [order[name] for name in sums] == [185_000, 20_000, 30_000, 0, 195_000]
    assert order["orders"][0]["lines"][0]["discount"] == 20_000


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("gift", {"message": "a" * 301}),
        ("company", {**COMPANY, "tax_code": "123"}),
        ("vouchers", {"market": 5}),
        ("vouchers", {"other": "A"}),
        ("notes", {"khong-co": "a"}),
    ],
)
def test_what_is_asked_for_besides_is_refused_at_its_field(shopper, field, wrong):
    answer = place(shopper, **{field: wrong})

    assert problem(answer) == (400, "bad-request")
    assert [name.split(".")[0] for name in errors(answer)] == [field]
    assert not OrderGroup.objects.exists()


def test_a_voucher_that_cannot_be_used_says_why_and_guessing_ends(shopper, lot):
    VoucherFactory(code="MAUGIAM", least_spend=185_001)

    told = place(shopper, vouchers={"market": "MAUGIAM"})
    guesses = [problem(place(shopper, vouchers={"market": f"THU{n}"}))[1] for n in range(11)]

    assert problem(told) == (409, "voucher-refused")
    named = [told.json()[name] for name in ("voucher", "reason", "least_spend")]
    assert named == ["market", "spend_more", 185_001]
    assert guesses == ["voucher-refused"] * 10 + ["too-many-requests"]
    assert problem(place(shopper, vouchers={"market": "MAUGIAM"}))[0] == 429
    assert place(shopper).status_code == 201


def test_a_quote_says_what_a_voucher_takes_off(shopper, lot):
    VoucherFactory(code="MAUPHI", kind="freight", amount=50_000)

    quote = caller(shopper).get("/api/v1/basket/quote/22/?voucher_freight=MAUPHI").json()

    assert (quote["discount"], quote["total"]) == (30_000, 185_000)
    assert quote["parcels"][0]["delivery_discount"] == 30_000


def test_goods_still_to_come_are_ordered_beforehand(shopper, lot):
    pack = PackFactory(product=lot.pack.product, gross_weight=200)
    plan = plan_lot(
        pack=pack, most=5, ship_by=localdate() + timedelta(days=9), by=shopper, at=now()
    )
    line = f"/api/v1/basket/lines/{pack.pk}/"
    assert problem(caller(shopper).put(line, {"quantity": 2}))[1] == "not-enough"

    put = caller(shopper).put(line, {"quantity": 2, "plan": plan.pk})

    lines = {one["pack"]: one for one in put.json()["parcels"][0]["lines"]}
    assert (lines[pack.pk]["plan"], lines[pack.pk]["ship_by"]) == (plan.pk, str(plan.ship_by))
    assert lines[lot.pack_id]["plan"] is None
    assert place(shopper, expected_total=3 * 185_000 + 30_000).status_code == 201
    plan.refresh_from_db()
    assert plan.taken == 2


def test_another_packs_plan_is_not_found(shopper, lot):
    other = plan_lot(
        pack=PackFactory(), most=5, ship_by=localdate() + timedelta(days=9), by=shopper, at=now()
    )

    answer = caller(shopper).put(
        f"/api/v1/basket/lines/{lot.pack_id}/", {"quantity": 2, "plan": other.pk}
    )

    assert answer.status_code == 404


def test_only_goods_to_be_fetched_need_no_street(shopper, lot):
    receiver = {"street": ""}
    assert problem(place(shopper, receiver=receiver)) == (409, "street-missing")

    stall = pickup(lot.producer)
    told = place(
        shopper,
        receiver=receiver,
        expected_total=185_000,
        methods={lot.producer.slug: stall.pk},
    )

    assert told.status_code == 201
