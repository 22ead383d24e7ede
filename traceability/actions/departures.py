"""Items leave the house: the last thing the record says before a buyer has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from accounts import journal
from traceability import addresses
from traceability.actions.indexing import index
from traceability.epcis import document as documents
from traceability.epcis.events import ObjectEvent
from traceability.epcis.hash_id import hash_id
from traceability.epcis.vocabulary import Action, BizStep, Disposition
from traceability.models import Event
from traceability.shown import prefixes

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
    written = _record(codes, place, at)
    event = Event.objects.create(
        event_id=written["eventID"],
        hash_id=written["eventID"],
        kind=written["type"],
        stage=Event.Stage.SHIPPING,
        biz_step=written["bizStep"],
        disposition=written["disposition"],
        happened_at=at.replace(microsecond=0),
        recorded_at=at,
        producer=place.producer,
        place=place,
        recorder=by,
        document=written,
    )
    index([event])
    journal.record(
        actor=by, verb="recorded event", subject=event, at=at, on_behalf_of=place.producer
    )
    return event


def _record(codes: Sequence[ItemCode], place: Place, at: datetime) -> Json:
    here = addresses.place_address(place)
    event = ObjectEvent(
        at=localtime(at).replace(microsecond=0),
        action=Action.OBSERVE,
        step=BizStep.SHIPPING,
        disposition=Disposition.IN_TRANSIT,
        read_point=here,
        epcs=tuple(sorted(addresses.item_address(code) for code in codes)),
    )
    written = documents.alone(event, prefixes=prefixes())
    return {**written, "eventID": hash_id(written)}
