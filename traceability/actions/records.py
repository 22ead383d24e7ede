"""How each stage of a lot's life is written as an EPCIS 2.0 event. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from traceability import addresses
from traceability.epcis import document as documents
from traceability.epcis import events as epcis_events
from traceability.epcis.events import Json, ObjectEvent, Quantity, TransformationEvent
from traceability.epcis.hash_id import hash_id
from traceability.epcis.vocabulary import Action, BizStep, Disposition
from traceability.models import Event
from traceability.shown import PREFIX, prefixes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from traceability.models import Lot, Place

MEASURES = {"g": ("KGM", 1000), "ml": ("LTR", 1000), "cái": ("", 1)}  # UN/CEFACT unit, base units
Stage = Event.Stage


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What the producer says: which stage, where, when, how much went in and came out.

    ``quantity`` and ``output`` are whole base units of the pack (grams, millilitres, pieces);
    at packing, ``quantity`` counts packs.
    """

    lot: Lot
    stage: str
    place: Place
    at: datetime
    quantity: int = 0
    output: int = 0
    corrects: Event | None = None


def record(happening: Happening) -> Json:
    """The event in JSON-LD with its context and its hash id as ``eventID``."""
    event = BUILDERS.get(happening.stage, _look)(happening)
    written = documents.alone(event, prefixes=prefixes())
    return {**written, "eventID": hash_id(written)}


def _common(happening: Happening) -> dict[str, Any]:
    """When, where, and which earlier event this one puts right."""
    earlier = happening.corrects
    return {
        "at": localtime(happening.at).replace(microsecond=0),
        "read_point": addresses.place_address(happening.place),
        "location": addresses.place_address(happening.place),
        "extensions": {f"{PREFIX}:corrects": earlier.hash_id} if earlier else {},
    }


def _measured(address: str, base_units: int, happening: Happening) -> Quantity:
    uom, size = MEASURES[happening.lot.pack.net_unit]
    return Quantity(address, Decimal(base_units) / size, uom)


def _harvest(happening: Happening) -> epcis_events.Event:
    """Raw material comes into being."""
    material = addresses.material_address(happening.lot)
    return ObjectEvent(
        action=Action.ADD,
        step=BizStep.COMMISSIONING,
        disposition=Disposition.ACTIVE,
        quantities=(_measured(material, happening.quantity, happening),),
        **_common(happening),
    )


def _processing(happening: Happening) -> epcis_events.Event:
    """Raw material is used up and goods in bulk come of it."""
    lot = happening.lot
    into = _measured(addresses.material_address(lot), happening.quantity, happening)
    out = _measured(addresses.bulk_address(lot), happening.output, happening)
    return TransformationEvent(
        step=BizStep.CREATING_CLASS_INSTANCE,
        disposition=Disposition.IN_PROGRESS,
        input_quantities=(into,),
        output_quantities=(out,),
        **_common(happening),
    )


def _packing(happening: Happening) -> epcis_events.Event:
    """The lot comes into being as so many packs, with its number and dates."""
    lot = happening.lot
    return ObjectEvent(
        action=Action.ADD,
        step=BizStep.PACKING,
        disposition=Disposition.IN_PROGRESS,
        quantities=(Quantity(addresses.lot_address(lot), happening.quantity),),
        ilmd=_lasting_facts(lot),
        **_common(happening),
    )


def _lasting_facts(lot: Lot) -> Json:
    facts = {"cbvmda:lotNumber": lot.code, "cbvmda:productionDate": lot.made_on.isoformat()}
    if lot.best_before:
        facts["cbvmda:itemExpirationDate"] = lot.best_before.isoformat()
    return facts


def _look(happening: Happening) -> epcis_events.Event:
    """The lot was inspected or put in store: seen, not changed."""
    inspected = happening.stage == Stage.INSPECTING
    counted = happening.quantity or None
    return ObjectEvent(
        action=Action.OBSERVE,
        step=BizStep.INSPECTING if inspected else BizStep.STORING,
        disposition=Disposition.CONFORMANT if inspected else Disposition.IN_PROGRESS,
        quantities=(Quantity(addresses.lot_address(happening.lot), counted),),
        **_common(happening),
    )


BUILDERS: dict[str, Callable[[Happening], epcis_events.Event]] = {
    Stage.HARVEST: _harvest,
    Stage.PROCESSING: _processing,
    Stage.PACKING: _packing,
}
