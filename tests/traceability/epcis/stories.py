"""A producer with a lot, and what its programme sends and asks."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils.timezone import now

from tests.api import caller
from tests.factories import LotFactory, MembershipFactory, PackFactory
from traceability import addresses
from traceability.epcis.canonical import canonical
from traceability.epcis.document import CONTEXT
from traceability.epcis.facts import things

STANDARDS = Path(__file__).parents[2] / "standards/epcis"
EXAMPLES = sorted((STANDARDS / "examples").rglob("*.jsonld"))
VECTORS = sorted((STANDARDS / "hash-vectors").glob("*.jsonld"))
GTIN = "08938505974019"
OTHER_GTIN = "09506000134352"
NS = "https://vd.example/ns/"


def stall(gtin=GTIN, **facts):
    """A complete lot, and the programme of somebody who works for its producer."""
    lot = LotFactory(pack=PackFactory(gtin=gtin), **facts)
    user = MembershipFactory(producer=lot.producer).user
    return lot, caller(user)


def shipping(lot, **fields):
    """What a producer's programme says when packs of a lot leave."""
    told = {
        "type": "ObjectEvent",
        "eventTime": "2026-11-20T08:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "quantityList": [{"epcClass": addresses.lot_address(lot), "quantity": 4}],
        "readPoint": {"id": addresses.place_address(lot.workshop)},
    }
    return {name: value for name, value in {**told, **fields}.items() if value is not None}


def alone(event):
    return {"@context": [CONTEXT, {"vd": NS}], **event}


def put(program, event):
    answer = program.post("/epcis/events", alone(event))
    assert answer.status_code == 201, answer.content


def document(*events):
    return {
        "@context": [CONTEXT, {"vd": NS}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-21T05:00:00.000Z",
        "epcisBody": {"eventList": list(events)},
    }


def capture(program, *events, **headers):
    return program.post("/epcis/capture", document(*events), headers=headers)


def job(program, answer):
    return program.get(answer.headers["Location"]).json()


def told(answer):
    """The events of an answer."""
    assert answer.status_code == 200, answer.content
    return answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


def ids(answer):
    return [event["eventID"] for event in told(answer)]


def refusal(answer):
    """Status, kind and the first field to blame."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    kind = body["type"].removeprefix("epcisException:")
    return answer.status_code, kind, next((e["field"] for e in body.get("errors", [])), "")


def speak_of_all(producer, documents):
    """Give the producer every GTIN that these documents name: they are then its own."""
    gtins = {
        found.split("/")[4]
        for one in documents
        for event in events_of(one)
        for thing in things(event)
        if (found := canonical(thing.uri)).startswith("https://id.gs1.org/01/")
    }
    for gtin in sorted(gtins):
        PackFactory(product__producer=producer, gtin=gtin)


def events_of(one):
    body = one.get("epcisBody")
    if body is None:
        return [one]
    return body.get("eventList") or body["queryResults"]["resultsBody"]["eventList"]


def read(path):
    return json.loads(path.read_text())


def today():
    return now()
