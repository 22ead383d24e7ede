"""The resolver after the GS1-Conformant Resolver Standard 1.2.0: linksets, link types, headers."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from django.test import Client

from tests.factories import MIDDAY, LotFactory, PackFactory, PlaceFactory, UserFactory
from traceability.models import ExternalLink, ItemCode, LabelRun
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[1] / "standards/gs1"
GTIN, LOT, GLN = "09520001010019", "261121-1", "9520001900013"
HERE, VOCABULARY = "http://testserver", "https://ref.gs1.org/voc/"
LINKSET = {"accept": "application/linkset+json"}
OF_ITEM = [
    *("traceability", "certificationInfo", "recallStatus", "safetyInfo", "dpp"),
    *("review", "leaveReview"),
]
OF_PRODUCT = ["pip", "hasRetailers", "support"]


@pytest.fixture
def code():
    return issue(PackFactory(gtin=GTIN))


def issue(pack):
    lot = LotFactory(pack=pack, code=LOT)
    run = LabelRun.objects.create(lot=lot, count=1, issued_at=MIDDAY)
    return ItemCode.objects.create(lot=lot, run=run, serial=new_serial())


def add(product, kind, url, language=""):
    return ExternalLink.objects.create(
        product=product,
        link_type=kind,
        url=url,
        title="Trang khác",
        language=language,
        added_by=UserFactory(),
        added_at=MIDDAY,
    )


def paths(code):
    return {
        "item": f"/01/{GTIN}/21/{code.serial}",
        "item of a lot": f"/01/{GTIN}/10/{LOT}/21/{code.serial}",
        "lot": f"/01/{GTIN}/10/{LOT}",
        "undeclared lot": f"/01/{GTIN}/10/KL8G",
        "product": f"/01/{GTIN}",
        "variant": f"/01/{GTIN}/22/2A",
        "own item": f"/t/{code.serial}",
        "own lot": f"/t/{code.lot.trace_code}",
    }


@pytest.mark.parametrize("told", ["REQUEST_URI", "RAW_URI"])
def test_a_lot_may_hold_a_slash_where_the_server_tells_the_address_as_it_came(client, code, told):
    address = f"/01/{GTIN}/10/A%2FB"
    as_it_came = client.get(address, **{told: f"{address}?a=1"}, query_params={"a": "1"})
    decoded = client.get(address)
    another = client.get(address, **{told: f"/01/{GTIN}/10/C%2FD"})

    assert as_it_came.status_code == 307
    assert f"<{HERE}{address}?linkType=linkset>" in as_it_came.headers["Link"]
    assert [decoded.status_code, another.status_code] == [400, 400]


@pytest.mark.parametrize("path", [f"/01/{GTIN}", "/t/ABCDEFG", f"/414/{GLN}"])
def test_codes_are_only_read(code, path):
    answer = Client(enforce_csrf_checks=True).post(path)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", [f"/01/{GTIN}/10/%0A", "/01/%0A", f"/01/{GTIN}/10/A%0AB"])
def test_a_line_break_is_refused_like_other_slips(client, code, path):
    answer = client.get(path, headers={"accept": "application/json"})

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def is_valid(told, schema):
    schema = json.loads((SCHEMAS / schema).read_text())
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True).is_valid(told)


def every_link(linkset):
    for level in linkset["linkset"]:
        for kind, links in level.items():
            if kind not in {"anchor", "itemDescription"}:
                yield from ((kind.removeprefix(VOCABULARY), link) for link in links)


@pytest.mark.parametrize("kind", list(paths(ItemCode(lot=LotFactory.build(trace_code="X")))))
def test_every_linkset_is_valid_and_its_defaults_are_where_people_are_led(client, code, kind):
    path = paths(code)[kind]

    answer = client.get(path, headers=LINKSET)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/linkset+json")
    told = answer.json()
    assert is_valid(told, "gs1-linkset-schema.json")
    assert told["linkset"][0]["anchor"] == HERE + path
    for level in told["linkset"]:
        (default,) = level[f"{VOCABULARY}defaultLink"]
        assert default.keys() == {"href", "title"}
    led = client.get(path)
    assert led["Location"] == told["linkset"][0][f"{VOCABULARY}defaultLink"][0]["href"]


def test_a_linkset_climbs_from_the_item_over_its_lot_to_the_gtin(client, code):
    anchors = {
        kind: [
            level["anchor"].removeprefix(HERE)
            for level in client.get(path, headers=LINKSET).json()["linkset"]
        ]
        for kind, path in paths(code).items()
    }
    item, lot, product = f"/01/{GTIN}/21/{code.serial}", f"/01/{GTIN}/10/{LOT}", f"/01/{GTIN}"
    assert anchors["item"] == [item, lot, product]
    assert anchors["item of a lot"] == [f"{lot}/21/{code.serial}", lot, product]
    assert anchors["lot"] == [lot, product]
    assert anchors["undeclared lot"] == [f"{product}/10/KL8G", product]
    assert anchors["variant"] == [f"{product}/22/2A", product]
    assert anchors["own item"] == [f"/t/{code.serial}", lot, product]
    assert anchors["own lot"] == [f"/t/{code.lot.trace_code}", product]


@pytest.mark.parametrize("asked", ["linkType=linkset", "linkType=all", "linkType=linkset&a=b"])
def test_the_linkset_is_asked_for_by_its_name_too(client, code, asked):
    path = paths(code)["item"]
    answer = client.get(f"{path}?{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/linkset+json")
    assert answer.json() == client.get(path, headers=LINKSET).json()


def test_a_browser_sees_the_linkset_as_a_page(client, code):
    answer = client.get(
        f"{paths(code)['item']}?linkType=linkset", headers={"accept": "text/html,*/*;q=0.8"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Hộ chiếu số của sản phẩm" in answer.content.decode()


def test_every_link_leads_to_a_page_that_answers(client, code):
    told = client.get(paths(code)["item"], headers=LINKSET).json()
    found = dict(every_link(told))
    assert found.keys() == {"defaultLink", "epcis", *OF_ITEM, *OF_PRODUCT}
    for link in found.values():
        page = client.get(link["href"].removeprefix(HERE), follow=True)
        assert page.status_code == 200, link
        assert page["Content-Type"].partition(";")[0] == link.get("type", "text/html")


def test_a_part_of_a_scan_page_is_there(client, code):
    told = client.get(paths(code)["item"], headers=LINKSET).json()
    for kind, link in every_link(told):
        answer = client.get(link["href"].removeprefix(HERE) + "?linkType=gs1:x")
        if answer.status_code == 302:
            page, _hash, anchor = answer["Location"].partition("#")
            assert f'id="{anchor}"' in client.get(page).content.decode(), kind
            assert page.endswith("/?linkType=gs1:x")
    assert client.get(f"/truy-xuat/ma/{code.serial}/khong-co/").status_code == 404
    assert client.get(f"/truy-xuat/lo/{code.lot.trace_code}/khong-co/").status_code == 404


@pytest.mark.parametrize("kind", [*OF_ITEM, *OF_PRODUCT, "defaultLink"])
@pytest.mark.parametrize("start", ["gs1:", VOCABULARY])
def test_a_link_type_leads_to_its_link_on_the_finest_level(client, code, kind, start):
    path = paths(code)["item"]
    told = client.get(path, headers=LINKSET).json()
    href = next(link["href"] for name, link in every_link(told) if name == kind)

    answer = client.get(path, {"linkType": start + kind, "tu": "tem"})

    assert answer.status_code == 307
    assert answer["Location"].startswith(f"{href}?linkType=")
    assert answer["Location"].endswith("&tu=tem")


def test_a_link_to_data_takes_no_query_along(client, code):
    path = paths(code)["item"]
    told = client.get(path, headers=LINKSET).json()
    data = next(link for kind, link in every_link(told) if kind == "epcis")
    assert (data["type"], data["fwqs"]) == ("application/json", False)

    answer = client.get(path, {"linkType": "gs1:epcis", "tu": "tem"})

    assert (answer.status_code, answer["Location"]) == (307, data["href"])
    events = client.get(data["href"].removeprefix(HERE))
    assert (events.status_code, events["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize(
    "wanted", ["gs1:nosuchlt", "gs1:recipeInfo", "pip", "gs1:relatedVideo", "x"]
)
def test_a_link_type_without_a_link_is_not_found(client, code, wanted):
    path = paths(code)["item"]
    page = client.get(path, {"linkType": wanted})
    assert page.status_code == 404
    assert "không có liên kết loại ấy" in page.content.decode()
    problem = client.get(path, {"linkType": wanted}, headers={"accept": "application/json"})
    assert (problem.status_code, problem["Content-Type"]) == (404, "application/problem+json")


def test_several_links_alike_are_a_choice(client, code):
    product = code.lot.pack.product
    for page in ("https://a.example/1", "https://b.example/2"):
        add(product, "recipeInfo", page, "vi")
    ask = {"linkType": "gs1:recipeInfo"}

    answer = client.get(f"/01/{GTIN}", ask)
    page = client.get(f"/01/{GTIN}", ask, headers={"accept": "text/html"})

    assert (answer.status_code, page.status_code) == (300, 300)
    assert is_valid(answer.json(), "gs1-linkset-schema.json")
    assert [link["href"] for _kind, link in every_link(answer.json())] == [
        "https://a.example/1",
        "https://b.example/2",
    ]
    assert 'href="https://b.example/2"' in page.content.decode()


def test_the_language_of_the_reader_chooses(client, code):
    product = code.lot.pack.product
    add(product, "recipeInfo", "https://a.example/vi", "vi")
    add(product, "recipeInfo", "https://a.example/en?x=1", "en")
    led = [
        client.get(
            f"/01/{GTIN}/21/{code.serial}?linkType=gs1:recipeInfo",
            headers={"accept-language": spoken},
        )["Location"]
        for spoken in ("vi-VN,vi;q=0.9,en;q=0.5", "en-GB")
    ]
    assert led == [
        "https://a.example/vi?linkType=gs1:recipeInfo",
        "https://a.example/en?x=1&linkType=gs1:recipeInfo",
    ]


def test_our_page_and_one_elsewhere_are_told_apart_by_what_a_browser_reads(client, code):
    add(code.lot.pack.product, "traceability", "https://tinh.example/1")
    ask = {"linkType": "gs1:traceability"}
    assert client.get(f"/01/{GTIN}", ask).status_code == 300
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = client.get(f"/01/{GTIN}", ask, headers=browser)
    assert (answer.status_code, answer["Location"].startswith(HERE)) == (307, True)


def test_the_headers_say_where_the_linkset_is_and_let_every_page_read(client, code):
    path = paths(code)["item"]
    linkset = f'<{HERE}{path}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'
    same = f'<https://id.gs1.org{path}>; rel="owl:sameAs"'
    for answer in (client.get(path), client.head(path), client.options(path)):
        assert answer["Link"] == f"{linkset}, {same}"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "Accept-Language" in answer["Vary"]
    context = client.get(path, headers=LINKSET)["Link"].split(",")[-1]
    assert 'rel="http://www.w3.org/ns/json-ld#context"' in context
    assert 'type="application/ld+json"' in context


def test_no_other_method_is_answered(client, code):
    assert client.post(paths(code)["item"]).status_code == 405


def test_a_code_without_gtin_has_the_same_service(client):
    code = issue(PackFactory())
    told = client.get(f"/t/{code.serial}", headers=LINKSET).json()
    assert is_valid(told, "gs1-linkset-schema.json")
    product = f"/san-pham/{code.lot.pack.product.slug}/"
    anchors = [level["anchor"].removeprefix(HERE) for level in told["linkset"]]
    assert anchors == [f"/t/{code.serial}", f"/t/{code.lot.trace_code}", product]
    led = client.get(f"/t/{code.serial}?linkType=gs1:pip")
    assert led["Location"] == f"{HERE}{product}?linkType=gs1:pip"
    assert client.get(f"/t/{code.serial}?linkType=gs1:no").status_code == 404


def test_a_product_off_the_shelves_has_no_page_of_its_own(client, code):
    product = code.lot.pack.product
    product.suspended_at = MIDDAY
    product.save()
    for path in (f"/01/{GTIN}", f"/t/{code.serial}"):
        told = client.get(path, headers=LINKSET).json()
        kinds = {kind for kind, _link in every_link(told)}
        assert not kinds & {"pip", "hasRetailers"}
        for _kind, link in every_link(told):
            assert client.get(link["href"].removeprefix(HERE), follow=True).status_code == 200
        assert client.get(f"{path}?linkType=gs1:pip").status_code == 404


def test_never_issued_stays_never_issued_however_it_is_asked(client, code):
    for ask in ("", "?linkType=linkset", "?linkType=gs1:pip"):
        for headers in ({}, LINKSET, {"accept": "text/html"}):
            for path in (f"/01/{GTIN}/21/{new_serial()}", f"/01/{GTIN}/235/ABC"):
                answer = client.get(path + ask, headers=headers)
                assert answer.status_code == 404
                assert code.lot.pack.product.name not in answer.content.decode()


def test_a_place_has_a_linkset_too_and_finer_addresses_climb_to_it(client):
    place = PlaceFactory(gln=GLN)
    for path in (f"/414/{GLN}", f"/414/{GLN}/254/KL8G"):
        told = client.get(path, headers=LINKSET).json()
        assert is_valid(told, "gs1-linkset-schema.json")
        assert told["linkset"][0]["anchor"] == HERE + path
        default = told["linkset"][0][f"{VOCABULARY}defaultLink"][0]["href"]
        assert client.get(path)["Location"] == default
    led = client.get(f"/414/{GLN}?linkType=gs1:locationInfo")
    page = f"{HERE}/chu-the/{place.producer.slug}/"
    assert (led.status_code, led["Location"]) == (307, f"{page}?linkType=gs1:locationInfo")
    assert client.get(f"/414/{GLN}?linkType=gs1:pip").status_code == 404


def test_the_resolver_describes_itself(client):
    answer = client.get("/.well-known/gs1resolver")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    assert is_valid(told, "resolver-description-file-schema-1.2.0.json")
    assert told["resolverRoot"] == HERE
    assert told["supportedPrimaryKeys"] == ["01", "414", "00", "8003", "8004"]


def test_a_linkset_costs_the_same_however_many_links(client, code, django_assert_num_queries):
    for page in ("https://a.example/1", "https://b.example/2", "https://c.example/3"):
        with django_assert_num_queries(6):
            client.get(paths(code)["item"], headers=LINKSET)
        add(code.lot.pack.product, "recipeInfo", page)
