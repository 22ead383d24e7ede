"""Printed codes lead on with one query and a 307, or say honestly that they lead nowhere."""

from __future__ import annotations

import pytest

from tests.factories import MIDDAY, LotFactory, PackFactory
from traceability.models import ItemCode, LabelRun
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db
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
    assert answer["Location"] == f"/truy-xuat/ma/{code.serial}/"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/01/{gtin}/10/261121-1", "/t/{trace}", "/t/{trace}/nguyen-lieu"])
def test_a_lot_code_leads_to_its_page_with_one_query(client, code, path, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(path.format(gtin=GTIN, trace=code.lot.trace_code))
    assert answer.status_code == 307
    assert answer["Location"] == f"/truy-xuat/lo/{code.lot.trace_code}/"


def test_the_query_is_passed_on(client, code):
    answer = client.get(f"/01/{GTIN}/21/{code.serial}?utm=to-roi&17=271101")
    assert answer["Location"] == f"/truy-xuat/ma/{code.serial}/?utm=to-roi&17=271101"


def test_a_bare_gtin_leads_to_the_product(client, code):
    answer = client.get(f"/01/{GTIN}")
    assert answer.status_code == 307
    assert answer["Location"] == f"/san-pham/{code.lot.pack.product.slug}/"


def test_an_undeclared_lot_is_said_to_be_undeclared(client, code, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(f"/01/{GTIN}/10/KL8G")
    assert answer["Location"] == f"/truy-xuat/hang/{GTIN}/"
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


@pytest.mark.parametrize("method", ["head", "options"])
def test_head_and_options_are_answered(client, code, method):
    assert getattr(client, method)(f"/01/{GTIN}/21/{code.serial}").status_code == 307


def test_old_labels_resolve_after_a_gtin_is_given(client):
    code = issue(PackFactory())
    code.lot.pack.gtin = GTIN
    code.lot.pack.save()
    assert client.get(f"/t/{code.serial}").status_code == 307
    assert client.get(f"/01/{GTIN}/21/{code.serial}").status_code == 307
