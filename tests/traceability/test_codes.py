"""Printed codes lead on with one query and a 307, or say honestly that they lead nowhere."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError

from catalog.actions.products import save_pack
from tests.factories import MIDDAY, LotFactory, PackFactory, PlaceFactory, UserFactory
from traceability.addresses import item_address
from traceability.models import ItemCode, LabelRun
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
GTIN = "09506000134352"
OTHER_GTIN = "09521234543213"


@pytest.fixture
def code():
    return issue(PackFactory(gtin=GTIN))


def issue(pack):
    lot = LotFactory(pack=pack, code="261121-1")
    run = LabelRun.objects.create(lot=lot, count=1, issued_at=MIDDAY)
    return ItemCode.objects.create(lot=lot, run=run, serial=new_serial())


@pytest.mark.parametrize(
    "path", ["/01/{gtin}/21/{serial}", "/01/{gtin}/10/261121-1/21/{serial}", "/t/{serial}"]
)
def test_an_item_code_leads_to_its_page_with_one_query(
    client, code, path, django_assert_num_queries
):
    with django_assert_num_queries(1):
        answer = client.get(path.format(gtin=GTIN, serial=code.serial))
    assert answer.status_code == 307
    assert answer["Location"] == f"{HERE}/truy-xuat/ma/{code.serial}/"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/01/{gtin}/10/261121-1", "/t/{trace}", "/t/{trace}/nguyen-lieu"])
def test_a_lot_code_leads_to_its_page_with_one_query(client, code, path, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(path.format(gtin=GTIN, trace=code.lot.trace_code))
    assert answer.status_code == 307
    assert answer["Location"] == f"{HERE}/truy-xuat/lo/{code.lot.trace_code}/"


def test_the_query_is_passed_on(client, code):
    answer = client.get(f"/01/{GTIN}/21/{code.serial}?utm=to-roi&17=271101")
    assert answer["Location"] == f"{HERE}/truy-xuat/ma/{code.serial}/?utm=to-roi&17=271101"


def test_a_bare_gtin_leads_to_the_product(client, code):
    answer = client.get(f"/01/{GTIN}")
    assert answer.status_code == 307
    assert answer["Location"] == f"{HERE}/san-pham/{code.lot.pack.product.slug}/"


def test_an_undeclared_lot_is_said_to_be_undeclared(client, code, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(f"/01/{GTIN}/10/KL8G")
    assert answer["Location"] == f"{HERE}/truy-xuat/hang/{GTIN}/"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Chưa có lô nào mang số này" in page.content.decode()


def test_a_serial_never_issued_never_looks_genuine(client, code):
    for path in (f"/01/{GTIN}/21/{new_serial()}", f"/t/{new_serial()}", f"/01/{GTIN}/21/ABC"):
        answer = client.get(path)
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "Mã này chưa từng được cấp" in page
        assert code.lot.pack.product.name not in page


def test_a_serial_of_another_gtin_or_lot_was_never_issued(client, code):
    issue(PackFactory(gtin=OTHER_GTIN))
    assert client.get(f"/01/{OTHER_GTIN}/21/{code.serial}").status_code == 404
    assert client.get(f"/01/{GTIN}/10/261121-9/21/{code.serial}").status_code == 404


def test_an_unknown_gtin_is_not_found(client):
    assert client.get(f"/01/{GTIN}").status_code == 404


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/01/09506000134353/21/ABC", "csum"),
        ("/01/9506000134352/21/ABC", "length"),
        (f"/01/{GTIN}/21/ABC/10/L1", "order"),
        (f"/01/{GTIN}/10/", "length"),
        ("/t/a%20b%27--", "characters"),
        ("/t/" + "A" * 40, "characters"),
    ],
)
def test_a_code_that_breaks_a_rule_says_which(client, path, rule):
    answer = client.get(path)
    assert answer.status_code == 400
    assert "Mã này viết chưa đúng" in answer.content.decode()
    assert answer.context["rule"] in {rule, "empty", "key"}


def test_lower_case_and_a_trailing_slash_are_understood(client, code):
    assert client.get(f"/t/{code.serial.lower()}/").status_code == 307
    assert client.get(f"/01/{GTIN}/21/{code.serial}/").status_code == 307


def test_what_head_and_options_ask_is_answered(client, code):
    address = f"/01/{GTIN}/21/{code.serial}"
    assert client.head(address).status_code == 307
    preflight = client.options(address, headers={"origin": "https://elsewhere.example"})
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_a_gtin_that_arrives_later_becomes_canonical_and_old_labels_resolve(client):
    code = issue(PackFactory())
    assert 'rel="canonical"' not in client.get(f"/t/{code.serial}")["Link"]

    give(code.lot.pack, GTIN)

    old, canonical = f"/t/{code.serial}", f"/01/{GTIN}/21/{code.serial}"
    answers = [client.get(address) for address in (old, canonical)]
    assert [answer.status_code for answer in answers] == [307, 307]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert f'<{HERE}{canonical}>; rel="canonical"' in answers[0]["Link"]
    assert 'rel="canonical"' not in answers[1]["Link"]
    assert item_address(ItemCode.objects.get()) == f"{settings.SITE_URL}{canonical}"


@pytest.mark.parametrize("now_with", [OTHER_GTIN, None])
def test_labels_with_an_old_gtin_resolve_for_ever(client, code, now_with):
    paths = ["", "/10/261121-1", f"/21/{code.serial}", f"/10/261121-1/21/{code.serial}"]
    before = [client.get(f"/01/{GTIN}{path}")["Location"] for path in paths]

    give(code.lot.pack, now_with)

    assert [client.get(f"/01/{GTIN}{path}")["Location"] for path in paths] == before
    undeclared = client.get(f"/01/{GTIN}/10/KL8G", follow=True)
    assert f"Mã vạch {GTIN} là của" in undeclared.content.decode()
    links = client.get(f"/01/{GTIN}/21/{code.serial}")["Link"]
    newest = f"/01/{now_with or GTIN}/21/{code.serial}"
    assert f'<https://id.gs1.org{newest}>; rel="owl:sameAs"' in links


def test_a_product_off_the_shelves_still_says_whose_its_gtin_is(client, code):
    product = code.lot.pack.product
    product.published_at = None
    product.save()

    page = client.get(f"/01/{GTIN}", follow=True)

    assert page.status_code == 200
    assert "Món này đang không bày bán" in page.content.decode()
    assert product.producer.name in page.content.decode()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/01/9506000134352", 400, "phải đủ 14 chữ số"),
        ("/01/09506000134353", 400, "Chữ số kiểm tra của GTIN không khớp"),
        ("/414/9520001900014", 400, "Chữ số kiểm tra của GLN không khớp"),
        ("/414/952000190001", 400, "GLN phải đủ 13 chữ số"),
        ("/00/095200012345678911", 400, "Chữ số kiểm tra của SSCC không khớp"),
        ("/00/1234", 400, "SSCC phải đủ 18 chữ số"),
        ("/8003/09520123456789SER", 400, "Chữ số kiểm tra của GRAI không khớp"),
        ("/8004/AB", 400, "bắt đầu bằng mã doanh nghiệp"),
        (f"/01/{GTIN}/21/AB%00", 400, "có chữ hay dấu không được dùng"),
        (f"/01/{GTIN}/21/AB%FF", 400, "không phải UTF-8"),
        (f"/01/{GTIN}/21/{'A' * 21}", 400, "sê-ri dài nhất 20 chữ"),
        (f"/01/{GTIN}/10/{'A' * 5000}", 400, "lô dài nhất 20 chữ"),
        (f"/01/{GTIN}?10=L1", 400, "phải đứng trong đường dẫn"),
        (f"/01/{GTIN}/21/ABC/foo", 400, "từng cặp số hiệu và giá trị"),
        (f"/01/{GTIN}/21/9G425FN3O0", 404, "mà mã này có O, 0"),
        ("/t/9G425FN3O0", 404, "mà mã này có O, 0"),
        ("/t/%00", 400, "6 đến 20 chữ cái"),
        ("/00/095200012345678916", 404, "chưa từng được cấp"),
        ("/8003/09520123456788SER", 404, "chưa từng được cấp"),
        ("/8004/9520123ABC", 404, "chưa từng được cấp"),
        ("/414/9520001900013", 404, "chưa từng được cấp"),
    ],
)
def test_bad_input_gets_a_sentence_that_names_the_rule(client, code, path, status, said):
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert code.lot.pack.product.name not in answer.content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_program_is_refused_with_problem_details(client, code):
    json = {"accept": "application/json"}
    told = client.get("/01/1234", headers=json)
    assert (told.status_code, told["Content-Type"]) == (400, "application/problem+json")
    assert told.json()["rule"] == "length"
    told = client.get(f"/01/{GTIN}/21/{new_serial()}", headers=json)
    assert (told.status_code, told["Content-Type"]) == (404, "application/problem+json")
    assert told.json()["title"] == "Mã này chưa từng được cấp"


def test_a_place_leads_to_itself_on_the_page_of_its_producer(client):
    place = PlaceFactory(gln="9520001900013", code="DD1")
    answer = client.get("/414/9520001900013?tu=tem")
    page = f"/chu-the/{place.producer.slug}/"
    assert answer.status_code == 307
    assert answer["Location"] == f"{HERE}{page}?tu=tem#DD1"
    assert 'id="DD1"' in client.get(page).content.decode()


def test_a_gln_names_one_place():
    PlaceFactory(gln="9520001900013")
    with pytest.raises(IntegrityError):
        PlaceFactory(gln="9520001900013")


def give(pack, gtin):
    fields = {"gtin": gtin}
    save_pack(product=pack.product, pack=pack, fields=fields, by=UserFactory(), at=MIDDAY)
