"""One lot as its producer sees it: what was done, what is missing, what is in store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from traceability.measures import spoken
from traceability.models import Event
from traceability.queries import labels, lots, materials, pleas
from traceability.queries.yields import most_packs
from traceability.views import lot_meter
from traceability.views.steps import SLUGS
from traceability.views.telling import ICONS, note

if TYPE_CHECKING:
    from datetime import datetime

    from traceability.models import Lot

MAKING = (Event.Stage.HARVEST, Event.Stage.PROCESSING, Event.Stage.PACKING)
LATER = (Event.Stage.INSPECTING, Event.Stage.TESTING, Event.Stage.STORING)
LEAVING = (Event.Stage.SHIPPING, Event.Stage.SELLING)
Row = dict[str, Any]


def page(lot: Lot, *, at: datetime) -> Row:
    """Everything the page of a lot shows, but its frame."""
    events = list(lots.standing_events(lot))
    issued = labels.codes_issued(lot)
    used = materials.used_in(lot)
    return {
        "lot": lot,
        "pack": lot.pack,
        "has_expired": lot.has_expired(on=localdate(at)),
        "steps": [_step(lot, stage, events) for stage in (*MAKING, *LATER, *LEAVING)],
        "used": [(use, spoken(use.amount, use.source.material.unit)) for use in used],
        "has_store": lot.producer.material_lots.in_store().exists(),
        "pleas": pleas.of_lot(lot),
        "documents": lot.documents.all(),
        "issued": issued,
        "left": lot.packed - issued,
        "most": most_packs(lot=lot, raw_quantity=lot.raw_quantity),
        "meter": lot_meter.meter(lot, at=at),
    }


def _step(lot: Lot, stage: Event.Stage, events: list[Event]) -> Row:
    """A stage with what was recorded for it, and the way to record (more of) it."""
    return {
        "label": stage.label,
        "icon": ICONS[stage],
        "slug": SLUGS[stage],
        "events": [(event, note(event)) for event in events if event.stage == stage],
        "is_open": lot.is_complete if stage in LEAVING else stage in LATER or not lot.is_complete,
    }
