"""Sentences of the lot book that several tests begin with."""

from __future__ import annotations

from datetime import timedelta

from tests.factories import (
    MIDDAY,
    LotFactory,
    MaterialFactory,
    PlaceFactory,
    ProducerFactory,
    UserFactory,
)
from traceability.actions.growing import record_growing
from traceability.actions.lots import complete_lot
from traceability.actions.making import make_of_materials
from traceability.actions.materials import Came, make_material_lot, open_material_lot
from traceability.actions.recipes import Method, write_recipe
from traceability.epcis.validity import schema_faults
from traceability.models import MaterialLot

GROWN, BOUGHT = MaterialLot.Source.GROWN, MaterialLot.Source.BOUGHT


def days_ago(days):
    return MIDDAY - timedelta(days=days)


def stall():
    """A producer with one plot."""
    producer = ProducerFactory()
    return producer, PlaceFactory(producer=producer, kind="plot")


def raw(place, code="N1", *, amount=10_000, name="Lá chè tươi", source=GROWN, days=3, **more):
    """A lot of raw material that came three days ago."""
    known = place.producer.materials.filter(name=name).first()
    material = known or MaterialFactory(producer=place.producer, name=name)
    came = Came(place=place, at=days_ago(days), amount=amount, **more)
    return open_material_lot(
        material=material, code=code, source=source, came=came, by=None, at=MIDDAY
    )


def dried(place, wanted, code="N9", *, amount=2_000, name="Chè khô", days=2):
    """Another material, made of these lots (lot: base units)."""
    known = place.producer.materials.filter(name=name).first()
    material = known or MaterialFactory(producer=place.producer, name=name)
    return make_material_lot(
        material=material,
        code=code,
        wanted={lot.pk: amount for lot, amount in wanted.items()},
        came=Came(place=place, at=days_ago(days), amount=amount),
        by=None,
        at=MIDDAY,
    )


def open_product_lot(place, **facts):
    """A product lot with nothing in it yet."""
    facts = {"pack__product__producer": place.producer, "pack__product__standard": "TCCS"} | facts
    empty = {"packed": 0, "on_hand": 0, "completed_at": None, "raw_quantity": 0}
    return LotFactory(origin=place, **empty, **facts)


def make(lot, wanted, *, output=2_000, days=1, corrects=None):
    """Put these raw lots (lot: base units) into a product lot."""
    return make_of_materials(
        lot=lot,
        wanted={one.pk: amount for one, amount in wanted.items()},
        output=output,
        place=lot.workshop,
        happened_at=days_ago(days),
        by=None,
        at=MIDDAY,
        corrects=corrects,
    )


def pack(lot, packs=10, at=MIDDAY):
    return complete_lot(
        lot=lot, packs=packs, place=lot.workshop, happened_at=MIDDAY, by=UserFactory(), at=at
    )


def treat(place, *, days=10, waiting=14, corrects=None):
    """Sprayed so many days ago, with so many days to wait."""
    facts = {"treatment": "spray", "substance": "Dầu neem", "waitingDays": waiting}
    return record_growing(
        place=place,
        stage="treating",
        happened_at=days_ago(days),
        facts=facts,
        by=None,
        at=MIDDAY,
        corrects=corrects,
    )


def recipe(place, *, product=None, material=None, least=1_500, most=2_500, at=None, **more):
    method = Method(
        name="Sao và sấy",
        unit=more.get("unit", "g"),
        least_bp=least,
        most_bp=most,
        ingredients=more.get("ingredients", {}),
    )
    return write_recipe(
        producer=place.producer,
        method=method,
        product=product,
        material=material,
        by=None,
        at=at or days_ago(30),
    )


def faults(event):
    """What GS1's own schema says against an event."""
    return schema_faults(event.document)
