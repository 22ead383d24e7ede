"""Parameters: each finds what it asks for and leaves out what is otherwise."""

from __future__ import annotations

import pytest

from tests.traceability.epcis.stories import ids, put, refusal, shipping, stall
from traceability import addresses

pytestmark = pytest.mark.django_db
A, B = "urn:uuid:a", "urn:uuid:b"
ITEM, ITEMS = "urn:epc:id:sgtin:8938505.097401.77", "urn:epc:idpat:sgtin:8938505.097401.*"
SSCC = "urn:epc:id:sscc:0614141.1234567890"
PLACE = "urn:epc:id:sgln:0614141.07346.1234"
BROTHER = "https://id.gs1.org/414/0614141073467/254/1234"
PO = "urn:epcglobal:cbv:bt:0614141073467:1152"
PARTY = "urn:epc:id:pgln:4012345.00001"


@pytest.fixture(scope="module")
def written(ground):
    with ground():
        return two_events()


@pytest.fixture
def two(written, db):
    """A lot with two events that differ in everything one may ask for, and its programme."""
    return written


def two_events():
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
