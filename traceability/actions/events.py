"""What happens to goods is written down once; putting it right writes another event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import journal
from traceability.actions import records
from traceability.actions.balance import refuse_more_than_harvest
from traceability.actions.indexing import index
from traceability.models import Event, Lot

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.epcis.events import Json
    from traceability.models import Place
    from traceability.models.events import EventQuerySet

Stage = Event.Stage
MAKING = (Stage.HARVEST, Stage.PROCESSING, Stage.PACKING)  # in the order they happen
LONGEST_LIFE = timedelta(days=2 * 365)  # between a harvest and the opening of its lot
SLACK = timedelta(days=1)  # people remember days, and harvests overlap with drying


class HappenedInTheFuture(ValidationError):
    """It is said to have happened after now."""


class HappenedTooEarly(ValidationError):
    """It is said to have happened before what must come first."""


class LotIsPacked(ValidationError):
    """The lot is complete: its making can only be corrected."""


class NotTheLatestWord(ValidationError):
    """The event to correct was corrected already, or belongs to another lot or stage."""


class PacksAreCounted(ValidationError):
    """A correction of the packing would change the stock."""


@transaction.atomic
def record_event(
    *,
    lot: Lot,
    stage: str,
    place: Place,
    happened_at: datetime,
    by: User | None,
    at: datetime,
    quantity: int = 0,
    output: int = 0,
    corrects: Event | None = None,
) -> Event:
    """Write down one stage of a lot's life as an EPCIS event with its hash id.

    ``quantity`` and ``output`` are whole base units (g, ml, pieces), packs at packing. The same
    facts said twice are one event. A harvest counts towards the lot's raw quantity.
    """
    lot = Lot.objects.select_for_update().get(pk=lot.pk)
    happening = records.Happening(
        lot=lot,
        stage=stage,
        place=place,
        at=happened_at,
        quantity=quantity,
        output=output,
        corrects=corrects,
    )
    written = records.record(happening)
    known = lot.events.filter(event_id=written["eventID"], declared_wrong_at=None).first()
    if known:
        return known
    _refuse(happening, at)
    event = _write(happening, written, by, at)
    if stage == Stage.HARVEST:
        _count_material(lot)
    _note(event, by, at)
    return event


def _refuse(happening: records.Happening, at: datetime) -> None:
    _refuse_time(happening, at)
    if happening.corrects:
        _refuse_correction(happening)
    elif happening.lot.is_complete and happening.stage in MAKING:
        raise LotIsPacked(
            _("Lô đã đóng gói xong. Nếu ghi nhầm, hãy sửa lại việc đã ghi."), code="lot_is_packed"
        )


def _refuse_time(happening: records.Happening, at: datetime) -> None:
    if happening.at > at:
        raise HappenedInTheFuture(_("Thời điểm này chưa tới. Hãy xem lại ngày giờ."), code="future")
    earliest = _earliest(happening)
    if happening.at < earliest:
        raise HappenedTooEarly(
            _("Sớm quá: phải từ %(day)s trở đi, sau công đoạn trước của lô này.")
            % {"day": date_format(localtime(earliest), "SHORT_DATE_FORMAT")},
            code="too_early",
        )


def _earliest(happening: records.Happening) -> datetime:
    """Two years before the lot was opened, or a day before the stage that comes first."""
    lot = happening.lot
    floor = lot.opened_at - LONGEST_LIFE
    before = MAKING[: MAKING.index(Stage(happening.stage))] if happening.stage in MAKING else MAKING
    times = _standing(lot).filter(stage__in=before).order_by("happened_at")
    first = times.values_list("happened_at", flat=True).first()
    return floor if first is None else max(floor, first - SLACK)


def _refuse_correction(happening: records.Happening) -> None:
    earlier = happening.corrects
    if (
        not earlier
        or not _standing(happening.lot).filter(pk=earlier.pk, stage=happening.stage).exists()
    ):
        raise NotTheLatestWord(
            _("Việc này đã được sửa trước đó. Hãy mở lại trang lô hàng."), code="not_the_latest"
        )
    if happening.stage == Stage.PACKING and happening.quantity != happening.lot.packed:
        raise PacksAreCounted(
            _("Số gói đã vào sổ kho, không sửa ở đây được."), code="packs_are_counted"
        )


def _write(happening: records.Happening, written: Json, by: User | None, at: datetime) -> Event:
    event = Event.objects.create(
        event_id=written["eventID"],
        hash_id=written["eventID"],
        kind=written["type"],
        stage=happening.stage,
        biz_step=written["bizStep"],
        disposition=written["disposition"],
        happened_at=happening.at.replace(microsecond=0),
        recorded_at=at,
        producer=happening.lot.producer,
        place=happening.place,
        lot=happening.lot,
        recorder=by,
        corrects=happening.corrects,
        document=written,
    )
    index([event])
    return event


def _count_material(lot: Lot) -> None:
    """The lot's raw material is what its standing harvests say; packs made of it stay covered."""
    harvests = _standing(lot).filter(stage=Stage.HARVEST).prefetch_related("items")
    _, size = records.MEASURES[lot.pack.net_unit]
    amounts = [item.quantity or 0 for event in harvests for item in event.items.all()]
    lot.raw_quantity = int(sum(amounts) * size)
    refuse_more_than_harvest(lot=lot, packs=lot.packed, raw_quantity=lot.raw_quantity)
    lot.save(update_fields=["raw_quantity"])


def _note(event: Event, by: User | None, at: datetime) -> None:
    verb = "corrected event" if event.corrects_id else "recorded event"
    journal.record(
        actor=by,
        verb=verb,
        subject=event,
        at=at,
        on_behalf_of=event.producer,
        stage=event.stage,
    )


def _standing(lot: Lot) -> EventQuerySet:
    return Event.objects.standing().filter(lot=lot)
