"""One stage of a lot's life, written down by the action that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traceability.actions.events import record_event
from traceability.actions.findings import record_test
from traceability.actions.leaving import STAGES as LEAVING
from traceability.actions.leaving import record_leaving
from traceability.actions.lots import complete_lot
from traceability.models import Event

if TYPE_CHECKING:
    from traceability.models import Lot

Stage = Event.Stage


def record_stage(*, lot: Lot, stage: str, corrects: Event | None = None, **facts: Any) -> Event:  # noqa: ANN401 (what the form of the stage gives)
    """Write a stage down with what its form gives (``facts()``), ``by`` and ``at``."""
    if stage == Stage.PACKING and corrects is None:
        complete_lot(lot=lot, **facts)
        return lot.events.standing().filter(stage=stage).latest("pk")
    if stage in LEAVING:
        return record_leaving(lot=lot, stage=stage, corrects=corrects, **facts)
    if stage == Stage.TESTING:
        return record_test(lot=lot, corrects=corrects, **facts)
    facts |= {"quantity": facts.pop("packs")} if "packs" in facts else {}
    return record_event(lot=lot, stage=stage, corrects=corrects, **facts)
