"""Capture: what is sent is written whole, or not at all, and only by those who may say it."""

from __future__ import annotations

import json

import pytest

from tests.api import caller
from tests.factories import UserFactory
from tests.traceability.epcis.stories import (
    EXAMPLES,
    VECTORS,
    alone,
    capture,
    document,
    events_of,
    job,
    read,
    refusal,
    shipping,
    speak_of_all,
    stall,
    told,
)
from traceability.epcis.hash_id import hash_ids
from traceability.models import CaptureJob, Event, EventFact, EventItem

pytestmark = pytest.mark.django_db
SAYS_THE_SAME = next(path for path in VECTORS if "IgnoreFields" in path.name)


def test_a_document_is_captured_and_its_job_says_so():
    lot, program = stall()
    answer = capture(program, shipping(lot))

    assert (answer.status_code, answer.content) == (202, b"")
    assert job(program, answer) | {"captureID": "", "createdAt": "", "finishedAt": ""} == {
        "captureID": "",
        "createdAt": "",
        "finishedAt": "",
        "running": False,
        "success": True,
        "captureErrorBehaviour": "rollback",
        "errors": [],
    }
    event = Event.objects.get()
    assert (event.lot, event.place, event.producer) == (lot, lot.workshop, lot.producer)
    assert (event.stage, event.biz_step, event.disposition) == (
        "shipping",
        "shipping",
        "in_transit",
    )
    assert event.event_id == event.hash_id == event.document["eventID"]


@pytest.mark.parametrize(
    "path",
    [path for path in [*EXAMPLES, *VECTORS] if path != SAYS_THE_SAME],
    ids=lambda path: path.stem,
)
def test_the_examples_of_the_standard_are_captured(path):
    lot, program = stall(gtin=None)
    example = read(path)
    speak_of_all(lot.producer, [example])
    is_document = "epcisBody" in example

    answer = program.post("/epcis/capture" if is_document else "/epcis/events", example)

    assert answer.status_code == (202 if is_document else 201), answer.content
    if is_document:
        assert job(program, answer)["errors"] == []
        assert set(Event.objects.values_list("hash_id", flat=True)) == set(hash_ids(example))
    assert Event.objects.count() == len(events_of(example))


def test_two_events_that_say_the_same_are_one_told_twice():
    """The fields that this document has ignored are all in which its events differ."""
    lot, program = stall(gtin=None)
    example = read(SAYS_THE_SAME)
    speak_of_all(lot.producer, [example])
    told = job(program, program.post("/epcis/capture", example))

    assert len(hash_ids(example)) == 2
    assert [one["type"] for one in told["errors"]] == [
        "epcisException:ResourceAlreadyExistsException"
    ]
    assert Event.objects.count() == 0


def test_rolling_back_is_the_rule():
    lot, program = stall()
    answer = capture(program, shipping(lot), shipping(lot, eventTime="2026-11-20T08:00:00"))

    assert refusal(answer) == (
        400,
        "ValidationException",
        "epcisBody.eventList[1].eventTime",
    )
    assert _rows() == [0, 0, 0, 0]


def test_proceeding_writes_what_can_be_and_lists_the_rest():
    lot, program = stall()
    other = stall("09506000134352")[0]
    answer = capture(
        program,
        shipping(lot, eventTime="2026-11-20T08:00:00"),
        shipping(other),
        shipping(lot),
        **{"GS1-Capture-Error-Behaviour": "proceed"},
    )

    assert answer.status_code == 202
    told = job(program, answer)
    assert (told["success"], told["captureErrorBehaviour"]) == (False, "proceed")
    assert [one["type"] for one in told["errors"]] == [
        "epcisException:ValidationException",
        "epcisException:SecurityException",
    ]
    assert Event.objects.get().lot == lot


def test_an_event_known_already_fails_its_whole_document():
    lot, program = stall()
    capture(program, shipping(lot))
    answer = capture(program, shipping(lot, disposition="in_progress"), shipping(lot))

    done = job(program, answer)
    assert (answer.status_code, done["success"]) == (202, False)
    assert [one["type"] for one in done["errors"]] == [
        "epcisException:ResourceAlreadyExistsException"
    ]
    assert Event.objects.count() == 1


def test_one_event_is_created_and_has_an_address():
    lot, program = stall()
    answer = program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1")))

    assert answer.status_code == 201
    assert answer.headers["Location"] == "/epcis/events/urn%3Auuid%3A1"
    assert told(program.get(answer.headers["Location"])) == [answer.json()]
    again = program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1", action="ADD")))
    assert refusal(again) == (409, "ResourceAlreadyExistsException", "")
    assert Event.objects.count() == 1


