"""Event hash ids: the published vectors, and what may and may not change an id."""

import json
from pathlib import Path

import pytest

from traceability.epcis.canonical import canonical
from traceability.epcis.hash_id import hash_id, hash_ids, pre_hash, prefixes_of

VECTORS = Path(__file__).parents[1] / "standards/epcis/hash-vectors"
DOCUMENTS = sorted(VECTORS.glob("*.jsonld"))
# Upstream's second line there is of an older event; its .hashes are of the event in the document.
STALE_PREHASH = {"epcisDocWithCustomSchemaInContext"}

EVENT = {
    "type": "ObjectEvent",
    "eventTime": "2026-11-21T08:30:00+07:00",
    "eventTimeZoneOffset": "+07:00",
    "epcList": [
        "https://ocop.example/01/09520123456788/21/A",
        "https://ocop.example/01/09520123456788/21/B",
    ],
    "action": "OBSERVE",
    "bizStep": "inspecting",
    "example:note": "khô",
    "example:nested": {"example:b": 1, "example:a": [2, True]},
}
PREFIXES = {"example": "https://ns.example.com/"}


def pre(**changes):
    return pre_hash({**EVENT, **changes}, PREFIXES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_event_of_the_vectors_has_its_published_id(document):
    published = document.with_suffix(".hashes").read_text().split()

    assert hash_ids(json.loads(document.read_text())) == published


@pytest.mark.parametrize(
    "document",
    [path for path in DOCUMENTS if path.stem not in STALE_PREHASH],
    ids=lambda path: path.stem,
)
def test_every_event_of_the_vectors_is_laid_out_as_published(document):
    content = json.loads(document.read_text())
    prefixes = prefixes_of(content["@context"])
    body = content["epcisBody"]
    events = body.get("eventList") or body["queryResults"]["resultsBody"]["eventList"]
    ignored = content.get("repository-x:ignoreFields", ())
    published = [
        line for line in document.with_suffix(".prehashes").read_text().split("\n") if line
    ]

    assert [pre_hash(event, prefixes, ignored=ignored) for event in events] == published


def test_there_are_vectors():
    assert len(DOCUMENTS) == 11


def test_an_event_is_laid_out_without_separators():
    assert pre() == (
        "eventType=ObjectEventeventTime=2026-11-21T01:30:00.000ZeventTimeZoneOffset=+07:00"
        "epcListepc=https://id.gs1.org/01/09520123456788/21/A"
        "epc=https://id.gs1.org/01/09520123456788/21/B"
        "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-inspecting"
        "{https://ns.example.com/}nested{https://ns.example.com/}a=2{https://ns.example.com/}a=true"
        "{https://ns.example.com/}b=1{https://ns.example.com/}note=khô"
    )


@pytest.mark.parametrize(
    "same",
    [
        {"recordTime": "2026-11-22T00:00:00Z"},
        {"eventID": "urn:uuid:1"},
        {"errorDeclaration": {"declarationTime": "2026-11-22T00:00:00Z"}},
        {"rdfs:comment": "by hand"},
        {"eventTime": "2026-11-21T01:30:00.0001Z"},
        {"epcList": EVENT["epcList"][::-1]},
        {"epcList": [epc.replace("ocop.example", "id.gs1.org") for epc in EVENT["epcList"]]},
        {"bizStep": "https://ref.gs1.org/cbv/BizStep-inspecting"},
        {"bizStep": "cbv:BizStep-inspecting"},
        {"bizStep": "urn:epcglobal:cbv:bizstep:inspecting"},
        {"example:note": " khô "},
        {"disposition": ""},
        {"certificationInfo": []},
    ],
)
def test_the_same_statement_has_the_same_id(same):
    assert pre(**same) == pre()


@pytest.mark.parametrize(
    "other",
    [
        {"eventTime": "2026-11-21T08:30:01+07:00"},
        {"eventTimeZoneOffset": "+08:00"},
        {"action": "ADD"},
        {"disposition": "in_progress"},
        {"epcList": EVENT["epcList"][:1]},
        {"example:note": "ướt"},
        {"ilmd": {"cbvmda:lotNumber": "L1"}},
    ],
)
def test_another_statement_has_another_id(other):
    assert hash_id({**EVENT, **other}, PREFIXES) != hash_id(EVENT, PREFIXES)


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        (1.0, "1"),
        ("0.3400", "0.34"),
        ("+007", "7"),
        ("-0.0", "0"),
        (-2.50, "-2.5"),
        (1e-7, "0.0000001"),
        ("1e3", "1000"),
        (100, "100"),
        ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"),
        ("12-3", "12-3"),
        (False, "false"),
    ],
)
def test_numbers_are_plain_and_exact(written, laid_out):
    assert pre(**{"example:note": written}).endswith(f"note={laid_out}")


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        ("2026-12-31T23:59:59.9995Z", "2027-01-01T00:00:00.000Z"),
        ("2026-01-01T00:00:00.0025Z", "2026-01-01T00:00:00.003Z"),
        ("2026-01-01T00:00:00.00249Z", "2026-01-01T00:00:00.002Z"),
        ("hôm qua", "hôm qua"),
    ],
)
def test_times_are_in_utc_to_the_millisecond(written, laid_out):
    assert f"eventTime={laid_out}eventTimeZoneOffset" in pre(eventTime=written)


