"""How the coming of a material lot, and the life of a plot or pond, are written as EPCIS events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from traceability import addresses
from traceability.actions.records import (
    COUNTRY,
    harvest_facts,
    measured,
    sealed,
    taken,
    when_and_where,
)
from traceability.epcis.events import Json, ObjectEvent, Quantity, TransformationEvent
from traceability.epcis.vocabulary import Action, BizStep, Disposition
from traceability.models import Event, MaterialLot
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from datetime import datetime

    from traceability.models import Place

Stage, Source = Event.Stage, MaterialLot.Source


@dataclass(frozen=True, kw_only=True)
class Coming:
    """How a material lot came to be here: when, and of which other lots if it was made.

    The lot need not be saved: only what an event says of it is looked at.
    """

    lot: MaterialLot
    at: datetime
    corrects: Event | None = None
    taken: tuple[tuple[MaterialLot, int], ...] = ()
    further: dict[str, Any] = field(default_factory=dict)

    @property
    def stage(self) -> str:
        return {
            Source.GROWN: Stage.HARVEST,
            Source.BOUGHT: Stage.RECEIVING,
            Source.MADE: Stage.PROCESSING,
        }[Source(self.lot.source)]


def coming_record(coming: Coming) -> Json:
    """Picked or caught; received under a number of our own; or made of other lots."""
    lot = coming.lot
    further = {"paper": lot.paper, **coming.further}
    common = when_and_where(coming.at, lot.place, coming.corrects, further)
    here = measured(addresses.material_lot_address(lot), lot.amount, lot.material.unit)
    if coming.taken or lot.bought_lot:
        step = BizStep.RECEIVING if lot.bought_lot else BizStep.CREATING_CLASS_INSTANCE
        bought = (Quantity(addresses.lot_address(lot.bought_lot)),) if lot.bought_lot else ()
        return sealed(
            TransformationEvent(
                step=step,
                disposition=Disposition.IN_PROGRESS,
                input_quantities=taken(coming.taken) or bought,
                output_quantities=(here,),
                ilmd=_lasting_facts(lot),
                **common,
            )
        )
    is_grown = lot.source == Source.GROWN
    return sealed(
        ObjectEvent(
            action=Action.ADD,
            step=BizStep.COMMISSIONING if is_grown else BizStep.RECEIVING,
            disposition=Disposition.ACTIVE if is_grown else Disposition.IN_PROGRESS,
            quantities=(here,),
            ilmd=_lasting_facts(lot) | (harvest_facts(coming.at) if is_grown else {}),
            **common,
        )
    )


def _lasting_facts(lot: MaterialLot) -> Json:
    facts = {"cbvmda:lotNumber": lot.code, f"{PREFIX}:material": lot.material.name}
    if lot.source == Source.MADE:
        facts["cbvmda:productionDate"] = lot.came_on.isoformat()
    return facts


@dataclass(frozen=True, kw_only=True)
class Growing:
    """What was sown or set out at a place, or how what stands there was cared for."""

    place: Place
    stage: str
    at: datetime
    facts: dict[str, Any]
    corrects: Event | None = None


def growing_record(growing: Growing) -> Json:
    """Planting brings the crop of a place into being; care is seen of it and changes no number."""
    is_new = growing.stage == Stage.PLANTING
    lasting = {"crop", "variety"} & growing.facts.keys() if is_new else set()
    further = {name: said for name, said in growing.facts.items() if name not in lasting}
    common = when_and_where(growing.at, growing.place, growing.corrects, further)
    named = {f"{PREFIX}:{name}": growing.facts[name] for name in sorted(lasting)}
    named = {name: said for name, said in named.items() if said}
    return sealed(
        ObjectEvent(
            action=Action.ADD if is_new else Action.OBSERVE,
            step=BizStep.COMMISSIONING if is_new else BizStep.OTHER,
            disposition=Disposition.ACTIVE,
            quantities=(Quantity(addresses.crop_address(growing.place)),),
            ilmd=named | {"cbvmda:countryOfOrigin": COUNTRY} if is_new else {},
            **common,
        )
    )
