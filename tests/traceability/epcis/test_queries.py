"""Questions: each parameter finds what it asks for and leaves out what is otherwise."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api import caller
from tests.traceability.epcis.stories import (
    EXAMPLES,
    alone,
    ids,
    read,
    refusal,
    shipping,
    speak_of_all,
    stall,
    told,
)
from traceability import addresses
from traceability.epcis.validity import schema_faults
from traceability.models import Event

pytestmark = pytest.mark.django_db
A, B = "urn:uuid:a", "urn:uuid:b"
ITEM, ITEMS = "urn:epc:id:sgtin:8938505.097401.77", "urn:epc:idpat:sgtin:8938505.097401.*"
SSCC = "urn:epc:id:sscc:0614141.1234567890"
PLACE = "urn:epc:id:sgln:0614141.07346.1234"
BROTHER = "https://id.gs1.org/414/0614141073467/254/1234"
PO = "urn:epcglobal:cbv:bt:0614141073467:1152"
PARTY = "urn:epc:id:pgln:4012345.00001"


def put(program, event):
    answer = program.post("/epcis/events", alone(event))
    assert answer.status_code == 201, answer.content


@pytest.fixture
def two():
    """Two events of one producer that differ in everything one may ask for, and its programme."""
    lot, program = stall()
    address = addresses.lot_address(lot)
    first = shipping(
        lot,
        eventID=A,
        epcList=[ITEM],
        quantityList=[{"epcClass": address, "quantity": 4}],
        persistentDisposition={"set": ["recalled"], "unset": ["reserved"]},
        readPoint={"id": PLACE},
        bizLocation={"id": PLACE},
        bizTransactionList=[{"type": "po", "bizTransaction": PO}],
        sourceList=[{"type": "owning_party", "source": PARTY}],
        destinationList=[{"type": "owning_party", "destination": PARTY}],
        sensorElementList=[
            {
                "sensorMetadata": {"startTime": "2026-11-20T00:00:00Z", "deviceID": "urn:uuid:d"},
                "sensorReport": [{"type": "Temperature", "value": 4.0, "uom": "CEL"}],
            }
        ],
        errorDeclaration={
            "declarationTime": "2026-11-20T09:00:00Z",
            "reason": "incorrect_data",
            "correctiveEventIDs": ["urn:uuid:right"],
        },
        **{"vd:chuyen": "VN123"},
    )
    second = {
        "type": "TransformationEvent",
        "eventID": B,
        "eventTime": "2026-11-21T08:00:00+07:00",
        "eventTimeZoneOffset": "+07:00",
        "transformationID": "urn:uuid:t",
        "inputEPCList": ["urn:epc:id:sgtin:0614141.107346.1"],
        "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:0614141.107346.L1"}],
        "outputEPCList": [ITEM],
        "outputQuantityList": [{"epcClass": address, "quantity": 9}],
        "ilmd": {"cbvmda:lotNumber": lot.code},
    }
    put(program, first)
    put(program, second)
    return lot, program


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("eventType", "ObjectEvent", [A]),
        ("eventType", "ObjectEvent|TransformationEvent", [A, B]),
        ("eventType", "AggregationEvent", []),
        ("GE_eventTime", "2026-11-21T01:00:00Z", [B]),
        ("LT_eventTime", "2026-11-21T01:00:00Z", [A]),
        ("GE_eventTime", "2026-11-21T08:00:00+07:00", [B]),
        ("GE_recordTime", "2020-01-01T00:00:00Z", [A, B]),
        ("LT_recordTime", "2020-01-01T00:00:00Z", []),
        ("EQ_action", "OBSERVE", [A]),
        ("EQ_action", "ADD|DELETE", []),
        ("EQ_bizStep", "shipping", [A]),
        ("EQ_bizStep", "https://ref.gs1.org/cbv/BizStep-shipping", [A]),
        ("EQ_bizStep", "urn:epcglobal:cbv:bizstep:shipping", [A]),
        ("EQ_bizStep", "receiving", []),
        ("EQ_disposition", "in_transit|sellable_accessible", [A]),
        ("EQ_persistentDisposition_set", "recalled", [A]),
        ("EQ_persistentDisposition_unset", "recalled", []),
        ("EQ_persistentDisposition_unset", "reserved", [A]),
        ("EQ_readPoint", PLACE, [A]),
        ("EQ_readPoint", BROTHER, [A]),
        ("EQ_readPoint", "urn:epc:id:sgln:0614141.07346.0", []),
        ("WD_readPoint", "urn:epc:id:sgln:0614141.07346.0", [A]),
        ("EQ_bizLocation", PLACE, [A]),
        ("WD_bizLocation", "https://id.gs1.org/414/0614141073467", [A]),
        ("WD_bizLocation", "https://id.gs1.org/414/061414107346", []),
        ("EQ_bizTransaction_po", PO, [A]),
        ("EQ_bizTransaction_inv", PO, []),
        ("EQ_source_owning_party", PARTY, [A]),
        ("EQ_source_location", PARTY, []),
        ("EQ_destination_owning_party", f"{PARTY}|urn:x:1", [A]),
        ("EQ_transformationID", "urn:uuid:t", [B]),
        ("MATCH_epc", ITEM, [A]),
        ("MATCH_epc", "https://any.example/01/08938505974019/21/77", [A]),
        ("MATCH_epc", ITEMS, [A]),
        ("MATCH_epc", "urn:epc:id:sgtin:8938505.097401.7", []),
        ("MATCH_parentID", SSCC, []),
        ("MATCH_inputEPC", "urn:epc:id:sgtin:0614141.107346.1", [B]),
        ("MATCH_inputEPC", ITEM, []),
        ("MATCH_outputEPC", ITEM, [B]),
        ("MATCH_anyEPC", ITEM, [A, B]),
        ("MATCH_epcClass", "LOT", [A]),
        ("MATCH_inputEPCClass", "urn:epc:class:lgtin:0614141.107346.L1", [B]),
        ("MATCH_outputEPCClass", "LOT", [B]),
        ("MATCH_anyEPCClass", "LOT", [A, B]),
        ("EQ_quantity", "4", [A]),
        ("EQ_quantity", "4.00", [A]),
        ("GT_quantity", "4", [B]),
        ("GE_quantity", "4", [A, B]),
        ("LT_quantity", "9", [A]),
        ("LE_quantity", "9", [A, B]),
        ("EQ_eventID", B, [B]),
        ("EXISTS_errorDeclaration", "true", [A]),
        ("EXISTS_errorDeclaration", "", [A]),
        ("GE_errorDeclarationTime", "2026-11-20T09:00:00Z", [A]),
        ("LT_errorDeclarationTime", "2026-11-20T09:00:00Z", []),
        ("EQ_errorReason", "incorrect_data", [A]),
        ("EQ_correctiveEventID", "urn:uuid:right", [A]),
        ("EQ_type", "gs1:Temperature|gs1:Speed", [A]),
        ("EQ_type", "Speed", []),
        ("EQ_deviceID", "urn:uuid:d", [A]),
        ("GE_startTime", "2026-11-20T00:00:00Z", [A]),
        ("LT_startTime", "2026-11-20T00:00:00Z", []),
        ("EQ_ILMD_cbvmda:lotNumber", "CODE", [B]),
        ("EXISTS_ILMD_cbvmda:lotNumber", "", [B]),
        ("EQ_ILMD_cbvmda:lotNumber", "other", []),
        ("EQ_vd:chuyen", "VN123", [A]),
        ("EXISTS_vd:chuyen", "", [A]),
        ("EQ_vd:chuyen", "VN124", []),
    ],
)
def test_a_parameter_finds_what_it_asks_for(two, name, value, found):
    lot, program = two
    value = {"LOT": addresses.lot_address(lot), "CODE": lot.code}.get(value, value)
    extensions = {"GS1-Extensions": "vd=https://vd.example/ns/"}

    assert ids(program.get("/epcis/events", {name: value}, headers=extensions)) == found


def test_a_parent_is_found():
    lot, program = stall()
    child = [{"epcClass": addresses.lot_address(lot), "quantity": 4}]
    packed = shipping(lot, type="AggregationEvent", eventID=A, parentID=SSCC, quantityList=None)
    put(program, {**packed, "childQuantityList": child})

    for name in ("MATCH_parentID", "MATCH_anyEPC"):
        assert ids(program.get("/epcis/events", {name: SSCC})) == [A]
    assert ids(program.get("/epcis/events", {"MATCH_epcClass": child[0]["epcClass"]})) == [A]


def test_conditions_are_all_met(two):
    _lot, program = two
    assert ids(program.get("/epcis/events", {"EQ_action": "OBSERVE", "GT_quantity": 4})) == []
    assert ids(program.get("/epcis/events", {"EQ_action": "OBSERVE", "LE_quantity": 4})) == [A]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"orderBy": "eventTime"}, [B, A]),
        ({"orderBy": "eventTime", "orderDirection": "ASC"}, [A, B]),
        ({"orderBy": "recordTime"}, [B, A]),
        ({"orderBy": "eventTime", "eventCountLimit": 1}, [B]),
        ({"orderBy": "eventTime", "eventCountLimit": 5}, [B, A]),
        ({"maxEventCount": 2}, [A, B]),
    ],
)
def test_answers_come_in_order_and_number(two, said, found):
    assert ids(two[1].get("/epcis/events", said)) == found


@pytest.mark.parametrize(
    ("said", "kind", "field"),
    [
        ({"EQ_bizstep": "shipping"}, "QueryParameterException", ""),
        ({"GE_eventTime": "2026-11-21T08:00:00"}, "QueryParameterException", "GE_eventTime"),
        ({"GE_eventTime": "yesterday"}, "QueryParameterException", "GE_eventTime"),
        ({"GE_eventTime": "0001-01-01T00:00:00+14:00"}, "QueryParameterException", "GE_eventTime"),
        ({"EQ_action": "SHIP"}, "QueryParameterException", "EQ_action"),
        ({"eventType": "ShipEvent"}, "QueryParameterException", "eventType"),
        ({"EQ_bizStep": ""}, "QueryParameterException", "EQ_bizStep"),
        ({"EQ_quantity": "many"}, "QueryParameterException", "EQ_quantity"),
        ({"EQ_quantity": "9" * 40}, "QueryParameterException", "EQ_quantity"),
        ({"EQ_quantity": "NaN"}, "QueryParameterException", "EQ_quantity"),
        ({"EQ_quantity": "１"}, "QueryParameterException", "EQ_quantity"),
        ({"GT_quantity": "1|2"}, "QueryParameterException", "GT_quantity"),
        ({"orderBy": "colour"}, "QueryParameterException", "orderBy"),
        ({"orderDirection": "UP"}, "QueryParameterException", "orderDirection"),
        ({"eventCountLimit": "0"}, "QueryParameterException", "eventCountLimit"),
        ({"eventCountLimit": "-1"}, "QueryParameterException", "eventCountLimit"),
        (
            {"eventCountLimit": 1, "maxEventCount": 1},
            "QueryParameterException",
            "maxEventCount",
        ),
        ({"perPage": "0"}, "QueryParameterException", "perPage"),
        ({"perPage": "many"}, "QueryParameterException", "perPage"),
        ({"nextPageToken": "x"}, "QueryParameterException", "nextPageToken"),
        ({"nextPageToken": ""}, "QueryParameterException", "nextPageToken"),
    ],
)
def test_an_odd_question_is_told_its_parameter(two, said, kind, field):
    status, told_kind, told_field = refusal(two[1].get("/epcis/events", said))

    assert (status, told_kind) == (400, kind)
    assert told_field == (field or next(iter(said)))


def test_a_question_too_large_or_too_complex(two):
    _lot, program = two
    large = program.get("/epcis/events", {"maxEventCount": 1})
    wide = program.get("/epcis/events", {"EQ_bizStep": "|".join(["shipping"] * 101)})
    long = program.get("/epcis/events", {"MATCH_epc": "urn:x:" + "1" * 9_000})

    assert refusal(large) == (413, "QueryTooLargeException", "")
    assert refusal(wide)[:2] == (413, "QueryTooComplexException")
    assert refusal(long)[:2] == (414, "URITooLongException")


def test_a_nul_is_refused_in_words():
    for address in ("/epcis/events?MATCH_epc=%00", "/epcis/events/%00", "/epcis/epcs/%00/events"):
        assert refusal(caller().get(address))[:2] == (400, "QueryParameterException")


def test_a_refusal_says_where_in_full():
    """GS1's own description of the interface asks for a whole URI; line breaks are told alike."""
    answer = caller().get("/epcis/events/%0A")

    assert refusal(answer)[:2] == (404, "NoSuchResourceException")
    assert answer.json()["instance"] == "http://127.0.0.1:8000/epcis/events/%0A"


