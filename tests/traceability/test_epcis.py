"""EPCIS events and documents: built ones are valid by GS1's own schema, formats included."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest

from traceability.epcis import document, vocabulary
from traceability.epcis.events import (
    AggregationEvent,
    Event,
    NotAnEvent,
    ObjectEvent,
    Quantity,
    Transaction,
    TransformationEvent,
)
from traceability.epcis.hash_id import hash_id, hash_ids
from traceability.epcis.vocabulary import Action, BizStep, Disposition, TransactionType
from traceability.gs1 import link

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "standards/epcis/epcis-json-schema-2.0.1.json").read_text()
)
VALID = jsonschema_rs.Draft7Validator(SCHEMA, validate_formats=True)

VIETNAM = timezone(timedelta(hours=7))
MORNING = datetime(2026, 11, 21, 8, 30, tzinfo=VIETNAM)
ORIGIN = "https://ocop.example"
GTIN = "09520123456788"
LOT = link.for_lot(ORIGIN, GTIN, "L2611")
ITEM = link.for_item(ORIGIN, GTIN, "K7M2X9QWRA")
FARM = f"{ORIGIN}/414/9520123456788"
PREFIXES = {"chogoc": "https://ocop.example/epcis/"}

HARVEST = ObjectEvent(
    at=MORNING,
    action=Action.ADD,
    step=BizStep.CREATING_CLASS_INSTANCE,
    disposition=Disposition.ACTIVE,
    quantities=(Quantity(LOT, Decimal("12.5"), "KGM"),),
    read_point=FARM,
    location=FARM,
    ilmd={"cbvmda:lotNumber": "L2611"},
    certificates=(f"{ORIGIN}/giay/1",),
    transactions=(Transaction("urn:uuid:9b1e", TransactionType.PO), Transaction("urn:uuid:9b1f")),
    extensions={"chogoc:evidence": "self_declared"},
    recorded_at=datetime(2026, 11, 21, 9, tzinfo=VIETNAM),
    event_id="ni:///sha-256;00?ver=CBV2.0",
)
RECALL = ObjectEvent(
    at=MORNING, action=Action.OBSERVE, epcs=(ITEM,), lasting=(Disposition.RECALLED,)
)
CLEARED = ObjectEvent(
    at=MORNING, action=Action.OBSERVE, epcs=(ITEM,), no_longer=(Disposition.RECALLED,)
)
DRYING = TransformationEvent(
    at=MORNING,
    step=BizStep.COMMISSIONING,
    input_quantities=(Quantity(LOT, 10, "KGM"),),
    outputs=(ITEM,),
    output_quantities=(Quantity(LOT, 2),),
    ilmd={"cbvmda:bestBeforeDate": "2027-11-21"},
)
LONG_DRYING = TransformationEvent(at=MORNING, inputs=(ITEM,), transformation="urn:uuid:9b20")
PACKING = AggregationEvent(
    at=MORNING,
    action=Action.ADD,
    step=BizStep.PACKING,
    parent=f"{ORIGIN}/00/952012345678912345",
    children=(ITEM,),
    quantities=(Quantity(LOT, 3),),
)
UNPACKING = AggregationEvent(
    at=MORNING, action=Action.DELETE, parent=f"{ORIGIN}/00/952012345678912345"
)
EVENTS = [HARVEST, RECALL, CLEARED, DRYING, LONG_DRYING, PACKING, UNPACKING]


def refused(candidate):
    return not VALID.is_valid(json.loads(json.dumps(candidate)))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event.type}-{event.step}")
def test_an_event_alone_is_valid(event):
    assert VALID.validate(json.loads(json.dumps(document.alone(event, prefixes=PREFIXES)))) is None


def test_a_document_of_all_events_is_valid():
    whole = document.document(EVENTS, created_at=MORNING, prefixes=PREFIXES, uri="urn:uuid:1")

    assert VALID.validate(json.loads(json.dumps(whole))) is None
    assert len(whole["epcisBody"]["eventList"]) == 7


def test_the_schema_would_have_seen_mistakes():
    harvest = document.alone(HARVEST, prefixes=PREFIXES)

    assert refused(harvest | {"bizStep": "harvesting"})
    assert refused(harvest | {"eventTime": "2026-11-21 08:30"})
    assert refused(harvest | {"ilmd": {"lot": "L1"}})


def test_an_event_is_written_as_the_standard_writes_it():
    assert HARVEST.as_json() == {
        "type": "ObjectEvent",
        "eventID": "ni:///sha-256;00?ver=CBV2.0",
        "eventTime": "2026-11-21T08:30:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "recordTime": "2026-11-21T02:00:00.000Z",
        "certificationInfo": [f"{ORIGIN}/giay/1"],
        "action": "ADD",
        "quantityList": [{"epcClass": LOT, "quantity": 12.5, "uom": "KGM"}],
        "ilmd": {"cbvmda:lotNumber": "L2611"},
        "bizStep": "creating_class_instance",
        "disposition": "active",
        "readPoint": {"id": FARM},
        "bizLocation": {"id": FARM},
        "bizTransactionList": [
            {"type": "po", "bizTransaction": "urn:uuid:9b1e"},
            {"bizTransaction": "urn:uuid:9b1f"},
        ],
        "chogoc:evidence": "self_declared",
    }


def test_what_is_not_stated_is_not_written():
    assert UNPACKING.as_json() == {
        "type": "AggregationEvent",
        "eventTime": "2026-11-21T08:30:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "DELETE",
        "parentID": f"{ORIGIN}/00/952012345678912345",
    }


def test_nothing_is_an_amount_and_may_be_stated():
    assert Quantity(LOT, 0).as_json() == {"epcClass": LOT, "quantity": 0}
    assert Quantity(LOT).as_json() == {"epcClass": LOT}
    assert Quantity(LOT, Decimal("3.0")).as_json()["quantity"] == 3


def test_a_time_in_utc_has_an_offset_too():
    event = ObjectEvent(at=MORNING.astimezone(UTC), action=Action.OBSERVE, epcs=(ITEM,)).as_json()

    assert event["eventTime"] == "2026-11-21T01:30:00.000+00:00"
    assert event["eventTimeZoneOffset"] == "+00:00"


@pytest.mark.parametrize(
    ("kind", "facts", "reason"),
    [
        (ObjectEvent, {"action": Action.ADD}, "at least one thing"),
        (
            ObjectEvent,
            {"action": Action.OBSERVE, "epcs": (ITEM,), "ilmd": {"a:b": 1}},
            "the making",
        ),
        (ObjectEvent, {"action": Action.ADD, "epcs": (ITEM,), "extensions": {"a": 1}}, "prefix"),
        (
            ObjectEvent,
            {"action": Action.ADD, "epcs": (ITEM,), "at": MORNING.replace(tzinfo=None)},
            "offset",
        ),
        (
            ObjectEvent,
            {"action": Action.ADD, "epcs": (ITEM,), "recorded_at": MORNING.replace(tzinfo=None)},
            "offset",
        ),
        (AggregationEvent, {"action": Action.ADD, "children": (ITEM,)}, "the parent"),
        (AggregationEvent, {"action": Action.ADD, "parent": FARM}, "what is inside"),
        (TransformationEvent, {"inputs": (ITEM,)}, "what came out"),
        (TransformationEvent, {"outputs": (ITEM,)}, "what went in"),
        (TransformationEvent, {"transformation": "urn:uuid:1"}, "what went in"),
    ],
)
def test_facts_that_make_no_event_are_refused(kind, facts, reason):
    with pytest.raises(NotAnEvent, match=reason):
        kind(**{"at": MORNING, **facts})


def test_a_document_needs_a_time_with_offset():
    with pytest.raises(ValueError, match="offset"):
        document.document([], created_at=MORNING.replace(tzinfo=None))


def test_an_event_of_no_kind_says_nothing():
    with pytest.raises(TypeError, match="abstract"):
        Event(at=MORNING)


def test_the_hash_id_does_not_depend_on_wrapping_host_or_record():
    whole = document.document([HARVEST], created_at=MORNING, prefixes=PREFIXES)
    unrecorded = HARVEST.as_json()
    del unrecorded["eventID"], unrecorded["recordTime"]

    assert hash_ids(whole) == [hash_id(HARVEST.as_json(), PREFIXES)]
    assert hash_id(unrecorded, PREFIXES) == hash_id(HARVEST.as_json(), PREFIXES)


@pytest.mark.parametrize(
    ("words", "definition"),
    [
        (vocabulary.BizStep, "bizStep"),
        (vocabulary.Disposition, "disposition"),
        (vocabulary.TransactionType, "bizTransaction-type"),
    ],
)
def test_our_words_are_all_of_the_standards(words, definition):
    (listed,) = [o["enum"] for o in SCHEMA["definitions"][definition]["anyOf"] if "enum" in o]

    assert {word.value for word in words} == set(listed)


def test_our_actions_are_the_standards():
    assert {action.value for action in Action} == set(SCHEMA["definitions"]["action"]["enum"])