def test_what_others_add_to_a_place_follows_the_place():
    place = {"example:gate": 2, "id": "https://ocop.example/414/9520123456788"}

    assert "readPointid=https://id.gs1.org/414/9520123456788{https://ns.example.com/}gate=2" in pre(
        readPoint=place
    )


def test_a_paper_without_type_is_laid_out():
    papers = [{"bizTransaction": "urn:x:2"}, {"bizTransaction": "urn:x:1", "type": "po"}]

    assert (
        "bizTransactionListbizTransaction=urn:x:2"
        "type=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:x:1"
        in pre(bizTransactionList=papers)
    )


def test_an_event_that_stands_alone_explains_its_own_prefixes():
    alone = {"@context": ["https://ref.gs1.org/x.jsonld", PREFIXES], **EVENT}

    assert hash_id(alone) == hash_id(EVENT, PREFIXES)


def test_further_fields_are_sorted_one_by_one_even_from_lists():
    added = {"example:array": [1, {"example:x": 1}], "example:arrayX": 2}
    space = "{https://ns.example.com/}"

    assert pre(ilmd=added).count(f"ilmd{space}array=1{space}arrayX=2{space}array{space}x=1") == 1


@pytest.mark.parametrize("nonsense", [5, None, "recordTime", [["action"]], [5], {"a": 1}])
def test_nonsense_in_the_ignored_fields_is_ignored(nonsense):
    content = {
        "@context": [{"x": "https://repository-x.example.com/", **PREFIXES}],
        "x:ignoreFields": nonsense,
        "epcisBody": {"eventList": [EVENT]},
    }

    assert hash_ids(content) == [hash_id(EVENT, PREFIXES)]


def test_a_document_without_events_has_no_ids():
    assert hash_ids({"epcisBody": {"eventList": []}}) == []


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("urn:epc:id:sgtin:0614141.107346.2017", "/01/10614141073464/21/2017"),
        ("urn:epc:id:sgtin:0614141.107346.A*b", "/01/10614141073464/21/A%2Ab"),
        ("urn:epc:id:sgtin:0614141.107346.32a%2Fb", "/01/10614141073464/21/32a%2Fb"),
        ("urn:epc:class:lgtin:4054739.099914.2016.1", "/01/04054739999148/10/2016.1"),
        ("urn:epc:idpat:sgtin:0614141.107346.*", "/01/10614141073464"),
        ("urn:epc:id:upui:1234567.089456.51qIgY", "/01/01234567894560/235/51qIgY"),
        ("urn:epc:id:itip:4012345.012345.04.04.987", "/8006/040123451234560404/21/987"),
        ("urn:epc:idpat:itip:4012345.012345.04.04.*", "/8006/040123451234560404"),
        ("urn:epc:id:sscc:4012345.1112223334", "/00/140123451122233341"),
        ("urn:epc:id:sgln:4012345.00005.0", "/414/4012345000054"),
        ("urn:epc:id:sgln:4012345.00005.7", "/414/4012345000054/254/7"),
        ("urn:epc:id:pgln:4012345.00000", "/417/4012345000009"),
        ("urn:epc:id:grai:4012345.12345.XYZ", "/8003/04012345123456XYZ"),
        ("urn:epc:idpat:grai:4012345.12345.*", "/8003/04012345123456"),
        ("urn:epc:id:giai:4000001.111", "/8004/4000001111"),
        ("urn:epc:id:gsrn:4012345.1234567890", "/8018/401234512345678900"),
        ("urn:epc:id:gdti:4012345.12345.A1", "/253/4012345123456A1"),
        ("urn:epc:id:cpi:4012345.98.12", "/8010/401234598/8011/12"),
        ("urn:epc:idpat:cpi:4012345.98.*", "/8010/401234598"),
        ("urn:epc:id:ginc:4012345.xyz", "/401/4012345xyz"),
        ("urn:epc:id:gsin:4012345.123456789", "/402/40123451234567894"),
        ("http://a.vn/x/01/9520123456788/22/2A/10/L1/21/S1?17=261231", "/01/09520123456788/21/S1"),
        ("https://a.example/01/09520123456788/22/2A/", "/01/09520123456788"),
        ("https://a.example/gtin/09520123456788/lot/L1", "/01/09520123456788/10/L1"),
        ("https://localhost/417/9520123456788/7040/1ABC", "/417/9520123456788"),
    ],
)  # fmt: skip
def test_an_identifier_has_one_form(written, form):
    assert canonical(written) == "https://id.gs1.org" + form


@pytest.mark.parametrize(
    "text",
    [
        "urn:epc:id:sgtin:0614141.1073.2017",
        "urn:epc:idpat:sgtin:0614141.*.*",
        "urn:epc:id:unknown:1.2",
        "urn:epc:id:sscc:4012345",
        "urn:epcglobal:cbv:bt:5200001000008:4711",
        "https://a.example/po/12345678",
        "https://a.example/01/123",
        "https://a.example/414/٩٥٢٠١٢٣٤٥٦٧٨٨",
        "geo:47.506694,11.104301",
        "",
    ],
)
def test_what_is_no_identifier_stays_as_it_is(text):
    assert canonical(text) == text
