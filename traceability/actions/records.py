"""How each stage of a lot's life is written as an EPCIS 2.0 event. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from traceability.terms import PREFIX, prefixes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from traceability.models import Lot, MaterialLot, Place

COUNTRY = "VN"
MEASURES = {"g": ("KGM", 1000), "ml": ("LTR", 1000), "cái": ("", 1)}  # UN/CEFACT unit, base units
Stage = Event.Stage


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What the producer says: which stage, where, when, how much went in and came out.

    ``quantity`` and ``output`` are whole base units of the pack (grams, millilitres, pieces);
    from packing on, ``quantity`` counts packs. ``taken`` are the material lots that went in, each
    with base units of its own; ``further`` are fields of ours; ``is_good`` is what a check found.
    """

    lot: Lot
    stage: str
    place: Place
    at: datetime
    quantity: int = 0
    output: int = 0
    corrects: Event | None = None
    taken: tuple[tuple[MaterialLot, int], ...] = ()
    further: dict[str, Any] = field(default_factory=dict)
    is_good: bool = True


def record(happening: Happening) -> Json:
    """The event in JSON-LD with its context and its hash id as ``eventID``."""
    return sealed(BUILDERS[happening.stage](happening))


def sealed(event: epcis_events.Event) -> Json:
    """An event alone, known by the hash of what it says."""
    written = documents.alone(event, prefixes=prefixes())
    return {**written, "eventID": hash_id(written)}


def measured(address: str, base_units: int, unit: str) -> Quantity:
    """Base units (g, ml, pieces) of a class of things, in the unit the standard counts in."""
    uom, size = MEASURES[unit]
    return Quantity(address, Decimal(base_units) / size, uom)


def _common(happening: Happening) -> dict[str, Any]:
    """When, where, and which earlier event this one puts right."""
    return when_and_where(happening.at, happening.place, happening.corrects, happening.further)


def when_and_where(
    at: datetime, place: Place, corrects: Event | None, further: dict[str, Any]
) -> dict[str, Any]:
    """What every event of a book says, and those fields of ours (no prefix) that are stated."""
    named = {"corrects": corrects.hash_id if corrects else "", "place": place.where}
    named |= further
    return {
        "at": localtime(at).replace(microsecond=0),
        "read_point": addresses.place_address(place),
        "location": addresses.place_address(place),
        "extensions": {f"{PREFIX}:{name}": said for name, said in named.items() if said != ""},
    }


def harvest_facts(at: datetime) -> Json:
    """What stays true of what was picked, caught or dug here: in whole days, of this country."""
    day = localtime(at).date().isoformat()
    return {
        "cbvmda:harvestStartDate": day,
        "cbvmda:harvestEndDate": day,
        "cbvmda:countryOfOrigin": COUNTRY,
    }


def _harvest(happening: Happening) -> epcis_events.Event:
    """Raw material comes into being."""
    material = addresses.material_address(happening.lot)
    return ObjectEvent(
        action=Action.ADD,
        step=BizStep.COMMISSIONING,
        disposition=Disposition.ACTIVE,
        quantities=(measured(material, happening.quantity, happening.lot.pack.net_unit),),
        ilmd=harvest_facts(happening.at),
        **_common(happening),
    )


def _processing(happening: Happening) -> epcis_events.Event:
    """Raw material is used up and goods in bulk come of it."""
    lot, unit = happening.lot, happening.lot.pack.net_unit
    into = taken(happening.taken)
    if not into:
        into = (measured(addresses.material_address(lot), happening.quantity, unit),)
    out = measured(addresses.bulk_address(lot), happening.output, unit)
    return TransformationEvent(
        step=BizStep.CREATING_CLASS_INSTANCE,
        disposition=Disposition.IN_PROGRESS,
        input_quantities=into,
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


def taken(uses: Sequence[tuple[MaterialLot, int]]) -> tuple[Quantity, ...]:
    """What went in of each material lot."""
    return tuple(
        measured(addresses.material_lot_address(lot), amount, lot.material.unit)
        for lot, amount in uses
    )


def _seen(step: BizStep, state: Disposition) -> Callable[[Happening], epcis_events.Event]:
    """The lot was looked at, stored, or left: seen, not changed."""

    def build(happening: Happening) -> epcis_events.Event:
        found = state if happening.is_good else Disposition.NON_CONFORMANT
        counted = happening.quantity or None
        return ObjectEvent(
            action=Action.OBSERVE,
            step=step,
            disposition=found,
            quantities=(Quantity(addresses.lot_address(happening.lot), counted),),
            **_common(happening),
        )

    return build


BUILDERS: dict[str, Callable[[Happening], epcis_events.Event]] = {
    Stage.HARVEST: _harvest,
    Stage.PROCESSING: _processing,
    Stage.PACKING: _packing,
    Stage.INSPECTING: _seen(BizStep.INSPECTING, Disposition.CONFORMANT),
    Stage.TESTING: _seen(BizStep.SAMPLING, Disposition.CONFORMANT),
    Stage.STORING: _seen(BizStep.STORING, Disposition.IN_PROGRESS),
    Stage.SHIPPING: _seen(BizStep.SHIPPING, Disposition.IN_TRANSIT),
    Stage.SELLING: _seen(BizStep.RETAIL_SELLING, Disposition.RETAIL_SOLD),
}
