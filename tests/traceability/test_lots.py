"""Opening and completing lots."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Entry, label
from tests.factories import MIDDAY, PackFactory, PlaceFactory, UserFactory
from traceability.actions.events import record_event
from traceability.actions.lots import (
    AlreadyComplete,
    LotCodeTaken,
    MoreThanTheHarvest,
    NotComplete,
    complete_lot,
    open_lot,
)
from traceability.models import Event, Lot

pytestmark = pytest.mark.django_db


def opened(**product):
    pack = PackFactory(product__standard="TCCS 01:2026", **product)
    place = PlaceFactory(producer=pack.product.producer)
    return open_lot(
        pack=pack,
        code="261121-1",
        origin=place,
        workshop=place,
        made_on=date(2026, 11, 20),
        best_before=date(2027, 11, 20),
        by=UserFactory(),
        at=MIDDAY,
    )


def harvest(lot, grams=10_000, **more):
    facts = {"happened_at": MIDDAY - timedelta(days=2), "place": lot.origin, "by": None}
    return record_event(lot=lot, stage="harvest", quantity=grams, at=MIDDAY, **{**facts, **more})


def complete(lot, packs=10, **more):
    facts = {"place": lot.workshop, "happened_at": MIDDAY, "by": UserFactory(), "at": MIDDAY}
    return complete_lot(lot=lot, packs=packs, **{**facts, **more})


def test_an_open_lot_sells_nothing():
    lot = opened()
    assert list(Lot.objects.sellable(on=MIDDAY.date())) == []
    assert (lot.packed, lot.on_hand, lot.is_complete) == (0, 0, False)
    assert Entry.objects.get().on_behalf_of == label(lot.producer)


def test_a_trace_code_can_never_be_an_item_serial():
    lot = opened()
    assert lot.trace_code[0] == "L"
    assert len(lot.trace_code) == 11


def test_a_lot_code_is_used_once_per_producer():
    lot = opened()
    with pytest.raises(LotCodeTaken):
        open_lot(
            pack=lot.pack, code=lot.code, origin=lot.origin, workshop=lot.workshop,
            made_on=lot.made_on, best_before=None, by=UserFactory(), at=MIDDAY,
        )  # fmt: skip
    assert Lot.objects.count() == 1


def test_a_lot_without_a_harvest_is_not_complete():
    lot = opened()
    with pytest.raises(NotComplete, match="Công đoạn sản xuất"):
        complete(lot)
    lot.refresh_from_db()
    assert (lot.packed, lot.completed_at, Event.objects.count()) == (0, None, 0)


def test_a_product_without_a_standard_holds_its_lots_back():
    lot = opened(product__producer__is_fictional=True)
    harvest(lot)
    lot.pack.product.standard = ""
    lot.pack.product.save()
    with pytest.raises(NotComplete, match="Tiêu chuẩn áp dụng"):
        complete(lot)


def test_a_real_producer_shows_a_photo_before_labels():
    lot = opened(product__producer__is_fictional=False)
    harvest(lot)
    with pytest.raises(NotComplete, match="Hình ảnh"):
        complete(lot)


def test_a_complete_lot_holds_its_packs():
    lot = opened()
    harvest(lot)
    done = complete(lot, packs=100)
    assert (done.packed, done.on_hand, done.completed_at) == (100, 100, MIDDAY)
    assert list(Lot.objects.sellable(on=MIDDAY.date())) == [done]
    packing = Event.objects.get(stage="packing")
    assert packing.document["quantityList"][0]["quantity"] == 100
    assert Entry.objects.filter(verb="completed lot").count() == 1


def test_completing_twice_changes_nothing():
    lot = opened()
    harvest(lot)
    complete(lot, packs=5)
    assert complete(lot, packs=5).packed == 5
    assert Event.objects.filter(stage="packing").count() == 1
    assert Entry.objects.filter(verb="completed lot").count() == 1
    with pytest.raises(AlreadyComplete):
        complete(lot, packs=6)


@pytest.mark.parametrize(("packs", "fits"), [(40, True), (41, False)])
def test_packs_never_outweigh_the_harvest_by_the_yield(packs, fits):
    lot = opened(product__yield_bp=4_000)
    harvest(lot, grams=10_000)
    if fits:
        assert complete(lot, packs=packs).packed == packs
    else:
        with pytest.raises(MoreThanTheHarvest, match="40 gói"):
            complete(lot, packs=packs)
        assert Event.objects.filter(stage="packing").count() == 0


def test_two_harvests_count_together():
    lot = opened()
    harvest(lot, grams=1_000)
    harvest(lot, grams=500, happened_at=MIDDAY - timedelta(days=1))
    lot.refresh_from_db()
    assert lot.raw_quantity == 1_500
