"""Questions about what is not the standard's own, about sensors, units and whole companies."""

from __future__ import annotations

import pytest

from tests.traceability.epcis.stories import alone, ids, refusal, shipping, stall
from traceability import addresses

pytestmark = pytest.mark.django_db
A, B = "urn:uuid:a", "urn:uuid:b"
ITEM, CLASS = "urn:epc:id:sgtin:8938505.097401.77", "urn:epc:idpat:sgtin:8938505.097401.*"
GRAI, GRAIS = "urn:epc:id:grai:8938505.09740.5", "urn:epc:idpat:grai:8938505.09740.*"
PLACE = "urn:epc:id:sgln:0614141.07346.1234"
SENSED = {
    "vd:hop": "H1",
    "sensorMetadata": {"time": "2026-11-20T00:00:00Z", "vd:pin": 80},
    "sensorReport": [
        {"type": "Temperature", "value": 4.0, "uom": "CEL", "vd:dau_do": "D1"},
        {"type": "Temperature", "minValue": 2.5, "maxValue": 6, "meanValue": 4.2, "uom": "CEL"},
        {"type": "Temperature", "sDev": 0.5, "percRank": 90, "percValue": 5.5, "uom": "CEL"},
    ],
}


@pytest.fixture
def program():
    """The programme of a producer that told two events, one rich and one bare."""
    lot, program = stall()
    address = addresses.lot_address(lot)
    rich = shipping(
        lot,
        eventID=A,
        quantityList=[{"epcClass": address, "quantity": 4.5, "uom": "KGM"}],
        readPoint={"id": PLACE, "vd:cua": "so 2"},
        sensorElementList=[SENSED],
        errorDeclaration={"declarationTime": "2026-11-20T09:00:00Z", "vd:muc": 3},
        **{
            "vd:nang": 12.50,
            "vd:am": 0.0,
            "vd:gui": "2026-11-19T01:00:00+07:00",
            "vd:xe": {"vd:bien_so": "14C-1", "vd:nhiet": [{"vd:do": 5}, {"vd:do": 7}]},
        },
    )
    bare = {
        "type": "TransformationEvent",
        "eventID": B,
        "eventTime": "2026-11-21T08:00:00+07:00",
        "eventTimeZoneOffset": "+07:00",
        "inputEPCList": ["urn:epc:id:sgtin:0614141.107346.1", "urn:epc:id:sscc:0614141.1234567890"],
        "outputEPCList": [ITEM, GRAI],
        "outputQuantityList": [{"epcClass": address, "quantity": 9}, {"epcClass": CLASS}],
        "ilmd": {"cbvmda:itemExpirationDate": "2027-05-01", "vd:lo": {"vd:so": 2}},
        "vd:nang": 7,
    }
    for event in (rich, bare):
        assert program.post("/epcis/events", alone(event)).status_code == 201
    return program