def test_record_time_is_ours():
    lot, program = stall()
    sent = alone(shipping(lot, recordTime="2001-01-01T00:00:00Z"))
    answer = program.post("/epcis/events", sent).json()

    event = Event.objects.get()
    assert answer["recordTime"][:4] == str(event.recorded_at.year) != "2001"
    assert "recordTime" not in event.document


def test_a_foreign_id_is_kept_and_the_hash_beside_it():
    lot, program = stall()
    plain = program.post("/epcis/events", alone(shipping(lot))).json()["eventID"]
    answer = program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1")))

    event = Event.objects.get(event_id="urn:uuid:1")
    assert answer.status_code == 201
    assert event.hash_id == plain


def test_an_error_is_declared_once_beside_the_event_it_denies():
    lot, program = stall()
    wrong = shipping(lot, eventID="urn:uuid:1")
    denial = {**wrong, "errorDeclaration": {"declarationTime": "2026-11-20T09:00:00Z"}}
    answers = [
        program.post("/epcis/events", alone(one)).status_code
        for one in (wrong, denial, wrong, denial)
    ]

    assert answers == [201, 201, 409, 409]
    event, denied = Event.objects.order_by("pk")
    assert (denied.corrects, denied.stage) == (event, "")
    assert list(Event.objects.standing()) == [denied]


def test_both_may_come_in_one_document_in_any_order():
    lot, program = stall()
    wrong = shipping(lot, eventID="urn:uuid:1")
    denial = {**wrong, "errorDeclaration": {"declarationTime": "2026-11-20T09:00:00Z"}}

    assert job(program, capture(program, denial, wrong))["success"] is True
    assert Event.objects.get(declared_wrong_at__isnull=False).corrects.event_id == "urn:uuid:1"


def test_an_id_is_nobodys_to_take_from_another():
    (lot, program), (other, neighbour) = stall(), stall("09506000134352")
    first = program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1")))
    second = neighbour.post("/epcis/events", alone(shipping(other, eventID="urn:uuid:1")))

    assert (first.status_code, second.status_code) == (201, 201)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"eventTime": "2026-11-20T08:00:00"}, "eventTime"),
        ({"eventTime": "2026-11-20 08:00:00Z"}, "eventTime"),
        ({"eventTime": "9999-12-31T23:59:59-12:00"}, "eventTime"),
        ({"eventTime": "0001-01-01T00:00:00+14:00"}, "eventTime"),
        ({"eventTime": "2999-11-20T08:00:00+07:00"}, "eventTime"),
        ({"eventTimeZoneOffset": "7"}, "eventTimeZoneOffset"),
        ({"bizStep": "harvesting"}, "bizStep"),
        ({"action": "SHIP"}, "action"),
        ({"eventID": "x" * 300}, "eventID"),
        ({"eventID": "urn:uuid:" + "1" * 300}, "eventID"),
        ({"ilmd": {"lot": "1"}, "action": "ADD"}, "ilmd"),
        ({"type": "vd:Event"}, "type"),
        ({"bizTransactionList": [{"bizTransaction": "urn:x:" + "1" * 400}]}, "bizTransaction_"),
    ],
)
def test_a_faulty_event_is_told_its_field(change, field):
    lot, program = stall()
    answer = program.post("/epcis/events", alone(shipping(lot, **change)))

    assert refusal(answer) == (400, "ValidationException", field)
    assert field in answer.json()["detail"]
    assert _rows() == [0, 0, 0, 0]


@pytest.mark.parametrize("amount", [-1, -0.5, 1e11, 10**40])
def test_an_amount_is_one_that_can_be(amount):
    lot, program = stall()
    event = shipping(lot)
    event["quantityList"][0]["quantity"] = amount
    answer = program.post("/epcis/events", alone(event))

    assert refusal(answer) == (400, "ValidationException", "quantityList[0].quantity")
    assert Event.objects.count() == 0


