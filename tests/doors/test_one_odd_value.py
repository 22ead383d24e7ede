"""A form that is right but for one value: taken or told at its field, never a crash."""

from __future__ import annotations

from itertools import cycle

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from catalog.models import Product
from marketplace.merits.models import SelfMark
from tests.doors.drawing import undrawn
from tests.doors.test_junk import CHOKES, JUNK

pytestmark = pytest.mark.django_db
PAGE = ("producer",)
LOT = ("producer", "code")
GOODS = ("producer", "slug")
FORMS, TAKEN = 31, 302


def forms(town):
    """Address and a right answer to each question, for each form of a stall."""
    place = town.things.lot.origin
    day = {"origin": place.pk, "workshop": place.pk, "made_on": "2026-11-01"}
    return {
        ("traceability:new_place", PAGE, ""): {
            "name": "Đồi chè",
            "kind": "plot",
            "commune": "Ba Chẽ",
            "latitude": "21.2",
            "longitude": "107.2",
            "gln": "",
        },
        ("merits:item", (*GOODS, "merits:item number"), ""): {
            "option": SelfMark.objects.get().option_id,
            "note": "Hợp đồng",
            "document": "",
        },
        ("traceability:new_lot", PAGE, f"?goi={town.keys['pack']}"): {
            "code": "L-MOI",
            "best_before": "2027-11-01",
            **day,
        },
        ("traceability:event", (*LOT, "step"), ""): {
            "happened_at": "2026-11-21T08:00",
            "place": place.pk,
        },
        ("traceability:new_material", PAGE, ""): {
            "name": "Lá chè",
            "amount": "10",
            "unit": "g",
            "source": "bought",
            "supplier": "Nhà bên",
            "bought": town.keys["trace_code_of_neighbour"],
            "paper": "HD-1",
            "place": place.pk,
            "happened_at": "2026-11-20T08:00",
            "code": "N-MOI",
        },
        ("traceability:lot_from_materials", PAGE, f"?goi={town.keys['pack']}"): {
            f"lay_{town.things.leaves.pk}": "1,5",
            "output": "1",
            "code": "L-MOI-2",
            "place": place.pk,
            "happened_at": "2026-11-21T08:00",
            "made_on": "2026-11-01",
            "best_before": "2027-11-01",
        },
        ("traceability:making", PAGE, ""): {
            f"lay_{town.things.leaves.pk}": "1",
            "name": "Chè khô",
            "unit": "g",
            "output": "0,5",
            "code": "N-MOI-2",
            "place": place.pk,
            "happened_at": "2026-11-21T08:00",
        },
        ("traceability:new_recipe", PAGE, ""): {
            "output": f"nl-{town.things.leaves.material_id}",
            "name": "Sao",
            "unit": "ml",
            "least": "1",
            "most": "2",
            "ingredients": town.things.leaves.material_id,
            f"quy_{town.things.leaves.material_id}": "1,05",
        },
        ("traceability:place_event", ("producer", "place", "growing"), ""): {
            "treatment": "spray",
            "substance": "Dầu neem",
            "dose": "2 lít",
            "waiting": "0",
            "happened_at": "2026-11-01T08:00",
        },
        ("invoices:details", PAGE, ""): {
            "name": "HTX Mẫu",
            "tax_code": "0100109106",
            "address": "Ba Chẽ",
            "form": "2",
            "use": "T",
            "letters": "AB",
            "goods_rate": "",
            "delivery_rate": "",
        },
        ("invoices:rate", ("producer", "slug"), ""): {
            "code": "",
            "legal_basis": "",
            "since": localdate().isoformat(),
        },
        ("invoices:replacement", ("producer", "invoices:replacement key"), ""): {
            "reason": "Sai tên người mua",
            "person": "Bà Mẫu",
            "name": "",
            "tax_code": "",
            "address": "",
            "email": "",
        },
        ("traceability:labels", LOT, ""): {"count": "1"},
        ("diary:home", PAGE, ""): {
            "kind": "nhap-kho",
            "about": town.keys["code"],
            "key": "7b0e2c6e-6c2b-4a7e-9d43-0f6b1a2c3d4e",
            "age": "60",
            "latitude": "21.27",
            "longitude": "107.28",
            "happened_at": "2026-11-21T08:00",
        },
        ("diary:chores", PAGE, ""): {
            "treatment": "fertilise",
            "substance": "Phân chuồng",
            "dose": "",
            "waiting": "0",
            "place": place.pk,
            "every_days": "7",
            "next_on": f"{localdate():%Y-%m-%d}",
        },
        ("goods_claims:at_stall", ("producer", "goods_claims:at_stall code"), ""): {
            f"hoan_{town.things.opened.lines.get().pk}": "100000",
            "words": "Nắp vỡ một nửa",
        },
        ("talks:selling", ("producer", "talks:selling code"), ""): {
            "words": "Mai xe chạy",
            "key": "6f0b9a52-0b1c-4e0d-9c55-3f7c5f0a8b11",
        },
        ("tales:new", PAGE, ""): {"title": "Mẻ sấy đêm", "text": "Lửa nhỏ, canh tới sáng."},
        ("workspace:new_product", PAGE, ""): {
            "name": "Chè khô",
            "criteria_set": town.things.lot.pack.product.criteria_set_id,
            "net_content": "50",
            "net_unit": "g",
            "price": "90000",
        },
        ("workspace:new_pack", GOODS, ""): {
            "name": "gói 50 g",
            "net_content": "50",
            "net_unit": "g",
            "gross_weight": "80",
            "price": "90000",
            "gtin": "",
            "is_active": "on",
        },
        ("workspace:new_method", (*PAGE, "by carrier"), ""): {
            "name": "Gửi xe khách",
            "home": "22000",
            "elsewhere": "35000",
            "remote": "",
            "islands": "60000",
            "step": "5000",
            "half_from": "300000",
            "free_from": "500000",
            "carrier": "",
            "hours_home": "24",
            "hours_elsewhere": "72",
        },
        ("workspace:new_method", (*PAGE, "by itself"), ""): {
            "name": "Nhà đi giao",
            "communes": town.things.lot.producer.commune_id,
            "fee": "15000",
            "half_from": "",
            "free_from": "500000",
            "days": "1",
            "hours": "12",
        },
        ("workspace:new_method", (*PAGE, "to be fetched"), ""): {
            "name": "Lấy ở chợ",
            "point": "home",
            "commune": town.things.lot.producer.commune_id,
            "street": "Chợ Ba Chẽ",
            "days": "1",
            "opens_at": "07:00",
            "closes_at": "17:00",
        },
        ("workspace:travel", (*GOODS, "pk"), ""): {"most_hours": "24"},
        ("workspace:terms", GOODS, ""): {
            "days": "30",
            "first_month": "1",
            "last_month": "3",
            "weekly_most": "40",
            "low_mark": "5",
        },
        ("workspace:contact", PAGE, ""): {"phone": "0912345678", "takes_calls": "on"},
        ("workspace:new_voucher", ("producer", "workspace:new_voucher kind"), ""): {
            "code": "CHETET26",
            "amount": "20000",
            "percent": "",
            "most": "",
            "least_spend": "0",
            "budget": "1000000",
            "uses": "50",
            "uses_each": "1",
            "first_day": localdate().isoformat(),
            "last_day": localdate().isoformat(),
        },
        ("workspace:cancellation", ("producer", "workspace:cancellation code"), ""): {
            "reason": "no_goods",
            "words": "Bão làm hỏng hàng",
        },
        ("till:home", PAGE, ""): {
            "key": "7f1c2f8e-2f64-4b77-9c3f-6a1a3a1d4c11",
            f"n-{town.keys['pack']}": "1",
            "codes": "",
            "ma": "",
            "asked": "",
        },
        ("till:receipt", ("producer", "till:receipt code"), ""): {"phone": "0912345678"},
        ("workspace:product", GOODS, ""): {
            "name": "Trà hoa vàng",
            "criteria_set": town.things.lot.pack.product.criteria_set_id,
            "description": "Hái trên đồi",
            "shelf_life_days": "365",
            "licence_number": "",
            "why": "Thêm một vị",
        },
    }