ASKED = {
    "EQ_vd:nang=12.5": [A],
    "EQ_vd:nang=7|12.5": [A, B],
    "EQ_vd:am=0": [A],
    "EQ_https://vd.example/ns/nang=7": [B],
    "EQ_https://vd.example/ns/#nang=7": [B],
    "GT_vd:nang=7": [A],
    "GE_vd:nang=7": [A, B],
    "LT_vd:nang=12.5": [B],
    "LE_vd:nang=12.5": [A, B],
    "EQ_vd:gui=2026-11-18T18:00:00Z": [A],
    "GE_vd:gui=2026-11-18T18:00:00Z": [A],
    "LT_vd:gui=2026-11-18T18:00:00Z": [],
    "LT_ILMD_cbvmda:itemExpirationDate=2027-05-02": [B],
    "LT_ILMD_cbvmda:itemExpirationDate=2027-05-01": [],
    "EXISTS_vd:xe": [A],
    "EXISTS_vd:bien_so": [],
    "EXISTS_INNER_vd:bien_so": [A],
    "EQ_INNER_vd:bien_so=14C-1": [A],
    "EQ_INNER_vd:do=7": [A],
    "GT_INNER_vd:do=7": [],
    "EXISTS_INNER_ILMD_vd:so": [B],
    "GE_INNER_ILMD_vd:so=2": [B],
    "EXISTS_ILMD_vd:so": [],
    "EQ_ERROR_DECLARATION_vd:muc=3": [A],
    "LT_ERROR_DECLARATION_vd:muc=3": [],
    "EQ_readPoint_vd:cua=so 2": [A],
    "EQ_SENSORELEMENT_vd:hop=H1": [A],
    "GE_SENSORMETADATA_vd:pin=80": [A],
    "EXISTS_SENSORREPORT_vd:dau_do": [A],
    "EXISTS_SENSORELEMENT_vd:dau_do": [],
    "EXISTS_sensorElementList": [A],
    "EQ_value_CEL=4": [A],
    "EQ_value_FAH=39.2": [A],
    "GT_value_KEL=277.15": [],
    "GE_value_KEL=277.15": [A],
    "LT_minValue_CEL=2.5": [],
    "LE_minValue_CEL=2.5": [A],
    "GE_maxValue_FAH=42.8": [A],
    "GE_meanValue_CEL=4.2": [A],
    "LE_sDev_FAH=0.9": [A],
    "LT_sDev_FAH=0.9": [],
    "EQ_percRank=90": [A],
    "GE_percValue_CEL=5.5": [A],
    "EQ_quantity=4.5|9": [A, B],
    "EQ_quantity_KGM=4.5": [A],
    "GE_quantity_GRM=4500": [A],
    "EQ_quantity_LTR=4.5": [],
    "GE_time=2026-11-20T00:00:00Z": [A],
    "EXISTS_errorDeclaration=false": [A, B],
    "HASATTR_bizLocation=urn:epcglobal:cbv:mda:site": [],
    "EQATTR_bizLocation_urn:epcglobal:cbv:mda:site=1": [],
    "MATCH_anyEPC=urn:epc:idpat:sgtin:8938505.*.*": [B],
    "MATCH_anyEPC=urn:epc:idpat:sgtin:893850.*.*": [B],
    "MATCH_outputEPC=urn:epc:idpat:sgtin:0614141.*.*": [],
    "MATCH_inputEPC=urn:epc:idpat:sscc:0614141.*": [B],
    "MATCH_inputEPC=urn:epc:idpat:sscc:*.*": [B],
    f"MATCH_outputEPC={GRAIS}": [B],
    "MATCH_outputEPC=https://id.gs1.org/01/08938505974019/21/*": [B],
    f"MATCH_outputEPCClass={CLASS}": [B],
}


def test_each_finds_what_it_asks_for(program):
    extensions = {"GS1-Extensions": "vd=https://vd.example/ns/"}

    def found(asked):
        name, _, value = asked.partition("=")
        return ids(program.get("/epcis/events", {name: value}, headers=extensions))

    assert {asked: found(asked) for asked in ASKED} == ASKED


@pytest.mark.parametrize(
    "asked",
    [
        {"GT_vd:nang": "heavy"},
        {"LT_vd:nang": "1|2"},
        {"GE_value_CEL": "warm"},
        {"EXISTS_sensorElementList": "maybe"},
        {"MATCH_epc": "urn:epc:idpat:sgtin:8938505.[1-5].*"},
        {"eventCountLimit": "1"},
        {"orderBy": "nang"},
    ],
)
def test_what_cannot_be_compared_is_told(program, asked):
    assert refusal(program.get("/epcis/events", asked)) == (
        400,
        "QueryParameterException",
        next(iter(asked)),
    )


def test_strangers_compare_only_what_they_may_read(program):
    extensions = {"GS1-Extensions": "vd=https://vd.example/ns/"}
    from_outside = program.__class__()

    for asked in ({"GE_vd:nang": "0"}, {"EXISTS_INNER_vd:bien_so": ""}, {"GE_value_CEL": "0"}):
        assert ids(from_outside.get("/epcis/events", asked, headers=extensions)) == []
        assert ids(program.get("/epcis/events", asked, headers=extensions)) != []


def test_a_further_field_puts_answers_in_order_over_pages(program):
    lot, other = stall("09506000134352")
    told = {"c": 100, "d": "chín", "e": None, "f": "Chín"}
    for name, value in told.items():
        event = shipping(lot, eventID=f"urn:uuid:{name}", **{"vd:nang": value})
        assert other.post("/epcis/events", alone(event)).status_code == 201
    asked = {"orderBy": "vd:nang", "orderDirection": "ASC", "perPage": 1}
    headers = {"GS1-Extensions": "vd=https://vd.example/ns/"}

    seen, answer = [], other.get("/epcis/events", asked, headers=headers)
    while "Link" in answer.headers:
        seen += ids(answer)
        following = answer.headers["Link"].partition(">")[0].removeprefix("<http://127.0.0.1:8000")
        answer = other.get(following, headers=headers)

    assert [*seen, *ids(answer)] == [f"urn:uuid:{name}" for name in "efdc"]
    first = {"orderBy": "vd:nang", "eventCountLimit": 1}
    assert ids(other.get("/epcis/events", first, headers=headers)) == ["urn:uuid:c"]
