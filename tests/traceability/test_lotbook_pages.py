"""The store, the making and the plea on pages: what was typed stays, and both numbers are said."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import localtime, now

from accounts.models import Entry
from tests.factories import (
    LotFactory,
    MaterialLotFactory,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    PlaceFactory,
    ProvinceFactory,
    YieldPleaFactory,
)
from tests.traceability.lotbook import open_product_lot, raw, recipe
from traceability.models import Event, Lot, MaterialLot, Recipe, YieldPlea

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


@pytest.fixture
def place(owner):
    return PlaceFactory(producer=owner.producer)


def at(name, place, *args):
    return reverse(f"traceability:{name}", args=[place.producer.slug, *args])


def moment():
    return localtime(now()).strftime("%Y-%m-%dT%H:%M")


def coming(place, **more):
    return {
        "name": "Lá chè",
        "amount": "12,5",
        "unit": "g",
        "source": "grown",
        "place": place.pk,
        "happened_at": moment(),
        "code": "N1",
        **more,
    }


def making(place, *wanted, output="1", **more):
    boxes = {f"lay_{lot.pk}": amount for lot, amount in wanted}
    usual = {"code": "L1", "place": place.pk, "happened_at": moment(), "made_on": moment()[:10]}
    return {**usual, **boxes, "output": output, **more}


def test_a_raw_lot_is_noted_in_one_screen(client, place):
    answer = client.post(at("new_material", place), coming(place), follow=True)
    lot = MaterialLot.objects.get()
    assert (lot.material.name, lot.amount, lot.source) == ("Lá chè", 12_500, "grown")
    assert "12,5\u00a0kg" in answer.content.decode()


def test_the_next_one_starts_from_the_last(client, place):
    client.post(at("new_material", place), coming(place, unit="ml", source="bought"))
    initial = client.get(at("new_material", place)).context["form"].initial
    assert (initial["unit"], initial["source"], initial["place"]) == ("ml", "bought", place.pk)


def test_a_lot_of_the_market_is_bought_by_its_code(client, place):
    theirs = LotFactory()
    typed = f"http://127.0.0.1:8000/t/{theirs.trace_code}"
    client.post(at("new_material", place), coming(place, source="bought", bought=typed))
    assert MaterialLot.objects.get().bought_lot == theirs


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "-1"),
        ("amount", "0"),
        ("amount", "1e400"),
        ("unit", "tấn"),
        ("bought", "LSAI"),
        ("code", "chữ thường"),
        ("happened_at", "2099-01-01T08:00"),
        ("place", "999999"),
        ("name", ""),
    ],
)
def test_nonsense_is_told_at_its_field_and_kept(client, place, field, typed):
    answer = client.post(at("new_material", place), coming(place, source="bought") | {field: typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"][field].value() == typed
    assert MaterialLot.objects.count() == 0


def test_pieces_are_whole(client, place):
    answer = client.post(at("new_material", place), coming(place, unit="cái"))
    assert list(answer.context["form"].errors) == ["amount"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_store_costs_the_same(client, place, count, django_assert_num_queries):
    for _ in range(count):
        MaterialLotFactory(producer=place.producer)
    MaterialLotFactory()
    with django_assert_num_queries(7):
        answer = client.get(at("materials", place))
    assert len(answer.context["rows"]) == count


def test_an_empty_store_says_what_to_do(client, place):
    assert "Ghi nguyên liệu đầu tiên" in client.get(at("materials", place)).content.decode()
    PackFactory(product__producer=place.producer)
    assert "còn trống" in client.get(at("lot_from_materials", place)).content.decode()


def test_a_product_lot_is_made_of_two_raw_lots_on_one_screen(client, place):
    pack = PackFactory(product__producer=place.producer)
    lots = raw(place), raw(place, "N2", name="Hoa")
    form = making(place, (lots[0], "2,5"), (lots[1], "1"), output="3")
    answer = client.post(at("lot_from_materials", place), form)
    lot = Lot.objects.get()
    assert answer.url == at("lot", place, lot.code)
    assert (lot.pack, lot.raw_quantity, lot.origin) == (pack, 3_500, place)
    assert "2,5\u00a0kg" in client.get(answer.url).content.decode()


def test_what_is_too_much_of_one_lot_is_told_at_its_box(client, place):
    PackFactory(product__producer=place.producer)
    one = raw(place)
    answer = client.post(at("lot_from_materials", place), making(place, (one, "11")))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"lay_{one.pk}"]
    assert (Lot.objects.count(), MaterialLot.objects.get().left) == (0, 10_000)


def test_nothing_taken_is_nothing_made(client, place):
    PackFactory(product__producer=place.producer)
    raw(place)
    answer = client.post(at("lot_from_materials", place), making(place))
    assert "ít nhất một lô" in str(answer.context["form"].non_field_errors())


def test_so_little_is_asked_about_once_more(client, place):
    pack = PackFactory(product__producer=place.producer)
    recipe(place, product=pack.product, least=5_000, most=9_000)
    form = making(place, (raw(place), "4"), output="1,9")
    answer = client.post(at("lot_from_materials", place), form)
    assert list(answer.context["form"].errors) == ["is_sure"]
    assert "2\u00a0kg" in str(answer.context["form"].errors["is_sure"])
    client.post(at("lot_from_materials", place), {**form, "is_sure": "on"})
    assert Lot.objects.get().raw_quantity == 4_000


def too_much(place):
    lot = open_product_lot(place)
    recipe(place, product=lot.pack.product, least=0, most=2_500)
    return lot, making(place, (raw(place), "4"), output="1,2")


def test_beyond_the_yield_both_numbers_stand_on_the_page_and_what_was_typed(client, place):
    lot, form = too_much(place)
    answer = client.post(at("lot_materials", place, lot.code), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [words in page for words in ("1\u00a0kg", "1,2\u00a0kg", "Xin cán bộ duyệt")] == [
        True
    ] * 3
    assert 'value="1,2"' in page
    assert YieldPlea.objects.count() == 0


def test_asking_needs_a_reason(client, place):
    lot, form = too_much(place)
    answer = client.post(at("lot_materials", place, lot.code), {**form, "xin": "1"})
    assert list(answer.context["form"].errors) == ["ly_do"]
    assert YieldPlea.objects.count() == 0


def test_who_asks_and_is_granted_writes_it_with_one_press(client, place):
    lot, form = too_much(place)
    address = at("lot_materials", place, lot.code)
    asked = client.post(address, {**form, "xin": "1", "ly_do": "Lá dày"}, follow=True)
    plea = YieldPlea.objects.get()
    assert (plea.went_in, plea.ceiling, plea.asked) == (4_000, 1_000, 1_200)
    assert "Đang chờ cán bộ duyệt" in asked.content.decode()
    _grant(client, plea)

    offered = client.get(f"{address}?xin={plea.pk}").context["form"].initial
    written = {name: said for name, said in offered.items() if name in form}
    client.post(address, {**form, **written})
    event = Event.objects.get(stage="processing")
    assert event.document["chogoc:yieldApproved"] is True


def _grant(client, plea):
    owner = client.session["_auth_user_id"]
    officer = OfficerFactory(province=plea.producer.province).user
    client.force_login(officer)
    answer = {"is_granted": "duyet", "answer": "Đã xem lô lá"}
    client.post(reverse("oversight:plea", args=[plea.pk]), answer)
    plea.refresh_from_db()
    assert plea.state == "granted"
    assert Entry.objects.filter(verb="granted more").get().actor == officer
    client.force_login(type(officer).objects.get(pk=owner))


def test_a_new_lot_beyond_the_yield_is_opened_and_waits(client, place):
    pack = PackFactory(product__producer=place.producer)
    recipe(place, product=pack.product, least=0, most=2_500)
    form = making(place, (raw(place), "4"), output="1,2", xin="1", ly_do="Lá dày")
    client.post(at("lot_from_materials", place), form)
    assert YieldPlea.objects.get().lot == Lot.objects.get()
    assert MaterialLot.objects.get().left == 10_000


def test_packs_beyond_the_yield_may_be_asked_for(client, place):
    lot, form = too_much(place)
    client.post(at("lot_materials", place, lot.code), {**form, "output": "1"})
    packing = {"happened_at": moment(), "place": place.pk, "packs": "11"}
    address = at("event", place, lot.code, "dong-goi")
    assert "11 gói" in client.post(address, packing).content.decode()
    client.post(address, {**packing, "xin": "1", "ly_do": "Đủ"})
    plea = YieldPlea.objects.get()
    assert (plea.ceiling, plea.asked, plea.entry["packs"]) == (1_000, 1_100, "11")


def test_an_officer_elsewhere_finds_no_plea(client):
    plea = YieldPleaFactory()
    elsewhere = ProvinceFactory(code="01", name="Hà Nội", short_name="Hà Nội", folded="ha noi")
    client.force_login(OfficerFactory(province=elsewhere).user)
    assert client.get(reverse("oversight:plea", args=[plea.pk])).status_code == 404
    assert plea.code not in client.get(reverse("oversight:pleas")).content.decode()
    client.force_login(MembershipFactory(producer=plea.producer).user)
    assert client.get(reverse("oversight:pleas")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_officers_list_costs_the_same(client, count, django_assert_num_queries):
    for _ in range(count):
        YieldPleaFactory()
    client.force_login(OfficerFactory().user)
    with django_assert_num_queries(5):
        answer = client.get(reverse("oversight:pleas"))
    assert len(answer.context["rows"]) == count


def test_another_producers_plea_is_not_written_out_here(client, place):
    lot = open_product_lot(place)
    address = f"{at('lot_materials', place, lot.code)}?xin={YieldPleaFactory().pk}"
    assert client.get(address).status_code == 404


def test_a_recipe_is_written_in_kilograms_and_kept_in_shares(client, place):
    pack = PackFactory(product__producer=place.producer)
    leaves = raw(place).material
    form = {
        "output": f"sp-{pack.product_id}",
        "name": "Sao tay",
        "unit": "g",
        "least": "2",
        "most": "2,5",
        "ingredients": leaves.pk,
    }
    assert client.post(at("new_recipe", place), form).status_code == 302
    made = Recipe.objects.get()
    assert (made.least_bp, made.most_bp) == (2_000, 2_500)
    assert "từ 2\u00a0kg đến 2,5\u00a0kg" in client.get(at("recipes", place)).content.decode()
    again = client.get(f"{at('new_recipe', place)}?thay={made.pk}").context["form"].initial
    assert (again["least"], again["most"], again["output"]) == (2, 2.5, form["output"])


def test_a_recipe_that_counts_otherwise_needs_its_conversion(client, place):
    pack = PackFactory(product__producer=place.producer, net_unit="ml")
    leaves = raw(place).material
    form = {
        "output": f"sp-{pack.product_id}",
        "name": "Nấu cao",
        "unit": "ml",
        "least": "1",
        "most": "2",
        "ingredients": leaves.pk,
    }
    answer = client.post(at("new_recipe", place), form)
    assert list(answer.context["form"].errors) == [f"quy_{leaves.pk}"]
    client.post(at("new_recipe", place), {**form, f"quy_{leaves.pk}": "1,5"})
    assert Recipe.objects.get().ingredients.get().thousandths == 1_500


def test_a_wrong_amount_is_put_right_on_its_page(client, place):
    lot = raw(place)
    address = at("material_correction", place, lot.code)
    form = {"amount": "9", "place": place.pk, "happened_at": moment()}
    assert client.post(address, form).status_code == 302
    lot.refresh_from_db()
    assert (lot.amount, Event.objects.standing().count()) == (9_000, 1)


def test_what_was_sold_at_a_stall_leaves_the_stock(client, place):
    lot = LotFactory(producer=place.producer, pack__product__producer=place.producer)
    form = {"happened_at": moment(), "place": place.pk, "packs": "11"}
    answer = client.post(at("event", place, lot.code, "ban-ra"), form)
    assert "chỉ còn 10 gói" in str(answer.context["form"].errors["packs"])
    client.post(at("event", place, lot.code, "ban-ra"), {**form, "packs": "4"})
    lot.refresh_from_db()
    assert lot.on_hand == 6


def test_a_test_is_noted_with_its_result(client, place):
    lot = LotFactory(producer=place.producer, pack__product__producer=place.producer)
    told = {"is_good": "khong-dat", "test": "Chì", "laboratory": "Phòng mẫu", "paper": ""}
    form = {"happened_at": moment(), "place": place.pk, **told}
    client.post(at("event", place, lot.code, "kiem-nghiem"), form)
    event = Event.objects.get()
    assert (event.stage, event.disposition) == ("testing", "non_conformant")
    page = client.get(f"{at('event', place, lot.code, 'kiem-nghiem')}?sua={event.pk}")
    assert page.context["form"].initial["is_good"] == "khong-dat"


def test_raw_material_in_goods_on_the_market_has_a_page_for_everybody(client):
    lot = MaterialLotFactory(supplier="Nhà bà Lan", source="bought")
    address = reverse("scan:material", args=[lot.trace_code])
    assert client.get(address).status_code == 404
    MaterialLot.objects.update(told_at=now())
    page = client.get(address).content.decode()
    assert lot.material.name in page
    assert "bà Lan" not in page


def test_our_words_have_a_page_and_a_document(client):
    assert "yieldApproved" in client.get("/tu-vung/").content.decode()
    document = client.get("/tu-vung/", headers={"accept": "application/ld+json"})
    assert document["Content-Type"] == "application/ld+json"
    assert document.json()["@context"]["waitingDays"]["@type"] == "xsd:integer"
    assert client.get("/tu-vung/corrects").url == "/tu-vung/#corrects"
    assert client.get("/tu-vung/la").status_code == 404
