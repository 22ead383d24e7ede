"""The demo's raw material: what was planted, picked, bought and dried, and how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from catalog.models import Product
from marketplace.demo.clock import STALLS_OPENED, days_before
from marketplace.demo.materials import CARE, RAWS, RECIPES, STALL
from marketplace.demo.queries import owner, stall
from marketplace.demo.stalls import STALLS
from traceability.actions.growing import record_growing
from traceability.actions.materials import (
    Came,
    make_material_lot,
    name_material,
    open_material_lot,
)
from traceability.actions.recipes import Method, write_recipe
from traceability.models import Material, MaterialLot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from marketplace.demo.cards import Care, Raw, Usual
    from traceability.models import Place


def make_materials(*, at: datetime) -> int:
    """Raw lots that are not there yet; say how many. Diaries and recipes come with the first."""
    known = set(stall(STALL).material_lots.values_list("code", flat=True))
    missing = [raw for raw in RAWS if raw.code not in known]
    if missing and not known:
        _begin(at)
    for raw in missing:
        _bring(raw, at)
    return len(missing)


@transaction.atomic
def _begin(at: datetime) -> None:
    for care in CARE:
        _care(care, at)
    for usual in RECIPES:
        _write(usual, at)


def _care(care: Care, at: datetime) -> None:
    record_growing(
        place=_place(care.spot),
        stage=care.stage,
        happened_at=days_before(at, care.days_ago, hour=7),
        facts=care.facts,
        by=owner(STALL),
        at=days_before(at, min(care.days_ago, STALLS_OPENED - 1), hour=19),
    )


def _write(usual: Usual, at: datetime) -> None:
    producer, written = stall(STALL), days_before(at, STALLS_OPENED - 2, hour=20)
    named = {name: _material(name, "g", written) for name in usual.takes}
    product = Product.objects.filter(producer=producer, name=usual.output).first()
    write_recipe(
        producer=producer,
        method=Method(
            name=usual.name,
            unit="g",
            least_bp=usual.least,
            most_bp=usual.most,
            ingredients={named[name].pk: each for name, each in usual.takes.items()},
        ),
        product=product,
        material=None if product else _material(usual.output, "g", written),
        by=owner(STALL),
        at=written,
    )


@transaction.atomic
def _bring(raw: Raw, at: datetime) -> None:
    came_at = days_before(at, raw.days_ago, hour=6)
    noted = days_before(at, raw.days_ago, hour=18)
    came = Came(place=_place(raw.spot), at=came_at, amount=raw.amount, supplier=raw.supplier)
    material, by = _material(raw.material, raw.unit, noted), owner(STALL)
    if raw.takes:
        taken = wanted(raw.takes)
        make_material_lot(
            material=material, code=raw.code, wanted=taken, came=came, by=by, at=noted
        )
        return
    source = MaterialLot.Source.BOUGHT if raw.supplier else MaterialLot.Source.GROWN
    open_material_lot(material=material, code=raw.code, source=source, came=came, by=by, at=noted)


def wanted(takes: Mapping[str, int]) -> dict[int, int]:
    """Base units by the keys of raw lots, for base units by their codes."""
    lots = stall(STALL).material_lots.filter(code__in=takes)
    return {lot.pk: takes[lot.code] for lot in lots}


def _material(name: str, unit: str, at: datetime) -> Material:
    return name_material(producer=stall(STALL), name=name, unit=unit, by=owner(STALL), at=at)


def _place(spot: str) -> Place:
    return stall(STALL).places.get(name=STALLS[STALL].spots[spot].name)
