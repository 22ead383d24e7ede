"""Packs are gone for good: what the record says of them, and the end of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from traceability import addresses
from traceability.actions.records import sealed
from traceability.actions.writing import Said, known, write
from traceability.epcis.events import ObjectEvent, Quantity
from traceability.epcis.vocabulary import Action, BizStep, Disposition
from traceability.models import ItemCode, Movement
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from traceability.epcis.events import Json
    from traceability.models import Event, Lot

TASTED = (BizStep.DISPENSING, Disposition.DISPENSED)
GONE = (BizStep.DESTROYING, Disposition.DESTROYED)


def record_destruction(
    *,
    lot: Lot,
    packs: int,
    cause: str,
    codes: Sequence[ItemCode] = (),
    by: User | None,
    at: datetime,
) -> tuple[Event, bool]:
    """Write down that packs of a locked lot are no more, and say whether that is new.

    The codes become void and name nothing any more; other packs are told as so many of the lot.
    What was given to taste is told as handed out. The same said twice within a second is one event,
    so the caller takes the packs out of stock only when it is new.
    """
    document = _record(lot, packs, cause, codes, at)
    said = Said(document=document, stage="", place=lot.workshop, at=at)
    if earlier := known(said):
        return earlier, False
    ItemCode.objects.filter(pk__in=[code.pk for code in codes]).update(state=ItemCode.State.VOID)
    return write(said, by=by, at=at), True


def _record(lot: Lot, packs: int, cause: str, codes: Sequence[ItemCode], at: datetime) -> Json:
    here = addresses.place_address(lot.workshop)
    step, state = TASTED if cause == Movement.Cause.SAMPLE else GONE
    unnamed = packs - len(codes)
    event = ObjectEvent(
        at=localtime(at).replace(microsecond=0),
        action=Action.DELETE,
        step=step,
        disposition=state,
        read_point=here,
        extensions={f"{PREFIX}:place": lot.workshop.where, f"{PREFIX}:cause": cause},
        epcs=tuple(sorted(addresses.item_address(code) for code in codes)),
        quantities=(Quantity(addresses.lot_address(lot), unnamed),) if unnamed else (),
    )
    return sealed(event)
