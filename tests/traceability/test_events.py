"""Events are written once, as EPCIS 2.0; putting right means writing again."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.factories import MIDDAY, LotFactory, PackFactory, PlaceFactory
from traceability.actions.balance import MoreThanTheHarvest
from traceability.actions.events import (
    HappenedInTheFuture,
    HappenedTooEarly,
    LotIsPacked,
    NotTheLatestWord,
    PacksAreCounted,
    record_event,
)
from traceability.epcis.hash_id import hash_id
from traceability.models import Event, EventItem, Lot

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[1] / "standards"


@pytest.fixture
def lot():
    return open_lot()


def open_lot(**facts):
    return LotFactory(
        packed=0, on_hand=0, completed_at=None, raw_quantity=0, code="261121-1", **facts
    )


def note(lot, stage="harvest", **facts):
    usual = {"place": lot.origin, "happened_at": MIDDAY - timedelta(days=3), "quantity": 12_500}
    return record_event(lot=lot, stage=stage, by=None, at=MIDDAY, **{**usual, **facts})


def test_a_harvest_brings_raw_material_into_being(lot):
    event = note(lot)
    assert event.document["type"] == "ObjectEvent"
    assert event.document["action"] == "ADD"
    assert event.document["bizStep"] == "commissioning"
    assert event.document["eventTime"] == "2026-11-18T12:00:00.000+07:00"
    assert event.document["quantityList"] == [
        {
            "epcClass": f"http://127.0.0.1:8000/t/{lot.trace_code}/nguyen-lieu",
            "quantity": 12.5,
            "uom": "KGM",
        }
    ]


def test_processing_says_what_went_in_and_what_came_out(lot):
    note(lot)
    event = note(lot, "processing", happened_at=MIDDAY, output=2_500)
    document = event.document
    assert event.kind == "TransformationEvent"
    assert document["inputQuantityList"][0]["quantity"] == 12.5
    assert document["outputQuantityList"][0]["quantity"] == 2.5
    assert list(event.items.values_list("role", "unit")) == [("input", "KGM"), ("output", "KGM")]


def test_packing_carries_the_lots_number_and_dates(lot):
    document = note(lot, "packing", quantity=30).document
    assert document["bizStep"] == "packing"
    assert document["ilmd"] == {
        "cbvmda:lotNumber": "261121-1",
        "cbvmda:productionDate": "2026-11-01",
        "cbvmda:itemExpirationDate": "2027-11-01",
    }
    assert document["quantityList"] == [
        {"epcClass": f"http://127.0.0.1:8000/t/{lot.trace_code}", "quantity": 30}
    ]


def test_a_lot_with_a_gtin_is_named_by_a_digital_link():
    lot = open_lot(pack=PackFactory(gtin="09506000134352"))
    note(lot, "packing", quantity=30)
    item = EventItem.objects.get()
    assert item.epc == "http://127.0.0.1:8000/01/09506000134352/10/261121-1"


def test_the_event_is_known_by_the_hash_of_what_it_says(lot):
    event = note(lot)
    assert event.hash_id == event.document["eventID"] == hash_id(event.document)
    assert event.hash_id.startswith("ni:///sha-256;")


@pytest.mark.parametrize("stage", ["harvest", "processing", "packing", "inspecting", "storing"])
def test_every_stage_satisfies_the_official_schema(lot, stage):
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    found = sorted(SCHEMAS.rglob("epcis-json-schema*.json"))
    if not found:
        pytest.skip("the official schema is not in this tree yet")
    document = note(lot, stage, output=100).document
    whole = {
        "@context": document["@context"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-21T05:00:00.000Z",
        "epcisBody": {"eventList": [{k: v for k, v in document.items() if k != "@context"}]},
    }
    schema = jsonschema_rs.Draft7Validator(json.loads(found[0].read_text()), validate_formats=True)
    assert [error.message for error in schema.iter_errors(whole)] == []


def test_no_personal_data_enters_an_event(lot):
    lot.producer.memberships.all()
    text = json.dumps(note(lot).document)
    assert "+84" not in text
    assert "recorder" not in text


def test_the_same_facts_twice_are_one_event(lot):
    assert note(lot) == note(lot)
    lot.refresh_from_db()
    assert (Event.objects.count(), lot.raw_quantity) == (1, 12_500)


def test_a_recorded_event_cannot_be_changed_or_deleted(lot):
    event = note(lot)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(stage="packing")
    with pytest.raises(IntegrityError), transaction.atomic():
        EventItem.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.items.update(quantity=1)


def test_a_correction_is_a_new_event_that_names_the_old_one(lot):
    wrong = note(lot, quantity=125_000)
    right = note(lot, corrects=wrong)
    lot.refresh_from_db()
    assert right.document["chogoc:corrects"] == wrong.hash_id
    assert list(Event.objects.standing()) == [right]
    assert (Event.objects.count(), lot.raw_quantity) == (2, 12_500)


def test_only_the_latest_word_is_corrected(lot):
    wrong = note(lot)
    note(lot, quantity=13_000, corrects=wrong)
    with pytest.raises(NotTheLatestWord):
        note(lot, quantity=14_000, corrects=wrong)
    assert Event.objects.count() == 2


def test_an_event_of_another_lot_is_not_corrected_here(lot):
    other = note(open_lot(pack=lot.pack, producer=LotFactory().producer))
    with pytest.raises(NotTheLatestWord):
        note(lot, corrects=other)


def test_nothing_happens_in_the_future(lot):
    with pytest.raises(HappenedInTheFuture):
        note(lot, happened_at=MIDDAY + timedelta(minutes=1))
    assert note(lot, happened_at=MIDDAY).happened_at == MIDDAY


def test_a_harvest_is_at_most_two_years_older_than_its_lot(lot):
    note(lot, happened_at=MIDDAY - timedelta(days=729))
    with pytest.raises(HappenedTooEarly):
        note(lot, happened_at=MIDDAY - timedelta(days=731))


def test_processing_does_not_come_before_the_harvest(lot):
    note(lot, happened_at=MIDDAY - timedelta(days=3))
    with pytest.raises(HappenedTooEarly):
        note(lot, "processing", output=1, happened_at=MIDDAY - timedelta(days=5))
    note(lot, "processing", output=1, happened_at=MIDDAY - timedelta(days=3))


def test_a_packed_lot_takes_no_new_harvest_but_may_be_inspected():
    lot = LotFactory()
    with pytest.raises(LotIsPacked):
        note(lot)
    assert note(lot, "inspecting", quantity=0).stage == "inspecting"
    assert Lot.objects.get().raw_quantity == 1_000_000


def test_a_correction_may_not_take_the_harvest_from_under_the_packs(lot):
    first = note(lot, quantity=1_000)
    Lot.objects.filter(pk=lot.pk).update(packed=10, on_hand=10, completed_at=MIDDAY)
    with pytest.raises(MoreThanTheHarvest):
        note(lot, quantity=999, corrects=first)
    assert Event.objects.count() == 1


def test_a_correction_of_the_packing_keeps_the_count(lot):
    packing = note(lot, "packing", quantity=10)
    Lot.objects.filter(pk=lot.pk).update(packed=10, on_hand=10, completed_at=MIDDAY)
    with pytest.raises(PacksAreCounted):
        note(lot, "packing", quantity=11, corrects=packing)
    moved = PlaceFactory(producer=lot.producer, name="Xưởng mới")
    assert note(lot, "packing", quantity=10, place=moved, corrects=packing).place == moved
