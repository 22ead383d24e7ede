"""What a programme said of a lot stands on its scan page, with who said it."""

from __future__ import annotations

import pytest

from tests.factories import LotFactory
from tests.traceability.epcis.stories import alone, shipping, stall
from traceability import addresses
from traceability.models import Event

pytestmark = pytest.mark.django_db


def said(lot, program, **fields):
    assert program.post("/epcis/events", alone(shipping(lot, **fields))).status_code == 201


def page(client, lot):
    return client.get(f"/truy-xuat/lo/{lot.trace_code}/").content.decode()


@pytest.mark.parametrize(
    ("step", "title"),
    [
        ("shipping", "Giao đi"),
        ("receiving", "Nhận hàng"),
        ("inspecting", "Kiểm tra"),
        ("storing", "Nhập kho"),
        ("retail_selling", "Bán ra"),
        ("https://ref.gs1.org/cbv/BizStep-shipping", "Giao đi"),
    ],
)
def test_a_step_we_know_is_on_the_timeline(client, step, title):
    lot, program = stall()
    title = f'timeline__title">{title}<'
    assert title not in page(client, lot)
    said(lot, program, bizStep=step)

    text = page(client, lot)
    assert title in text
    assert "4 gói" in text
    assert f'<span lang="vi">{lot.producer.name}</span> · ghi ' in text


@pytest.mark.parametrize(
    "fields",
    [
        {"bizStep": "commissioning"},
        {"bizStep": "packing"},
        {"bizStep": "https://vd.example/steps/shipping"},
        {"bizStep": None},
        {"type": "TransformationEvent", "action": None, "quantityList": None, "inputEPCList": []},
    ],
)
def test_any_other_step_is_written_but_not_told(client, fields):
    lot, program = stall()
    before = page(client, lot)
    if fields.get("type"):
        fields["outputQuantityList"] = [{"epcClass": addresses.lot_address(lot), "quantity": 1}]
        fields["inputEPCList"] = ["urn:uuid:raw"]
    said(lot, program, **fields)

    assert Event.objects.get().lot == lot
    assert page(client, lot).count("timeline__event") == before.count("timeline__event")


def test_an_event_declared_wrong_is_told_no_more(client):
    lot, program = stall()
    said(lot, program, eventID="urn:uuid:1")
    assert 'timeline__title">Giao đi<' in page(client, lot)
    denial = {"declarationTime": "2026-11-20T09:00:00Z"}
    said(lot, program, eventID="urn:uuid:1", errorDeclaration=denial)

    assert 'timeline__title">Giao đi<' not in page(client, lot)


def test_only_what_is_of_the_lot_is_counted(client):
    lot, program = stall()
    address = addresses.lot_address(lot)
    boxes = {"epcClass": "https://vd.example/thung", "quantity": 77}
    said(lot, program, quantityList=[boxes, {"epcClass": address, "quantity": 4}])

    text = page(client, lot)
    assert "4 gói" in text
    assert "77 gói" not in text


def test_a_weight_is_told_as_a_weight(client):
    lot, program = stall()
    weighed = {"epcClass": addresses.lot_address(lot), "quantity": 2.5, "uom": "KGM"}
    said(lot, program, quantityList=[weighed])

    assert "2,5\xa0kg" in page(client, lot)


def test_single_items_are_counted_not_named(client):
    lot, program = stall()
    items = [f"https://id.gs1.org/01/{lot.pack.gtin}/10/{lot.code}"]
    said(lot, program, quantityList=None, epcList=items)

    assert "1 gói" in page(client, lot)


def test_two_lots_at_once_are_on_no_lots_page(client):
    lot, program = stall()
    second = LotFactory(pack=lot.pack, origin=lot.origin)
    both = [{"epcClass": addresses.lot_address(one), "quantity": 1} for one in (lot, second)]
    said(lot, program, quantityList=both)

    assert Event.objects.get().lot is None
    assert 'timeline__title">Giao đi<' not in page(client, lot)


def test_the_api_tells_it_too(client):
    lot, program = stall()
    said(lot, program)
    story = client.get(f"/api/v1/lots/{lot.trace_code}/").json()

    assert [event["stage"] for event in story["events"]] == ["shipping"]
