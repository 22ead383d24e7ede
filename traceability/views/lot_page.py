"""One lot as its producer sees it: what was done, what is missing, what is in store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from traceability.actions.balance import most_packs
from traceability.models import Event
from traceability.queries import labels, lots
from traceability.views import lot_meter
from traceability.views.steps import SLUGS
from traceability.views.telling import ICONS, amount

if TYPE_CHECKING:
    from datetime import datetime

    from traceability.models import Lot

MAKING = (Event.Stage.HARVEST, Event.Stage.PROCESSING, Event.Stage.PACKING)
LATER = (Event.Stage.INSPECTING, Event.Stage.STORING)
Row = dict[str, Any]


def page(lot: Lot, *, at: datetime) -> Row:
    """Everything the page of a lot shows, but its frame."""
    events = list(lots.standing_events(lot))
    issued = labels.codes_issued(lot)
    return {
        "lot": lot,
        "pack": lot.pack,
        "has_expired": lot.has_expired(on=localdate(at)),
        "steps": [_step(lot, stage, events) for stage in (*MAKING, *LATER)],
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
        "events": [(event, amount(event)) for event in events if event.stage == stage],
        "is_open": stage in LATER or not lot.is_complete,
    }
