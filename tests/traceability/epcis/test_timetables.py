"""Subscribers with a timetable are told when it comes, of what is new since the last time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.traceability.epcis.stories import alone, shipping, stall
from tests.traceability.epcis.test_named_queries import SECRET, WISH, listening
from traceability.epcis.validity import schema_faults
from traceability.models import Delivery, NamedQuery, Subscription
from traceability.tasks.telling import report_due, take_up_dropped

pytestmark = pytest.mark.django_db
HOURLY = {"minute": "0"}


def subscribe(program, dest, **wish):
    query = {"name": "giao-hang", "query": {"EQ_bizStep": ["shipping"]}}
    assert program.post("/epcis/queries", query).status_code == 201
    told = {"dest": dest, "signatureToken": SECRET, **wish}
    answer = program.post("/epcis/queries/giao-hang/subscriptions", told)
    assert answer.status_code == 201, answer.content
    return answer.json()


def ids_of(body):
    results = json.loads(body)["epcisBody"]["queryResults"]
    return [event["eventID"] for event in results["resultsBody"]["eventList"]]


def test_a_timetable_tells_what_is_new_since_its_last_report():
    lot, program = stall()
    with listening() as (dest, heard):
        told = subscribe(program, dest, schedule=HOURLY)
        program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1")))
        assert (heard, report_due(at=now())) == ([], 0)

        assert report_due(at=now() + timedelta(hours=1)) == 1
        assert report_due(at=now() + timedelta(hours=1)) == 0
        assert report_due(at=now() + timedelta(hours=2)) == 1

    assert [ids_of(body) for body, _headers in heard] == [["urn:uuid:1"]]
    assert (told["schedule"], told["reportIfEmpty"]) == (HOURLY, False)
    assert "stream" not in told


def test_an_empty_report_is_sent_to_who_wants_it():
    _lot, program = stall()
    with listening() as (dest, heard):
        subscribe(program, dest, schedule=HOURLY, reportIfEmpty=True)
        for hours in (1, 2):
            report_due(at=now() + timedelta(hours=hours))

    assert [ids_of(body) for body, _headers in heard] == [[], []]
    assert schema_faults(json.loads(heard[0][0])) == []
    assert Delivery.objects.filter(first=None, heard_at__isnull=False).count() == 2


def test_the_first_report_begins_where_the_subscriber_says():
    lot, program = stall()
    program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:truoc")))
    with listening() as (dest, heard):
        subscribe(program, dest, schedule=HOURLY, initialRecordTime="2026-01-01T00:00:00Z")
        report_due(at=now() + timedelta(hours=1))

    assert [ids_of(body) for body, _headers in heard] == [["urn:uuid:truoc"]]


def test_who_is_told_at_once_is_told_of_earlier_events_first():
    lot, program = stall()
    program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:truoc")))
    with listening() as (dest, heard):
        subscribe(program, dest, stream=True, initialRecordTime="2026-01-01T00:00:00Z")
        program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:sau")))

    assert [ids_of(body) for body, _headers in heard] == [["urn:uuid:truoc"], ["urn:uuid:sau"]]


def test_nobody_is_told_before_the_time_they_named():
    lot, program = stall()
    with listening() as (dest, heard):
        subscribe(program, dest, stream=True, initialRecordTime="2099-01-01T00:00:00Z")
        program.post("/epcis/events", alone(shipping(lot)))

    assert heard == []


def test_a_question_with_own_fields_is_understood_when_it_is_asked_later():
    lot, program = stall()
    query = {"name": "giao-hang", "query": {"EQ_vd:chuyen": ["VN1"]}}
    headers = {"GS1-Extensions": "vd=https://vd.example/ns/"}
    assert program.post("/epcis/queries", query, headers=headers).status_code == 201
    with listening() as (dest, heard):
        wish = {**WISH, "dest": dest}
        assert program.post("/epcis/queries/giao-hang/subscriptions", wish).status_code == 201
        for name, flight in (("a", "VN1"), ("b", "VN2")):
            event = shipping(lot, eventID=f"urn:uuid:{name}", **{"vd:chuyen": flight})
            program.post("/epcis/events", alone(event))

    assert [ids_of(body) for body, _headers in heard] == [["urn:uuid:a"]]


def test_a_kept_question_that_is_refused_today_stops_nobody_else():
    lot, program = stall()
    with listening() as (dest, heard):
        subscribe(program, dest, stream=True)
        one = Subscription.objects.get()
        odd = NamedQuery.objects.create(
            owner=one.query.owner, name="cu", query={"eventCountLimit": 1}, created_at=now()
        )
        Subscription.objects.create(query=odd, dest=dest, secret=SECRET, created_at=now())
        program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1")))

    assert [ids_of(body) for body, _headers in heard] == [["urn:uuid:1"]]


def test_a_telling_that_a_stopped_worker_dropped_is_taken_up():
    lot, program = stall()
    with listening(500) as (dest, heard):
        subscribe(program, dest, stream=True)
        program.post("/epcis/events", alone(shipping(lot)))
        due = Delivery.objects.get().next_try_at

        assert take_up_dropped(at=due + timedelta(minutes=9)) == 0
        assert take_up_dropped(at=due + timedelta(minutes=10)) == 1
        assert take_up_dropped(at=due + timedelta(minutes=30)) == 0

    assert len(heard) == 2
    assert Delivery.objects.get().heard_at is not None


def test_subscriptions_come_a_page_at_a_time():
    _lot, program = stall()
    subscribe(program, WISH["dest"], stream=True)
    for _ in range(2):
        program.post("/epcis/queries/giao-hang/subscriptions", WISH)
    first = program.get("/epcis/queries/giao-hang/subscriptions?perPage=2")
    address = first.headers["Link"].partition(">")[0].removeprefix("<http://127.0.0.1:8000")

    assert [len(first.json()), len(program.get(address).json())] == [2, 1]
