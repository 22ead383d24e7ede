"""Raw material comes as lots: picked, bought or made; and is put right by writing again."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.traceability.lotbook import (
    BOUGHT,
    days_ago,
    dried,
    faults,
    make,
    open_product_lot,
    raw,
    recipe,
    stall,
    treat,
)
from traceability import addresses
from traceability.actions.balance import MoreThanTheHarvest, NoCommonMeasure
from traceability.actions.materials import (
    Came,
    CodeTaken,
    OtherUnit,
    UsedAlready,
    correct_material_lot,
    name_material,
)
from traceability.actions.uses import NotEnoughLeft
from traceability.actions.waiting import WithinWaiting
from traceability.actions.writing import (
    HappenedInTheFuture,
    HappenedTooEarly,
    NotTheLatestWord,
)
from traceability.epcis.hash_id import hash_id
from traceability.models import Event, MaterialLot, Use
from traceability.shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return stall()[1]


def coming(lot):
    return lot.events.standing().get()


def came(place, amount, days=3):
    return Came(place=place, at=days_ago(days), amount=amount)


def correct(lot, amount, **more):
    return correct_material_lot(
        lot=lot, corrects=coming(lot), came=came(lot.place, amount), by=None, at=MIDDAY, **more
    )


def test_a_harvest_is_told_with_its_day_its_country_and_what_it_is(place):
    lot = raw(place, amount=12_500)
    document = coming(lot).document
    assert (lot.amount, lot.left) == (12_500, 12_500)
    assert (document["action"], document["bizStep"]) == ("ADD", "commissioning")
    assert document["quantityList"] == [
        {"epcClass": addresses.material_lot_address(lot), "quantity": 12.5, "uom": "KGM"}
    ]
    assert document["ilmd"] == {
        "cbvmda:lotNumber": "N1",
        "chogoc:material": "Lá chè tươi",
        "cbvmda:harvestStartDate": "2026-11-18",
        "cbvmda:harvestEndDate": "2026-11-18",
        "cbvmda:countryOfOrigin": "VN",
    }


def test_what_was_bought_is_received_and_its_seller_stands_in_no_event(place):
    lot = raw(place, source=BOUGHT, supplier="Nhà bà Lan", paper="HD-01")
    document = coming(lot).document
    assert (document["bizStep"], document["chogoc:paper"]) == ("receiving", "HD-01")
    assert "harvest" not in json.dumps(document)
    assert "Lan" not in json.dumps(document, ensure_ascii=False)
    assert lot.supplier == "Nhà bà Lan"


def test_the_number_of_an_invoice_is_read_by_its_owner_only(place):
    event = coming(raw(place, source=BOUGHT, supplier="Nhà bà Lan", paper="HD-01"))

    assert shown(event, in_full=True)["chogoc:paper"] == "HD-01"
    assert "HD-01" not in json.dumps(shown(event, in_full=False))
    assert set(shown(event, in_full=False)) > {"quantityList", "eventID"}


def test_a_lot_bought_on_the_market_comes_of_that_lot(place):
    theirs = LotFactory()
    lot = raw(place, source=BOUGHT, bought_lot=theirs)
    event = coming(lot)
    assert event.kind == "TransformationEvent"
    assert event.document["inputQuantityList"] == [{"epcClass": addresses.lot_address(theirs)}]
    assert set(event.descents.values_list("side", "node")) == {
        ("in", theirs.trace_code),
        ("out", lot.trace_code),
    }


def test_one_material_is_made_of_others(place):
    leaves, flowers = raw(place), raw(place, "N2", name="Hoa", amount=1_000)
    tea = dried(place, {leaves: 8_000, flowers: 500})
    event = coming(tea)
    leaves.refresh_from_db()
    assert (leaves.left, tea.left) == (2_000, 2_000)
    assert event.document["bizStep"] == "creating_class_instance"
    assert [one["quantity"] for one in event.document["inputQuantityList"]] == [8, 0.5]
    assert set(Use.objects.values_list("source", "into_material", "amount")) == {
        (leaves.pk, tea.pk, 8_000),
        (flowers.pk, tea.pk, 500),
    }


def test_every_coming_is_valid_and_known_by_its_hash(place):
    picked = raw(place)
    raw(place, "N2", source=BOUGHT, supplier="Lan", paper="1")
    raw(place, "N3", source=BOUGHT, bought_lot=LotFactory())
    dried(place, {picked: 5_000})
    events = list(Event.objects.all())
    assert [faults(event) for event in events] == [[]] * 4
    assert [event.hash_id for event in events] == [hash_id(event.document) for event in events]


def test_the_same_said_twice_is_one_lot(place):
    first = raw(place)
    assert raw(place) == first
    tea = dried(place, {first: 5_000})
    assert dried(place, {first: 5_000}) == tea
    first.refresh_from_db()
    assert (MaterialLot.objects.count(), Event.objects.count(), first.left) == (2, 2, 5_000)


def test_a_code_is_used_once(place):
    raw(place)
    with pytest.raises(CodeTaken):
        raw(place, amount=11_000)
    with pytest.raises(CodeTaken):
        dried(place, {MaterialLot.objects.get(): 5_000}, code="N1")
    assert MaterialLot.objects.get().left == 10_000


def test_nothing_comes_from_the_future_or_long_ago(place):
    with pytest.raises(HappenedInTheFuture):
        raw(place, days=-1)
    with pytest.raises(HappenedTooEarly):
        raw(place, days=800)
    assert Event.objects.count() == 0


def test_nothing_is_made_of_what_had_not_come(place):
    leaves = raw(place, days=3)
    with pytest.raises(HappenedTooEarly):
        dried(place, {leaves: 1_000}, amount=100, days=5)
    assert dried(place, {leaves: 1_000}, amount=100, days=3).amount == 100


def test_no_more_is_taken_than_there_is(place):
    leaves = raw(place)
    with pytest.raises(NotEnoughLeft) as refusal:
        dried(place, {leaves: 10_001})
    assert refusal.value.messages == ["Lô N1 chỉ còn 10\u00a0kg; bạn ghi 10,001\u00a0kg."]
    leaves.refresh_from_db()
    assert (leaves.left, MaterialLot.objects.count()) == (10_000, 1)


def test_the_table_itself_gives_no_more_than_came(place):
    lot = raw(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialLot.objects.filter(pk=lot.pk).update(left=10_001)


def test_a_use_is_never_changed_or_deleted(place):
    leaves = raw(place)
    dried(place, {leaves: 1_000}, amount=500)
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.update(amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.all().delete()


def test_more_than_the_recipe_gives_is_refused_with_both_numbers(place):
    leaves = raw(place)
    tea = dried(place, {leaves: 1_000}, "N8", amount=200)
    recipe(place, material=tea.material)
    with pytest.raises(MoreThanTheHarvest) as refusal:
        dried(place, {leaves: 8_000}, amount=2_001)
    assert refusal.value.messages == [
        (
            "Đưa vào 8\u00a0kg thì ra nhiều nhất 2\u00a0kg; bạn ghi 2,001\u00a0kg. "
            "Hãy xem lại hai số này."
        )
    ]
    made = dried(place, {leaves: 8_000}, amount=2_000)
    assert coming(made).document["chogoc:process"] == "Sao và sấy"


def test_without_a_recipe_no_more_comes_out_than_went_in(place):
    leaves = raw(place)
    with pytest.raises(MoreThanTheHarvest):
        dried(place, {leaves: 1_000}, amount=1_001)


def test_what_is_counted_otherwise_needs_a_recipe_that_converts(place):
    eggs = raw(place, name="Trứng", amount=100)
    eggs.material.unit = "cái"
    eggs.material.save()
    with pytest.raises(NoCommonMeasure):
        dried(place, {eggs: 100}, amount=5_000, name="Bột trứng")
    powder = place.producer.materials.get(name="Bột trứng")
    recipe(place, material=powder, most=2_000, ingredients={eggs.material_id: 50_000})
    with pytest.raises(MoreThanTheHarvest):
        dried(place, {eggs: 100}, amount=1_001, name="Bột trứng")
    assert dried(place, {eggs: 100}, amount=1_000, name="Bột trứng").amount == 1_000


def test_a_correction_stands_in_place_of_the_first_word(place):
    lot = raw(place, amount=125_000)
    wrong = coming(lot)
    correct(lot, 12_500)
    lot.refresh_from_db()
    assert (lot.amount, lot.left) == (12_500, 12_500)
    assert coming(lot).document["chogoc:corrects"] == wrong.hash_id
    with pytest.raises(NotTheLatestWord):
        correct_material_lot(lot=lot, corrects=wrong, came=came(place, 1), by=None, at=MIDDAY)


def test_a_correction_leaves_what_was_taken(place):
    lot = raw(place)
    dried(place, {lot: 6_000}, amount=600)
    with pytest.raises(UsedAlready):
        correct(lot, 5_999)
    correct(lot, 6_000)
    lot.refresh_from_db()
    assert (lot.amount, lot.left) == (6_000, 0)


def test_a_corrected_making_gives_back_and_takes_anew(place):
    leaves, more = raw(place), raw(place, "N2")
    tea = dried(place, {leaves: 6_000}, amount=600)
    correct(tea, 500, wanted={leaves.pk: 1_000, more.pk: 3_000})
    left = dict(MaterialLot.objects.values_list("code", "left"))
    assert left == {"N1": 9_000, "N2": 7_000, "N9": 500}
    assert sorted(Use.objects.standing().values_list("amount", flat=True)) == [1_000, 3_000]
    assert Use.objects.count() == 3


def test_what_was_sprayed_is_not_harvested_before_its_time(place):
    treat(place, days=10, waiting=14)
    with pytest.raises(WithinWaiting) as refusal:
        raw(place, days=3)
    assert "từ ngày 25/11/2026" in refusal.value.messages[0]
    assert raw(place, days=11).amount == 10_000


def test_the_last_day_of_waiting_is_waited_out(place):
    treat(place, days=10, waiting=7)
    with pytest.raises(WithinWaiting):
        raw(place, days=4)
    assert raw(place, days=3)


def test_what_is_bought_is_not_of_this_plot(place):
    treat(place)
    assert raw(place, source=BOUGHT, supplier="Lan").amount == 10_000


def test_a_material_is_named_once_in_one_unit(place):
    facts = {"producer": place.producer, "by": UserFactory(), "at": MIDDAY}
    first = name_material(name="Mật ong", unit="ml", **facts)
    assert name_material(name="mật ong", unit="ml", **facts) == first
    with pytest.raises(OtherUnit):
        name_material(name="Mật ong", unit="g", **facts)


def test_the_journal_says_for_whom(place):
    raw(place)
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "recorded event",
        "opened material lot",
    ]


def test_material_of_a_strange_stall_is_not_taken(place):
    theirs = raw(stall()[1])
    own = raw(place)
    with pytest.raises(MaterialLot.DoesNotExist):
        make(open_product_lot(place), {own: 1_000, theirs: 1_000})
    theirs.refresh_from_db()
    assert theirs.left == 10_000