def test_answers_are_valid_documents():
    """Every event of the standard's examples, as captured and told again, to both readers."""
    lot, program = stall(gtin=None)
    documents = [one for one in map(read, EXAMPLES) if one.get("type") == "EPCISDocument"]
    speak_of_all(lot.producer, documents)
    for one in documents:
        program.post("/epcis/capture", one)
    put(program, shipping(lot))

    for reader, count in ((program, Event.objects.count()), (caller(), 1)):
        answer = reader.get("/epcis/events?perPage=100")
        assert schema_faults(answer.json()) == []
        assert sum("recordTime" in one for one in told(answer)) == count


@pytest.mark.parametrize("rows", [1, 3])
def test_an_answer_takes_two_questions_to_the_database(rows):
    lot, program = stall()
    for number in range(rows):
        put(program, shipping(lot, eventID=f"urn:uuid:{number}"))
    with CaptureQueriesContext(connection) as asked:
        assert len(told(caller().get("/epcis/events", {"EQ_bizStep": "shipping"}))) == rows

    assert len([q for q in asked if "traceability_" in q["sql"]]) == 2


def test_pages_are_whole_and_steady_while_events_are_added():
    lot, program = stall()
    times = ["05", "05", "03", "04", "05", "01", "02"]  # some at the same time
    for number, hour in enumerate(times):
        put(program, shipping(lot, eventID=f"urn:uuid:{number}", eventTime=_at(hour)))
    for order in ({}, {"orderBy": "eventTime"}, {"orderBy": "eventTime", "orderDirection": "ASC"}):
        whole = ids(program.get("/epcis/events", order))
        seen, answer = [], program.get("/epcis/events", {**order, "perPage": 2})
        while True:
            seen += ids(answer)
            late = f"urn:uuid:{len(order)}-{len(seen)}-{order.get('orderDirection')}"
            put(program, shipping(lot, eventID=late, eventTime=_at(f"{len(seen):02}")))
            if "Link" not in answer.headers:
                break
            assert answer.headers["GS1-Next-Page-Token-Expires"]
            answer = follow(program, answer)
        assert seen == whole


