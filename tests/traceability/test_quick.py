"""The short way for plain scans says what the view says, and leaves the rest to it."""

from __future__ import annotations

import pytest
from django.conf import settings as conf
from django.test import RequestFactory

from tests.factories import MIDDAY, LotFactory, PackFactory
from traceability.models import ItemCode, LabelRun
from traceability.serials import new_serial
from traceability.views import leading
from traceability.views.quick import PlainScansMiddleware

pytestmark = pytest.mark.django_db
GTIN = "09520001010019"
SHORT_WAY = "traceability.views.quick.PlainScansMiddleware"


@pytest.fixture
def code():
    lot = LotFactory(pack=PackFactory(gtin=GTIN), code="261121-1")
    run = LabelRun.objects.create(lot=lot, count=1, issued_at=MIDDAY)
    return ItemCode.objects.create(lot=lot, run=run, serial=new_serial())


def plain(code):
    serial, trace = code.serial, code.lot.trace_code
    return [
        f"/01/{GTIN}",
        f"/01/{GTIN}/10/261121-1",
        f"/01/{GTIN}/10/KL8G",
        f"/01/{GTIN}/21/{serial}?a=%20b&17=271101",
        f"/01/{GTIN}/10/261121-1/21/{serial}/",
        f"/t/{serial}",
        f"/t/{serial.lower()}/",
        f"/t/{trace}?linkType=",
        *(f"/01/{GTIN}/21/{serial}?a=1&linkType=gs1:{kind}" for kind in leading.PARTS),
        f"/01/{GTIN}/10/261121-1?linkType=https://ref.gs1.org/voc/dpp",
        f"/t/{trace}?linkType=gs1:certificationInfo",
    ]


def other(code):
    serial = code.serial
    return [
        f"/01/{GTIN}/21/{new_serial()}",
        f"/01/{GTIN}/21/{serial}?linkType=gs1:pip",
        f"/01/{GTIN}/21/{serial}?linkType=linkset",
        f"/01/{GTIN}?linkType=gs1:traceability",
        "/01/1234",
        "/01/%FF",
        "/t/!",
        f"/t/{code.lot.trace_code}/nguyen-lieu",
        "/414/9520001900013",
        "/",
    ]


def told(answer):
    return answer.status_code, answer["Location"], answer["Link"], answer["Vary"]


def test_both_ways_say_the_same(client, code, settings):
    short = [told(client.get(path)) for path in plain(code)]
    settings.MIDDLEWARE = [name for name in conf.MIDDLEWARE if name != SHORT_WAY]
    assert [told(client.get(path)) for path in plain(code)] == short


def test_only_plain_scans_that_lead_somewhere_take_the_short_way(code):
    passed = []
    way = PlainScansMiddleware(lambda request: passed.append(request.get_full_path()))
    for path in plain(code):
        assert way(RequestFactory().get(path)).status_code == 307
    assert passed == []
    for path in other(code):
        assert way(RequestFactory().get(path)) is None
    way(RequestFactory().options(plain(code)[0]))
    way(RequestFactory().get(plain(code)[0], headers={"accept": "application/linkset+json"}))
    assert len(passed) == len(other(code)) + 2


def test_the_short_way_is_guarded_like_every_answer(client, code, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(f"/t/{code.serial}")["Location"] == f"https://testserver/t/{code.serial}"
    answer = client.get(f"/t/{code.serial}", secure=True)
    assert answer["Location"] == f"https://testserver/truy-xuat/ma/{code.serial}/"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert client.get(f"/t/{code.serial}", headers={"host": "evil.example"}).status_code == 400
