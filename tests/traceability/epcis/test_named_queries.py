"""Named queries are their owner's; who subscribes is told, signed, until it hears."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.api import caller
from tests.traceability.epcis.stories import (
    OTHER_GTIN,
    alone,
    capture,
    ids,
    job,
    refusal,
    shipping,
    stall,
)
from traceability import callbacks
from traceability.models import Delivery, Event, NamedQuery, Subscription
from traceability.tasks.telling import MOST_TRIES, announce, deliver

pytestmark = pytest.mark.django_db
SECRET = "13df38d8275b13f05704629e5f1cf3d45d6132d5"


def keep(program, name="giao-hang", **query):
    return program.post("/epcis/queries", {"name": name, "query": query or {"EQ_bizStep": STEPS}})


STEPS = ["shipping", "receiving"]


def test_a_question_is_kept_and_asked_again():
    lot, program = stall()
    answer = keep(program)
    program.post("/epcis/events", alone(shipping(lot, eventID="urn:uuid:1")))
    program.post("/epcis/events", alone(shipping(lot, bizStep="storing")))

    assert (answer.status_code, answer.headers["Location"]) == (201, "/epcis/queries/giao-hang")
    found = program.get("/epcis/queries/giao-hang/events")
    assert ids(found) == ["urn:uuid:1"]
    assert found.json()["epcisBody"]["queryResults"]["queryName"] == "giao-hang"
    assert program.get("/epcis/queries/giao-hang").json()["query"] == {"EQ_bizStep": STEPS}
    assert [one["name"] for one in program.get("/epcis/queries").json()] == ["giao-hang"]


def test_a_name_is_used_once_and_free_again():
    _lot, program = stall()
    keep(program)
    assert refusal(keep(program))[:2] == (409, "ResourceAlreadyExistsException")
    assert program.delete("/epcis/queries/giao-hang").status_code == 204
    assert refusal(program.get("/epcis/queries/giao-hang"))[0] == 404
    assert keep(program).status_code == 201


def test_a_question_is_its_owners():
    (_lot, program), (_other, neighbour) = stall(), stall(OTHER_GTIN)
    keep(program)
    assert program.post("/epcis/queries/giao-hang/subscriptions", WISH).status_code == 201
    for address in ("", "/events", "/subscriptions"):
        answer = neighbour.get(f"/epcis/queries/giao-hang{address}")
        assert refusal(answer)[:2] == (404, "NoSuchNameException")
    assert refusal(neighbour.delete("/epcis/queries/giao-hang"))[0] == 404
    assert refusal(caller().get("/epcis/queries/giao-hang"))[0] == 401
    assert neighbour.get("/epcis/queries").json() == []
    assert NamedQuery.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {"name": "a b", "query": {}},
        {"name": "", "query": {}},
        {"name": 7, "query": {}},
        {"name": "a"},
        {"name": "a", "query": []},
        {"name": "a", "query": {}, "owner": 1},
        {"name": "a", "query": {"EQ_bizstep": ["shipping"]}},
        {"name": "a", "query": {"EQ_bizStep": {"a": 1}}},
        {"name": "a", "query": {"EQ_bizStep": [["shipping"]]}},
        {"name": "a", "query": {"EQ_bizStep": []}},
        {"name": "a", "query": {"GE_eventTime": 7}},
    ],
)
def test_an_odd_question_is_not_kept(body):
    _lot, program = stall()
    assert refusal(program.post("/epcis/queries", body))[0] == 400
    assert NamedQuery.objects.count() == 0


WISH = {"dest": "https://doitac.example/nhan", "signatureToken": SECRET, "stream": True}


def test_a_subscription_does_not_tell_its_secret():
    _lot, program = stall()
    keep(program)
    answer = program.post("/epcis/queries/giao-hang/subscriptions", WISH)
    one = program.get(answer.headers["Location"])

    assert answer.status_code == 201
    assert (one.json()["dest"], one.json()["stream"]) == (WISH["dest"], True)
    assert SECRET not in (answer.content + one.content).decode()
    assert program.delete(answer.headers["Location"]).status_code == 204
    assert Subscription.objects.count() == 0


def test_a_secret_of_ours_is_told_once():
    _lot, program = stall()
    keep(program)
    wish = {"dest": WISH["dest"], "stream": True}
    answer = program.post("/epcis/queries/giao-hang/subscriptions", wish).json()

    assert answer["signatureToken"] == Subscription.objects.get().secret
    assert len(answer["signatureToken"]) == 40
    address = f"/epcis/queries/giao-hang/subscriptions/{answer['subscriptionID']}"
    assert "signatureToken" not in program.get(address).json()


@pytest.mark.parametrize(
    "change",
    [
        *({"dest": dest} for dest in ("http://doitac.example/", "ftp://doitac.example/", "", 7)),
        *({"dest": f"https://{host}/"} for host in ("10.0.0.1", "169.254.169.254", "[fd00::1]")),
        *(
            {"dest": f"https://{host}/"}
            for host in ("maychu", "may.local", "192.168.1.1", "0.0.0.0")
        ),
        *(
            {"dest": dest}
            for dest in ("https://a:b@doitac.example/", "https://[", "https://a.vn:99999/")
        ),
        {"dest": "https://doitac.example/" + "a" * 600},
        {"dest": "https://doitac.example/\r\nHost: a"},
        {"signatureToken": "short"},
        {"signatureToken": 7},
        {"stream": False},
        {"stream": None},
        {"schedule": {"hour": "1"}},
        *(
            {"stream": None, "schedule": plan}
            for plan in (
                {},
                [],
                "1",
                {"hour": "24"},
                {"hour": "[9-8]"},
                {"hour": ""},
                {"week": "1"},
                {"dayOfMonth": "31", "month": "2"},
                {"minute": True},
            )
        ),
        {"initialRecordTime": "2026-11-21"},
        {"initialRecordTime": 7},
        {"reportIfEmpty": True},
        {"stream": None, "schedule": {"hour": "1"}, "reportIfEmpty": "yes"},
    ],
)
def test_an_odd_wish_is_refused(change):
    _lot, program = stall()
    keep(program)
    answer = program.post("/epcis/queries/giao-hang/subscriptions", {**WISH, **change})

    assert refusal(answer)[0] == 400
    assert Subscription.objects.count() == 0


@contextmanager
def listening(*statuses):
    """A subscriber on this machine that answers so, and what it was told."""
    heard, answers = [], list(statuses)

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((body, dict(self.headers)))
            self.send_response(answers.pop(0) if answers else 200)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/nhan?a=1", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def subscribe(program, dest):
    keep(program)
    wish = {**WISH, "dest": dest}
    return program.post("/epcis/queries/giao-hang/subscriptions", wish).json()["subscriptionID"]


def test_a_subscriber_is_told_of_what_it_asked_for_and_no_more():
    lot, program = stall()
    with listening() as (dest, heard):
        key = subscribe(program, dest)
        told = [shipping(lot, eventID="urn:uuid:1"), shipping(lot, bizStep="storing")]
        assert job(program, capture(program, *told))["success"] is True

    ((body, headers),) = heard
    results = json.loads(body)["epcisBody"]["queryResults"]
    assert (results["queryName"], results["subscriptionID"]) == ("giao-hang", key)
    assert [e["eventID"] for e in results["resultsBody"]["eventList"]] == ["urn:uuid:1"]
    time, _, seal = headers["GS1-Signature"].removeprefix("t=").partition(",v1=")
    message = time.encode() + b"." + body
    assert seal == hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest()
    assert Delivery.objects.get().heard_at is not None
    address = f"/epcis/queries/giao-hang/subscriptions/{key}"
    assert program.get(address).json()["lastNotifiedAt"]


def test_a_stranger_is_told_what_strangers_may_read():
    (lot, program), (_other, neighbour) = stall(), stall(OTHER_GTIN)
    with listening() as (dest, heard):
        subscribe(neighbour, dest)
        event = shipping(lot, eventID="urn:uuid:kin", **{"vd:nguoi": "Kín Tiếng"})
        program.post("/epcis/events", alone(event))

    ((body, _headers),) = heard
    assert "shipping" in body.decode()
    assert "kin" not in body.decode()
    assert "Kín" not in body.decode()


def test_a_failed_document_tells_nobody():
    lot, program = stall()
    with listening() as (dest, heard):
        subscribe(program, dest)
        capture(program, shipping(lot), shipping(lot))

    assert heard == []
    assert Delivery.objects.count() == 0


def test_who_does_not_hear_is_told_again():
    lot, program = stall()
    with listening(500, 302, 200) as (dest, heard):
        subscribe(program, dest)
        program.post("/epcis/events", alone(shipping(lot)))
        delivery = Delivery.objects.get()
        assert (delivery.tries, delivery.heard_at) == (1, None)
        first = delivery.next_try_at
        deliver.func(delivery.pk)
        delivery.refresh_from_db()
        assert delivery.next_try_at > first
        for _ in range(2):
            deliver.func(delivery.pk)
        delivery.refresh_from_db()

    assert (len(heard), delivery.tries, delivery.next_try_at) == (3, 2, None)
    assert delivery.heard_at is not None


def test_after_eight_times_nobody_is_told_any_more():
    lot, program = stall()
    with listening(*[500] * 20) as (dest, heard):
        subscribe(program, dest)
        program.post("/epcis/events", alone(shipping(lot)))
        delivery = Delivery.objects.get()
        for _ in range(10):
            deliver.func(delivery.pk)

    assert len(heard) == MOST_TRIES


def test_the_same_news_is_told_once():
    lot, program = stall()
    with listening() as (dest, heard):
        subscribe(program, dest)
        program.post("/epcis/events", alone(shipping(lot)))
        announce.func([Event.objects.get().pk])

    assert len(heard) == 1


def test_a_real_market_tells_no_machine_inside(settings):
    settings.DEMO = False
    lot, program = stall()
    with listening() as (dest, heard):
        keep(program)
        query = NamedQuery.objects.get()
        at = datetime(2026, 11, 21, tzinfo=UTC)
        for one in (dest, dest.replace("http:", "https:"), "https://localhost/"):
            Subscription.objects.create(query=query, dest=one, secret=SECRET, created_at=at)
        program.post("/epcis/events", alone(shipping(lot)))

    assert heard == []
    assert [d.tries for d in Delivery.objects.all()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "number"), [("kin.vn", "10.1.2.3"), ("kin.vn", "::ffff:127.0.0.1"), ("kin.vn", "::1")]
)
def test_a_name_that_leads_inside_is_not_followed(monkeypatch, name, number):
    answer = [(0, 0, 0, "", (number, 443))]
    monkeypatch.setattr(callbacks.socket, "getaddrinfo", lambda *_args, **_kw: answer)
    at = datetime(2026, 11, 21, tzinfo=UTC)
    with pytest.raises(callbacks.NotHeard):
        callbacks.tell(f"https://{name}/", b"{}", secret=SECRET, at=at, loopback=True)
