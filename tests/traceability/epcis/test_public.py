"""Strangers read of an event what a scan page tells, and no question makes them wiser."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.api import caller
from tests.factories import MIDDAY, LotFactory, MembershipFactory, PackFactory, PlaceFactory
from tests.traceability.epcis.stories import (
    OTHER_GTIN,
    alone,
    ids,
    refusal,
    shipping,
    stall,
    told,
)
from traceability import addresses
from traceability.actions.events import record_event
from traceability.models import Event, Lot

pytestmark = pytest.mark.django_db
ITEM = "https://id.gs1.org/01/08938505974019/21/K7M2X9QWRA"
SECRETS = {
    "eventID": "https://doitac.example/don/991",
    "epcList": [ITEM],
    "bizLocation": {"id": "urn:epc:id:sgln:0614141.07346.1234"},
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:po:4711"}],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00001"}],
    "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:4012345.00002"}],
    "certificationInfo": "https://giay.example/77",
    "vd:nguoi": "Bùi Thị Kín Tiếng",
    "sensorElementList": [
        {"sensorReport": [{"type": "Temperature", "value": 4.0, "deviceID": "urn:x:device"}]}
    ],
}
HIDDEN = {
    "EQ_eventID": SECRETS["eventID"],
    "MATCH_epc": ITEM,
    "MATCH_anyEPC": "urn:epc:idpat:sgtin:8938505.097401.*",
    "EQ_bizLocation": "urn:epc:id:sgln:0614141.07346.1234",
    "WD_bizLocation": "urn:epc:id:sgln:0614141.07346.0",
    "EQ_bizTransaction_po": "urn:x:po:4711",
    "EQ_source_owning_party": "urn:epc:id:pgln:4012345.00001",
    "EQ_destination_owning_party": "urn:epc:id:pgln:4012345.00002",
    "EQ_type": "Temperature",
    "EQ_deviceID": "urn:x:device",
    "EQ_vd:nguoi": "Bùi Thị Kín Tiếng",
    "EXISTS_vd:nguoi": "",
    "EQ_quantity": "77",
    "GT_quantity": "10",
    "MATCH_epcClass": "https://vd.example/thung",
    "MATCH_anyEPCClass": "https://vd.example/thung",
}


@pytest.fixture
def told_all():
    """An event with all that a producer keeps to itself, and its programme."""
    lot, program = stall()
    boxes = {"epcClass": "https://vd.example/thung", "quantity": 77}
    lots = {"epcClass": addresses.lot_address(lot), "quantity": 4}
    event = shipping(lot, quantityList=[lots, boxes], **SECRETS)
    answer = program.post("/epcis/events", alone(event))
    assert answer.status_code == 201, answer.content
    return lot, program


def test_a_stranger_reads_what_the_scan_page_tells(told_all):
    lot, _program = told_all
    event = Event.objects.get()
    (seen,) = told(caller().get("/epcis/events"))

    assert {k: v for k, v in seen.items() if k != "recordTime"} == {
        "type": "ObjectEvent",
        "eventID": event.hash_id,
        "eventTime": "2026-11-20T08:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "quantityList": [{"epcClass": addresses.lot_address(lot), "quantity": 4}],
        "readPoint": {"id": addresses.place_address(lot.workshop)},
    }


def test_its_teller_reads_it_in_full(told_all):
    _lot, program = told_all
    (seen,) = told(program.get("/epcis/events"))

    assert {name: seen[name] for name in SECRETS} == SECRETS
    assert "recorder" not in json.dumps(seen)


@pytest.mark.parametrize(("name", "value"), HIDDEN.items())
def test_no_question_finds_what_is_hidden(told_all, name, value):
    _lot, program = told_all
    ours = {"GS1-Extensions": "vd=https://vd.example/ns/"}
    answers = [who.get("/epcis/events", {name: value}, headers=ours) for who in (caller(), program)]

    assert [len(told(answer)) for answer in answers] == [0, 1]


@pytest.mark.parametrize("of", ["epcs", "bizLocations", "readPoints", "bizSteps", "dispositions"])
def test_no_list_names_what_is_hidden(told_all, of):
    _lot, program = told_all
    seen, whole = (who.get(f"/epcis/{of}?perPage=100").json() for who in (caller(), program))
    own = {"epcs": 2, "bizLocations": 1}.get(of, 0)

    assert len(whole["member"]) - len(seen["member"]) == own
    assert "K7M2X9QWRA" not in json.dumps(seen)
    assert "0614141073467" not in json.dumps(seen)


def test_a_neighbour_is_a_stranger(told_all):
    program = caller(MembershipFactory().user)

    assert told(program.get("/epcis/events")) == told(caller().get("/epcis/events"))


def test_who_left_the_producer_is_a_stranger(told_all):
    lot, program = told_all
    lot.producer.memberships.update(consented_at=None)

    assert told(program.get("/epcis/events")) == told(caller().get("/epcis/events"))


def test_the_hidden_id_is_not_found_and_the_hash_is(told_all):
    event = Event.objects.get()
    hidden = "https%3A%2F%2Fdoitac.example%2Fdon%2F991"
    assert refusal(caller().get(f"/epcis/events/{hidden}"))[0] == 404
    (seen,) = told(caller().get(f"/epcis/events/{event.hash_id.replace('?', '%3F')}"))
    assert (seen["eventID"], "vd:nguoi" in seen) == (event.hash_id, False)


def test_a_lot_that_is_not_complete_is_nobodys_business(told_all):
    Lot.objects.update(completed_at=None, on_hand=0, reserved=0)

    assert [len(told(who.get("/epcis/events"))) for who in (caller(), told_all[1])] == [0, 1]


@pytest.mark.parametrize(
    "kind", ["AggregationEvent", "TransactionEvent", "AssociationEvent", "no step", "no lot"]
)
def test_what_no_scan_page_tells_is_not_told_here(kind):
    lot, program = stall()
    event = shipping(lot, type=kind)
    if kind == "no step":
        event |= {"type": "ObjectEvent", "bizStep": "loading"}
    elif kind == "no lot":
        event |= {"type": "ObjectEvent", "quantityList": [{"epcClass": "https://vd.example/a"}]}
    elif kind == "TransactionEvent":
        event["bizTransactionList"] = SECRETS["bizTransactionList"]
    else:
        event["childQuantityList"] = event.pop("quantityList")
        event["parentID"] = "urn:x:1"
    answer = program.post("/epcis/events", alone(event))

    assert answer.status_code == 201, answer.content
    assert [len(told(who.get("/epcis/events"))) for who in (caller(), program)] == [0, 1]


def test_what_was_declared_wrong_is_not_told(told_all):
    lot, program = told_all
    event = alone(shipping(lot, **SECRETS))
    event["errorDeclaration"] = {"declarationTime": "2026-11-20T09:00:00Z"}
    assert program.post("/epcis/events", event).status_code == 201

    assert [len(told(who.get("/epcis/events"))) for who in (caller(), program)] == [0, 2]


def test_a_single_item_is_told_as_one_of_its_lot():
    lot, program = stall()
    address = f"https://id.gs1.org/01/{lot.pack.gtin}/10/{lot.code}"
    event = alone(shipping(lot, quantityList=None, epcList=[address]))
    assert program.post("/epcis/events", event).status_code == 201

    (seen,) = told(caller().get("/epcis/events"))
    assert seen["quantityList"] == [{"epcClass": addresses.lot_address(lot)}]
    assert "epcList" not in seen


def test_words_of_somebodys_own_are_not_told():
    lot, program = stall()
    own = "https://doitac.example/viec/1"
    event = shipping(lot, disposition=own, persistentDisposition={"set": ["recalled", own]})
    assert program.post("/epcis/events", alone(event)).status_code == 201

    (seen,) = told(caller().get("/epcis/events"))
    assert "disposition" not in seen
    assert seen["persistentDisposition"] == {"set": ["recalled"]}
    assert told(caller().get("/epcis/events", {"EQ_disposition": own})) == []


def test_what_a_form_wrote_is_told_whole():
    lot = LotFactory(pack=PackFactory(gtin=None))
    event = record_event(
        lot=lot,
        stage="inspecting",
        place=lot.workshop,
        happened_at=MIDDAY - timedelta(days=1),
        by=None,
        at=MIDDAY,
    )
    (seen,) = told(caller().get("/epcis/events"))

    context = event.document["@context"]
    assert {"@context": context, **seen, "recordTime": 0} == {**event.document, "recordTime": 0}
    assert ids(caller().get("/epcis/events", {"EQ_bizStep": "inspecting"})) == [event.hash_id]
    assert set(event.facts.values_list("is_public", flat=True)) == {True}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantityList": [{"epcClass": "LOT"}]}, "quantityList[0]"),
        ({"epcList": ["ITEM"], "quantityList": None}, "epcList[0]"),
        ({"quantityList": [{"epcClass": "MATERIAL"}]}, "quantityList[0]"),
        (
            {"quantityList": [{"epcClass": f"https://id.gs1.org/01/{OTHER_GTIN}"}]},
            "quantityList[0]",
        ),
        ({"readPoint": {"id": "PLACE"}}, "readPoint.id"),
        ({"bizLocation": {"id": "PLACE"}}, "bizLocation.id"),
        ({"epcList": ["urn:epc:id:sgtin:0614141.107346.1"]}, "epcList[0]"),
        ({"epcList": ["https://any.example/01/00614141073467/235/abc"]}, "epcList[0]"),
        ({"epcList": ["http://127.0.0.1:8000/t/KHONGCO"]}, "epcList[0]"),
        ({"epcList": ["http://127.0.0.1:8000/tai-khoan/"]}, "epcList[0]"),
    ],
)
def test_nobody_speaks_of_what_is_not_theirs(change, field):
    lot, program = stall()
    other = LotFactory(pack=PackFactory(gtin=None))
    twin = LotFactory(pack=PackFactory(gtin=OTHER_GTIN))
    names = {
        "LOT": addresses.lot_address(twin),
        "ITEM": addresses.lot_address(other),
        "MATERIAL": addresses.material_address(other),
        "PLACE": addresses.place_address(other.workshop),
    }
    text = json.dumps(alone(shipping(lot, **change)))
    for name, uri in names.items():
        text = text.replace(f'"{name}"', f'"{uri}"')
    answer = program.post("/epcis/events", json.loads(text))

    assert refusal(answer) == (403, "SecurityException", field)
    assert Event.objects.count() == 0


def test_one_may_say_what_one_used_whoever_made_it():
    lot, program = stall()
    event = shipping(lot, type="TransformationEvent", action=None, quantityList=None)
    event["inputEPCList"] = ["urn:epc:id:sgtin:0614141.107346.1"]
    event["outputQuantityList"] = [{"epcClass": addresses.lot_address(lot), "quantity": 1}]

    assert program.post("/epcis/events", alone(event)).status_code == 201


def test_what_was_bought_may_be_received_but_not_sold():
    lot, program = stall()
    bought = [{"epcClass": "urn:epc:class:lgtin:0614141.107346.L1", "quantity": 3}]
    answers = [
        program.post("/epcis/events", alone(shipping(lot, bizStep=step, quantityList=bought)))
        for step in ("receiving", "shipping")
    ]

    assert [answer.status_code for answer in answers] == [201, 403]


def test_who_works_for_two_says_for_whom():
    lot, program = stall()
    user = lot.producer.memberships.get().user
    second = MembershipFactory(user=user).producer
    nobodys = shipping(lot, quantityList=[{"epcClass": "https://vd.example/a"}], readPoint=None)
    named = f"/epcis/events?producer={second.slug}"

    assert refusal(program.post("/epcis/events", alone(nobodys))) == (403, "SecurityException", "")
    assert program.post(named, alone(nobodys)).status_code == 201
    assert refusal(program.post(named, alone(shipping(lot))))[:2] == (403, "SecurityException")
    assert program.post("/epcis/events", alone(shipping(lot))).status_code == 201


def test_an_event_is_about_one_producers_goods():
    lot, program = stall()
    user = lot.producer.memberships.get().user
    second = LotFactory(pack=PackFactory(gtin=OTHER_GTIN))
    MembershipFactory(user=user, producer=second.producer)
    both = [{"epcClass": addresses.lot_address(one)} for one in (lot, second)]
    answer = program.post("/epcis/events", alone(shipping(lot, quantityList=both)))

    assert refusal(answer)[:2] == (403, "SecurityException")


def test_the_book_of_a_lot_is_not_denied_from_outside():
    lot, program = stall()
    Lot.objects.filter(pk=lot.pk).update(completed_at=None, on_hand=0, packed=0)
    place = PlaceFactory(producer=lot.producer)
    event = record_event(
        lot=lot,
        stage="harvest",
        place=place,
        happened_at=MIDDAY - timedelta(days=1),
        quantity=1_000,
        by=None,
        at=MIDDAY,
    )
    denial = {**event.document, "errorDeclaration": {"declarationTime": "2026-11-20T09:00:00Z"}}
    answer = program.post("/epcis/events", denial)

    assert refusal(answer) == (400, "ValidationException", "errorDeclaration")
    assert list(Event.objects.standing()) == [event]


def test_a_gln_shuts_nobody_out():
    lot, program = stall()
    PlaceFactory(gln="9520123456788")
    event = shipping(lot, readPoint={"id": "https://id.gs1.org/414/9520123456788"})

    assert program.post("/epcis/events", alone(event)).status_code == 201
    written = Event.objects.get()
    assert (written.producer, written.place) == (lot.producer, None)