WAYS = {"by carrier": "gui-hang", "by itself": "tu-giao", "to be fetched": "den-lay"}


def addresses(town):
    keys = town.keys | WAYS
    for (name, parts, query), right in forms(town).items():
        yield reverse(name, args=[keys[part] for part in parts]) + query, right


@pytest.mark.parametrize("form", range(FORMS))
def test_one_odd_value_crashes_no_form(town, form, drawn_on_sqlite):
    """What a database could choke on: fields that take it take it together, or else one by one.

    A field that refuses it among other odd ones refuses it alone too: that is tried once a field.
    """
    ask = town.client("owner", raise_request_exception=False)
    at, right = list(addresses(town))[form]
    crashed, tried = [], set()
    for what in CHOKES[connection.vendor]:
        odd = JUNK[what].encode(errors="surrogateescape").decode(errors="replace")
        refused = refused_together(ask, at, dict.fromkeys(right, odd))
        taken = set(right) - refused
        alone = refused - tried
        tried |= refused
        with undrawn():  # how it looks was seen above
            if told(ask, at, right | dict.fromkeys(taken, odd)) != TAKEN:
                alone |= taken
            crashed += [
                (field, what) for field in alone if told(ask, at, {**right, field: odd}) >= 500
            ]

    assert crashed == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="read before a database is asked")
