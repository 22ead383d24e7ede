"""The one place where an event of somebody's book becomes a row, with all it is found by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import journal
from traceability.actions.indexing import index
from traceability.models import Event
from traceability.models.events import Evidence

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.epcis.events import Json
    from traceability.models import Lot, MaterialLot, Place

LONGEST_AGO = timedelta(days=2 * 365)
SLACK = timedelta(days=1)  # people remember days, and harvests overlap with drying


class HappenedInTheFuture(ValidationError):
    """It is said to have happened after now."""


class HappenedTooEarly(ValidationError):
    """It is said to have happened before what must come first."""


class NotTheLatestWord(ValidationError):
    """The event to correct was corrected already, or belongs to another lot or stage."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sealed document and the columns beside it."""

    document: Json
    stage: str
    place: Place
    at: datetime
    lot: Lot | None = None
    material_lot: MaterialLot | None = None
    corrects: Event | None = None
    evidence: str = Evidence.SELF_DECLARED


def known(said: Said) -> Event | None:
    """The event that says the same, when it was written before."""
    events = Event.objects.filter(producer=said.place.producer_id, declared_wrong_at=None)
    return events.filter(event_id=said.document["eventID"]).first()


def write(said: Said, *, by: User | None, at: datetime) -> Event:
    """Insert the event with its index and its line in the journal."""
    event = Event.objects.create(
        event_id=said.document["eventID"],
        hash_id=said.document["eventID"],
        kind=said.document["type"],
        stage=said.stage,
        biz_step=said.document["bizStep"],
        disposition=said.document["disposition"],
        happened_at=said.at.replace(microsecond=0),
        recorded_at=at,
        producer=said.place.producer,
        place=said.place,
        lot=said.lot,
        material_lot=said.material_lot,
        recorder=by,
        evidence=said.evidence,
        corrects=said.corrects,
        document=said.document,
    )
    index([event])
    journal.record(
        actor=by,
        verb="corrected event" if event.corrects_id else "recorded event",
        subject=event,
        at=at,
        on_behalf_of=event.producer,
        stage=event.stage,
    )
    return event


def refuse_future(happened_at: datetime, at: datetime) -> None:
    if happened_at > at:
        raise HappenedInTheFuture(_("Thời điểm này chưa tới. Hãy xem lại ngày giờ."), code="future")


def refuse_before(happened_at: datetime, earliest: datetime) -> None:
    if happened_at < earliest:
        raise HappenedTooEarly(
            _("Sớm quá: phải từ %(day)s trở đi. Hãy xem lại ngày giờ.")
            % {"day": date_format(localtime(earliest), "SHORT_DATE_FORMAT")},
            code="too_early",
        )


def refuse_stale(earlier: Event | None, *, is_latest: bool) -> None:
    """A correction speaks to the latest word only."""
    if earlier and not is_latest:
        raise NotTheLatestWord(
            _("Việc này đã được sửa trước đó. Hãy mở lại trang rồi sửa dòng mới nhất."),
            code="not_the_latest",
        )
