"""Discovery, and the top-level resources with their events."""

from __future__ import annotations

import pytest

from tests.api import caller
from tests.traceability.epcis.stories import alone, ids, refusal, shipping, stall
from traceability import addresses
from traceability.epcis.vocabulary import BizStep, Disposition
from traceability.models import Event

pytestmark = pytest.mark.django_db
KINDS = [
    *("ObjectEvent", "AggregationEvent", "TransactionEvent"),
    *("TransformationEvent", "AssociationEvent"),
]


@pytest.fixture
def lot():
    lot, program = stall()
    assert program.post("/epcis/events", alone(shipping(lot))).status_code == 201
    return lot


def members(address, who=None):
    answer = (who or caller()).get(address)
    assert answer.status_code == 200, answer.content
    assert answer.json()["type"] == "Collection"
    return answer.json()["member"]


def test_the_top_names_what_there_is():
    assert members("/epcis/") == [
        *("capture", "events", "eventTypes", "epcs", "bizSteps", "bizLocations"),
        *("readPoints", "dispositions", "queries"),
    ]


def test_words_of_the_standard_are_listed(lot):
    assert members("/epcis/eventTypes") == KINDS
    assert members("/epcis/bizSteps?perPage=100") == sorted(BizStep)
    assert members("/epcis/dispositions?perPage=100") == sorted(Disposition)


def test_things_and_places_that_events_name_are_listed(lot):
    assert members("/epcis/epcs") == [f"https://id.gs1.org/01/{lot.pack.gtin}/10/{lot.code}"]
    assert members("/epcis/readPoints") == [addresses.place_address(lot.workshop)]
    assert members("/epcis/bizLocations") == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("eventTypes", "ObjectEvent"),
        ("bizSteps", "shipping"),
        ("bizSteps", "https%3A%2F%2Fref.gs1.org%2Fcbv%2FBizStep-shipping"),
        ("dispositions", "in_transit"),
        ("epcs", "LOT"),
        ("readPoints", "PLACE"),
    ],
)
def test_a_member_leads_to_its_events(lot, path, value):
    gtin = "https%3A%2F%2Fany.example%2F01%2F" + f"{lot.pack.gtin}%2F10%2F{lot.code}"
    place = addresses.place_address(lot.workshop).replace("#", "%23").replace("/", "%2F")
    value = {"LOT": gtin, "PLACE": place}.get(value, value)

    assert members(f"/epcis/{path}/{value}") == ["events"]
    assert ids(caller().get(f"/epcis/{path}/{value}/events")) == [Event.objects.get().hash_id]
    narrowed = caller().get(f"/epcis/{path}/{value}/events?GT_quantity=4")
    assert ids(narrowed) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("eventTypes/ShipEvent", 404),
        ("eventTypes/ShipEvent/events", 404),
        ("bizSteps/harvesting", 404),
        ("epcs/urn:uuid:none", 404),
        ("readPoints/urn:uuid:none", 404),
        ("nothing/here", 404),
    ],
)
def test_what_is_not_there_is_not_found(lot, path, status):
    assert refusal(caller().get(f"/epcis/{path}"))[:2] == (status, "NoSuchResourceException")


def test_lists_come_a_page_at_a_time(lot):
    seen, address = [], "/epcis/bizSteps?perPage=25"
    while address:
        answer = caller().get(address)
        seen += answer.json()["member"]
        link = answer.headers.get("Link", "")
        address = link.partition(">")[0].removeprefix("<http://127.0.0.1:8000")

    assert seen == sorted(BizStep)


@pytest.mark.parametrize(
    "path",
    [
        *("", "capture", "events", "events/urn:uuid:1", "eventTypes", "eventTypes/ObjectEvent"),
        *("bizSteps", "bizSteps/shipping/events", "queries", "queries/a", "queries/a/events"),
        *("queries/a/subscriptions", "capture/7f2c8a52-6f0e-4a5b-9a3e-0d9c6ad0b7aa"),
    ],
)
def test_discovery_says_what_is_spoken(path):
    answer = caller().options(f"/epcis/{path}")

    assert answer.status_code == 204
    assert {name: answer.headers[name] for name in SPOKEN} == SPOKEN
    assert "GET" in answer.headers["Allow"]


SPOKEN = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-CBV-Min": "2.0.0",
    "GS1-CBV-Max": "2.0.0",
    "GS1-EPC-Format": "Never_Translates",
    "GS1-Vendor-Version": "cho-goc-1",
    "GS1-Extensions": "chogoc=http://127.0.0.1:8000/tu-vung/",
}


def test_capture_says_how_much_it_takes():
    headers = caller().options("/epcis/capture").headers

    assert headers["GS1-EPCIS-Capture-Limit"] == "500"
    assert headers["GS1-EPCIS-Capture-File-Size-Limit"] == "2097152"
    assert headers["GS1-Capture-Error-Behaviour"].split(", ")[0] == "rollback"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"GS1-EPCIS-Min": "1.2", "GS1-EPCIS-Max": "2.0.0"}, 200),
        ({"GS1-EPCIS-Min": "2.1"}, 406),
        ({"GS1-EPCIS-Max": "1.2"}, 406),
        ({"GS1-CBV-Max": "1.2"}, 406),
        ({"GS1-EPC-Format": "Always_EPC_URN"}, 406),
        ({"GS1-EPC-Format": "Never_Translates"}, 200),
        ({"Accept": "application/xml"}, 406),
        ({"Accept": "application/ld+json"}, 200),
        ({"GS1-EPCIS-Min": "two"}, 400),
    ],
)
def test_versions_and_media_are_agreed(headers, status):
    answer = caller().get("/epcis/events", headers=headers)

    assert answer.status_code == status
    if status == 406:
        assert refusal(answer)[1] == "NotAcceptableException"


def test_a_wrong_method_is_told():
    answer = caller().delete("/epcis/events")
    assert refusal(answer)[0] in {401, 405}


def test_tokens_of_pages_end_by_themselves():
    assert refusal(caller().delete("/epcis/nextPageToken/abc"))[0] in {401, 501}