@pytest.mark.parametrize("form", range(FORMS))
def test_odd_values_all_over_crash_no_form(town, form):
    """What no database chokes on: each field is given each, beside others in the others."""
    ask = town.client("owner", raise_request_exception=False)
    at, right = list(addresses(town))[form]
    junk = [odd for what, odd in JUNK.items() if what not in CHOKES["sqlite"]]
    for first in range(len(junk)):
        refused_together(
            ask, at, dict(zip(right, cycle(junk[first:] + junk[:first]), strict=False))
        )


def refused_together(ask, at, odd):
    before = transaction.savepoint()
    answer = ask.post(at, odd)
    transaction.savepoint_rollback(before)
    assert answer.status_code < 500, odd
    form = (answer.context or {}).get("form")
    return set(form.errors) if form else set()


def told(ask, at, sent):
    """What is answered, and on the page where what was written is seen, if it was."""
    before = transaction.savepoint()
    answer = ask.post(at, sent).status_code
    seen = ask.get(at).status_code if answer == TAKEN else answer
    transaction.savepoint_rollback(before)
    return max(answer, seen)


def test_every_form_is_tried(town):
    assert len(forms(town)) == FORMS


def test_the_right_answers_are_right(town):
    """Without this the test above would only try how forms refuse."""
    client = town.client("owner")

    for at, right in addresses(town):
        assert client.post(at, right).status_code == 302, at


@pytest.mark.parametrize("days", [36_501, 2_147_483_647])
def test_goods_said_to_keep_for_ever_may_still_be_made(town, days):
    Product.objects.update(shelf_life_days=days)
    town.things.lot.__class__.objects.update(best_before=None)
    at = reverse("traceability:new_lot", args=[town.keys["producer"]])

    assert town.client("owner").get(f"{at}?goi={town.keys['pack']}").status_code == 200


def test_a_date_beyond_a_hundred_years_is_told_at_its_field(town):
    (name, _parts, query), right = next(
        one for one in forms(town).items() if one[0][0] == "traceability:new_lot"
    )
    at = reverse(name, args=[town.keys["producer"]]) + query

    answer = town.client("owner").post(at, {**right, "best_before": "9999-12-31"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["best_before"]
    assert answer.context["form"]["best_before"].value() == "9999-12-31"
