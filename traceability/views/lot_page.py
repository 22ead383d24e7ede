"""One lot as its producer sees it: what was done, what is missing, what is in store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from traceability.measures import spoken
from traceability.models import Event
from traceability.queries import labels, lots, materials, pleas
from traceability.queries.diary import supporters
from traceability.queries.yields import most_packs
from traceability.views import lot_meter
from traceability.views.diary.words import acting
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
    rows = _told(lot, list(lots.standing_events(lot).select_related("recorder")))
    issued = labels.codes_issued(lot)
    used = materials.used_in(lot)
    return {
        "lot": lot,
        "pack": lot.pack,
        "has_expired": lot.has_expired(on=localdate(at)),
        "steps": [_step(lot, stage, rows) for stage in (*MAKING, *LATER, *LEAVING)],
        "used": [(use, spoken(use.amount, use.source.material.unit)) for use in used],
        "has_store": lot.producer.material_lots.in_store().exists(),
        "pleas": pleas.of_lot(lot),
        "documents": lot.documents.all(),
        "issued": issued,
        "left": lot.packed - issued,
        "most": most_packs(lot=lot, raw_quantity=lot.raw_quantity),
        "meter": lot_meter.meter(lot, at=at),
    }


def _told(lot: Lot, events: list[Event]) -> list[tuple[Event, str]]:
    """Each event with its note, and with who wrote it on the producer's behalf."""
    helping = supporters(lot.producer, [event.recorder_id for event in events])
    return [
        (event, " · ".join(filter(None, (note(event), _helper(event, lot, helping)))))
        for event in events
    ]


def _helper(event: Event, lot: Lot, helping: set[int]) -> str:
    by = event.recorder
    return acting(by, lot.producer) if by and by.pk in helping else ""


def _step(lot: Lot, stage: Event.Stage, rows: list[tuple[Event, str]]) -> Row:
    """A stage with what was recorded for it, and the way to record (more of) it."""
    return {
        "label": stage.label,
        "icon": ICONS[stage],
        "slug": SLUGS[stage],
        "events": [(event, told) for event, told in rows if event.stage == stage],
        "is_open": lot.is_complete if stage in LEAVING else stage in LATER or not lot.is_complete,
    }
