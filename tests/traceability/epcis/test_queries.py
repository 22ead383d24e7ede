"""Questions: whole answers in pages and in order, and refusals that say why."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api import caller
from tests.traceability.epcis.stories import (
    EXAMPLES,
    ids,
    put,
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
SSCC = "urn:epc:id:sscc:0614141.1234567890"


def test_a_parent_is_found():
    lot, program = stall()
    child = [{"epcClass": addresses.lot_address(lot), "quantity": 4}]
    packed = shipping(lot, type="AggregationEvent", eventID=A, parentID=SSCC, quantityList=None)
    put(program, {**packed, "childQuantityList": child})

    for name in ("MATCH_parentID", "MATCH_anyEPC"):
        assert ids(program.get("/epcis/events", {name: SSCC})) == [A]
    assert ids(program.get("/epcis/events", {"MATCH_epcClass": child[0]["epcClass"]})) == [A]


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
