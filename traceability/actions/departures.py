"""Items leave the house, and sometimes come back: what the record says around a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from traceability import addresses
from traceability.actions.records import sealed
from traceability.actions.writing import Said, write
from traceability.epcis.events import ObjectEvent
from traceability.epcis.vocabulary import Action, BizStep, Disposition
from traceability.models import Event
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from traceability.epcis.events import Json
    from traceability.models import ItemCode, Place


@transaction.atomic
def record_departure(
    *, codes: Sequence[ItemCode], place: Place, by: User | None, at: datetime
) -> Event:
    """Write down that these items left a place: one event, told on the page of each item.

    It stands on no lot's page, where every parcel would add a line. Items leave once; the caller,
    who has just marked them as sold, sees to that.
    """
    leaving = (Action.OBSERVE, BizStep.SHIPPING, Disposition.IN_TRANSIT)
    record = _record(codes, place, leaving, at)
    return write(
        Said(document=record, stage=Event.Stage.SHIPPING, place=place, at=at), by=by, at=at
    )


@transaction.atomic
def record_return(
    *, code: ItemCode, place: Place, is_destroyed: bool, by: User | None, at: datetime
) -> Event:
    """Write down that an item is back at a place, to be sold again or as the last of it.

    The caller, who has just changed the item's state, sees to it that this is said once a return.
    """
    ended = (Action.DELETE, BizStep.DESTROYING, Disposition.DESTROYED)
    back = (Action.OBSERVE, BizStep.RECEIVING, Disposition.RETURNED)
    record = _record([code], place, ended if is_destroyed else back, at)
    return write(
        Said(document=record, stage=Event.Stage.RECEIVING, place=place, at=at), by=by, at=at
    )


def _record(
    codes: Sequence[ItemCode],
    place: Place,
    what: tuple[Action, BizStep, Disposition],
    at: datetime,
) -> Json:
    here = addresses.place_address(place)
    action, step, disposition = what
    event = ObjectEvent(
        at=localtime(at).replace(microsecond=0),
        action=action,
        step=step,
        disposition=disposition,
        read_point=here,
        extensions={f"{PREFIX}:place": place.where},
        epcs=tuple(sorted(addresses.item_address(code) for code in codes)),
    )
    return sealed(event)