def test_a_limit_holds_over_pages():
    lot, program = stall()
    for number in range(5):
        put(program, shipping(lot, eventID=f"urn:uuid:{number}"))
    first = program.get(
        "/epcis/events", {"orderBy": "recordTime", "eventCountLimit": 3, "perPage": 2}
    )
    second = follow(program, first)

    assert [len(told(first)), len(told(second))] == [2, 1]
    assert "Link" not in second.headers


def test_a_token_is_for_its_question_and_its_asker_only():
    lot, program = stall()
    for number in range(3):
        put(program, shipping(lot, eventID=f"urn:uuid:{number}"))
    address = link(program.get("/epcis/events", {"perPage": 1, "EQ_bizStep": "shipping"}))

    assert len(ids(program.get(address))) == 1
    for reader, other in (
        (program, address.replace("shipping", "receiving")),
        (program, address.replace("/epcis/events", "/epcis/eventTypes/ObjectEvent/events")),
        (caller(), address),
        (program, address[:-4]),
    ):
        assert refusal(reader.get(other))[:2] == (400, "QueryParameterException")


def test_an_event_by_its_id_or_its_hash():
    lot, program = stall()
    put(program, shipping(lot, eventID="https://vd.example/su-kien?so=1"))
    event = Event.objects.get()
    by_id = program.get("/epcis/events/https%3A%2F%2Fvd.example%2Fsu-kien%3Fso%3D1")
    by_hash = program.get(f"/epcis/events/{event.hash_id.replace('?', '%3F')}")

    assert told(by_id) == told(by_hash)
    assert ids(by_id) == ["https://vd.example/su-kien?so=1"]
    assert schema_faults(by_id.json()) == []
    assert refusal(program.get("/epcis/events/urn:uuid:none")) == (
        404,
        "NoSuchResourceException",
        "",
    )


def test_an_event_comes_with_what_declares_it_wrong():
    lot, program = stall()
    wrong = {"declarationTime": "2026-11-20T09:00:00Z", "reason": "incorrect_data"}
    put(program, shipping(lot, eventID=A))
    put(program, shipping(lot, eventID=A, errorDeclaration=wrong))
    both = told(program.get(f"/epcis/events/{A}"))

    assert [one.get("errorDeclaration") for one in both] == [None, wrong]


def _at(hour):
    return f"2026-11-20T{hour}:00:00Z"


def link(answer):
    return answer.headers["Link"].partition(">")[0].removeprefix("<http://127.0.0.1:8000")


def follow(program, answer):
    return program.get(link(answer))
