"""What happens to goods is written down once; putting it right writes another event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from traceability.actions import records, writing
from traceability.actions.balance import refuse_more_than_harvest
from traceability.actions.waiting import refuse_within_waiting
from traceability.actions.writing import (
    LONGEST_AGO,
    HappenedInTheFuture,
    HappenedTooEarly,
    NotTheLatestWord,
    Said,
)
from traceability.models import Event, Lot, Use
from traceability.models.events import Evidence
from traceability.queries.yields import yield_of_lot

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.models import Place
    from traceability.models.events import EventQuerySet

__all__ = [
    "HappenedInTheFuture",
    "HappenedTooEarly",
    "LotIsPacked",
    "NotTheLatestWord",
    "PacksAreCounted",
    "record_event",
    "tell",
]

Stage = Event.Stage
MAKING = (Stage.HARVEST, Stage.PROCESSING, Stage.PACKING)  # in the order they happen
SLACK = timedelta(days=1)  # people remember days, and harvests overlap with drying


class LotIsPacked(ValidationError):
    """The lot is complete: its making can only be corrected."""


class CountedOtherwise(ValidationError):
    """The recipe counts what goes in by another unit than the pack: it comes as material lots."""


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
    event, is_new = tell(happening, by=by, at=at)
    if is_new and stage == Stage.HARVEST:
        count_material(lot)
    return event


def tell(
    happening: records.Happening,
    *,
    by: User | None,
    at: datetime,
    evidence: str = Evidence.SELF_DECLARED,
) -> tuple[Event, bool]:
    """Write what happened to a lot that is locked, unless it was said before; and which it was."""
    said = Said(
        document=records.record(happening),
        stage=happening.stage,
        place=happening.place,
        at=happening.at,
        lot=happening.lot,
        corrects=happening.corrects,
        evidence=evidence,
    )
    if earlier := writing.known(said):
        return earlier, False
    _refuse(happening, at)
    return writing.write(said, by=by, at=at), True


def _refuse(happening: records.Happening, at: datetime) -> None:
    _refuse_time(happening, at)
    if happening.stage == Stage.HARVEST:
        _refuse_harvest(happening)
    if happening.corrects:
        _refuse_correction(happening)
    elif happening.lot.is_complete and happening.stage in MAKING:
        raise LotIsPacked(
            _("Lô đã đóng gói xong. Nếu ghi nhầm, hãy sửa lại việc đã ghi."), code="lot_is_packed"
        )


def _refuse_harvest(happening: records.Happening) -> None:
    refuse_within_waiting(place=happening.place, harvested_at=happening.at)
    if yield_of_lot(happening.lot).unit != happening.lot.pack.net_unit:
        raise CountedOtherwise(
            _("Cách làm hàng này đong nguyên liệu theo đơn vị khác. Hãy ghi ở trang Nguyên liệu."),
            code="counted_otherwise",
        )


def _refuse_time(happening: records.Happening, at: datetime) -> None:
    writing.refuse_future(happening.at, at)
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
    floor = lot.opened_at - LONGEST_AGO
    before = MAKING[: MAKING.index(Stage(happening.stage))] if happening.stage in MAKING else MAKING
    times = _standing(lot).filter(stage__in=before).order_by("happened_at")
    first = times.values_list("happened_at", flat=True).first()
    return floor if first is None else max(floor, first - SLACK)


def _refuse_correction(happening: records.Happening) -> None:
    earlier = happening.corrects
    own = _standing(happening.lot).filter(stage=happening.stage)
    is_latest = earlier is not None and own.filter(pk=earlier.pk).exists()
    writing.refuse_stale(earlier, is_latest=is_latest)
    if happening.stage == Stage.PACKING and happening.quantity != happening.lot.packed:
        raise PacksAreCounted(
            _("Số gói đã vào sổ kho, không sửa ở đây được."), code="packs_are_counted"
        )


def count_material(lot: Lot) -> None:
    """Keep what a lot was made of: its own standing harvests, and what was taken of other lots."""
    harvests = _standing(lot).filter(stage=Stage.HARVEST).prefetch_related("items")
    _, size = records.MEASURES[lot.pack.net_unit]
    amounts = [item.quantity or 0 for event in harvests for item in event.items.all()]
    uses = Use.objects.standing().filter(into_lot=lot).select_related("source__material")
    counted = yield_of_lot(lot).counted((use.source, use.amount) for use in uses)
    lot.raw_quantity = int(sum(amounts) * size) + counted
    refuse_more_than_harvest(lot=lot, packs=lot.packed, raw_quantity=lot.raw_quantity)
    lot.save(update_fields=["raw_quantity"])


def _standing(lot: Lot) -> EventQuerySet:
    return Event.objects.standing().filter(lot=lot)