@pytest.mark.parametrize("action", ["ADD", "DELETE"])
@pytest.mark.parametrize("kind", ["AssociationEvent", "AggregationEvent"])
def test_what_is_fastened_names_what_it_is_fastened_to(kind, action):
    lot, program = stall()
    event = shipping(lot, type=kind, action=action, quantityList=None)
    event["childQuantityList"] = [{"epcClass": f"http://127.0.0.1:8000/01/{lot.pack.gtin}"}]
    for parent in ({}, {"parentID": ""}):
        answer = program.post("/epcis/events", alone({**event, **parent}))
        assert refusal(answer)[:2] == (400, "ValidationException")
    answer = program.post("/epcis/events", alone({**event, "parentID": "urn:uuid:9"}))
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("sent", "status", "kind"),
    [
        (b"[" * 100_000, 400, "ValidationException"),
        (b'{"a":' * 100_000, 400, "ValidationException"),
        (b'{"a": "\xff"}', 400, "ValidationException"),
        (b'{"a": "\\u0000"}', 400, "ValidationException"),
        (b'{"a": 1e999}', 400, "ValidationException"),
        (b'{"a": 1, "a": 2}', 400, "ValidationException"),
        (b"null", 400, "ValidationException"),
        (b"[]", 400, "ValidationException"),
        (b"", 400, "ValidationException"),
        (b" " * 3_000_000, 413, "CaptureLimitExceededException"),
    ],
)
@pytest.mark.parametrize("path", ["/epcis/capture", "/epcis/events"])
def test_odd_bodies_are_refused_in_words(path, sent, status, kind):
    _lot, program = stall()
    answer = program.generic("POST", path, sent, content_type="application/json")

    assert refusal(answer)[:2] == (status, kind)
    assert CaptureJob.objects.count() == Event.objects.count() == 0


@pytest.mark.parametrize("path", ["/epcis/capture", "/epcis/events"])
def test_a_body_sent_in_chunks_is_asked_for_its_length(path):
    _lot, program = stall()
    in_chunks = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    answer = program.post(path, document(), **in_chunks)

    assert refusal(answer)[:2] == (411, "ImplementationException")


def test_too_many_events_or_things_at_once():
    lot, program = stall()
    many = capture(program, *[shipping(lot)] * 501)
    wide = capture(program, shipping(lot, epcList=["urn:uuid:1"] * 5_001))

    assert refusal(many)[:2] == refusal(wide)[:2] == (413, "CaptureLimitExceededException")
    assert CaptureJob.objects.count() == 0


@pytest.mark.parametrize("kind", ["application/xml", "text/plain", "multipart/form-data"])
def test_only_json_is_read(kind):
    lot, program = stall()
    sent = json.dumps(document(shipping(lot)))
    answer = program.generic("POST", "/epcis/capture", sent, content_type=kind)

    assert refusal(answer)[:2] == (415, "UnsupportedMediaTypeException")


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Something"},
        {"type": None},
        {"type": ["EPCISDocument"]},
        {"epcisBody": None},
        {"epcisBody": {"eventList": {}}},
        {"epcisBody": []},
        {"schemaVersion": "two"},
        {"creationDate": "yesterday"},
        {"@context": 7},
        {"type": "EPCISQueryDocument"},
        {"epcisBody": {"eventList": [7, None, "x", []]}},
    ],
)
def test_a_document_without_a_frame_is_refused(change):
    lot, program = stall()
    answer = program.post("/epcis/capture", {**document(shipping(lot)), **change})

    assert refusal(answer)[:2] == (400, "ValidationException")
    assert CaptureJob.objects.count() == Event.objects.count() == 0


def test_json_ld_is_json():
    lot, program = stall()
    sent = json.dumps(document(shipping(lot)))
    answer = program.generic("POST", "/epcis/capture", sent, content_type="application/ld+json")

    assert answer.status_code == 202


def test_a_stranger_is_asked_who_they_are():
    lot = stall()[0]
    assert refusal(capture(caller(), shipping(lot)))[:2] == (401, "SecurityException")
    assert refusal(capture(caller(UserFactory()), shipping(lot)))[:2] == (403, "SecurityException")
    assert refusal(caller().get("/epcis/capture"))[:2] == (401, "SecurityException")
    assert Event.objects.count() == 0


def test_a_job_is_its_senders():
    (lot, program), (_other, neighbour) = stall(), stall("09506000134352")
    answer = capture(program, shipping(lot))

    assert refusal(neighbour.get(answer.headers["Location"]))[:2] == (
        404,
        "NoSuchResourceException",
    )
    assert neighbour.get("/epcis/capture").json() == []
    assert [one["success"] for one in program.get("/epcis/capture").json()] == [True]


def test_jobs_come_a_page_at_a_time():
    lot, program = stall()
    for number in range(3):
        capture(program, shipping(lot, eventID=f"urn:uuid:{number}"))
    first = program.get("/epcis/capture?perPage=2")
    rest = program.get(first.headers["Link"].partition(">")[0].partition("8000")[2])

    assert [len(first.json()), len(rest.json())] == [2, 1]
    assert "Link" not in rest.headers


def _rows():
    return [model.objects.count() for model in (Event, EventItem, EventFact, CaptureJob)]
