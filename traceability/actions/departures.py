"""Items leave the house: the last thing the record says before a buyer has them."""

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
    said = Said(document=_record(codes, place, at), stage=Event.Stage.SHIPPING, place=place, at=at)
    return write(said, by=by, at=at)


def _record(codes: Sequence[ItemCode], place: Place, at: datetime) -> Json:
    here = addresses.place_address(place)
    event = ObjectEvent(
        at=localtime(at).replace(microsecond=0),
        action=Action.OBSERVE,
        step=BizStep.SHIPPING,
        disposition=Disposition.IN_TRANSIT,
        read_point=here,
        extensions={f"{PREFIX}:place": place.where},
        epcs=tuple(sorted(addresses.item_address(code) for code in codes)),
    )
    return sealed(event)
