"""What happens to lots: they are opened, and completed once their story stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability import completeness, serials
from traceability.actions import stock
from traceability.actions.balance import (
    MoreThanTheHarvest,
    refuse_more_than_harvest,
)
from traceability.actions.events import tell
from traceability.actions.freshness import last_day
from traceability.actions.records import Happening
from traceability.actions.waiting import WithinWaiting, harvested_too_soon
from traceability.models import Event, Lot
from traceability.queries import genealogy
from traceability.queries.yields import yield_of_lot

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User
    from catalog.models import Pack
    from traceability.models import Place

__all__ = ["MoreThanTheHarvest", "complete_lot", "open_lot"]


class LotCodeTaken(ValidationError):
    """The producer already has a lot of this code."""


class NotComplete(ValidationError):
    """Something the law asks of the page behind the label is still missing."""


class AlreadyComplete(ValidationError):
    """The lot was completed before, with another number of packs."""


@transaction.atomic
def open_lot(
    *,
    pack: Pack,
    code: str,
    origin: Place,
    workshop: Place,
    made_on: date,
    best_before: date | None,
    by: User,
    at: datetime,
) -> Lot:
    """Open the book of a new making of a pack. Nothing of it sells until it is complete."""
    producer = Producer.objects.select_for_update().get(pk=pack.product.producer_id)
    if producer.lots.filter(code=code).exists():
        raise LotCodeTaken(_("Số lô này đã dùng rồi. Hãy chọn số khác."), code="lot_code_taken")
    lot = Lot.objects.create(
        pack=pack,
        producer=producer,
        code=code,
        trace_code=_new_trace_code(),
        origin=origin,
        workshop=workshop,
        made_on=made_on,
        best_before=best_before,
        sell_until=last_day(best_before, pack.product.least_days_left),
        opened_at=at,
    )
    journal.record(actor=by, verb="opened lot", subject=lot, at=at, on_behalf_of=producer)
    return lot


@transaction.atomic
def complete_lot(
    *, lot: Lot, packs: int, place: Place, happened_at: datetime, by: User, at: datetime
) -> Lot:
    """Record the packing of ``packs`` packs, which then may be labelled and sold.

    Raises :class:`NotComplete` while a field of Circular 02/2024/TT-BKHCN or Decree 37/2026/NĐ-CP
    is missing, and :class:`MoreThanTheHarvest` when the raw material cannot have given so much.
    Doing it twice with the same number changes nothing.
    """
    lot = Lot.objects.select_for_update().get(pk=lot.pk)
    if lot.is_complete:
        return _same_again(lot, packs)
    refuse_incomplete(lot=lot, at=at)
    refuse_more_than_harvest(lot=lot, packs=packs, raw_quantity=lot.raw_quantity)
    _refuse_harvested_too_soon(lot)
    usual = yield_of_lot(lot).most(lot.raw_quantity)
    happening = Happening(
        lot=lot,
        stage=Event.Stage.PACKING,
        place=place,
        at=happened_at,
        quantity=packs,
        further={"yieldApproved": True} if packs * lot.pack.net_content > usual else {},
    )
    tell(happening, by=by, at=at)
    lot.completed_at = at
    stock.enter(lot=lot, packs=packs, at=at)
    genealogy.material_lots_behind(lot).filter(told_at=None).update(told_at=at)
    journal.record(
        actor=by, verb="completed lot", subject=lot, at=at, on_behalf_of=lot.producer, packs=packs
    )
    return lot


def refuse_incomplete(*, lot: Lot, at: datetime) -> None:
    """Raise :class:`NotComplete`, naming what is missing, unless every check is met."""
    missing = [finding.label for finding in completeness.findings(lot, at=at) if not finding.is_met]
    if missing:
        raise NotComplete(
            _("Chưa đủ hồ sơ để đóng gói. Còn thiếu: %(missing)s.")
            % {"missing": ", ".join(dict.fromkeys(missing))},
            code="not_complete",
        )


def _refuse_harvested_too_soon(lot: Lot) -> None:
    """A treatment may have been noted after the harvest that it forbids."""
    behind = genealogy.material_lots_behind(lot)
    harvests = Event.objects.standing().filter(stage=Event.Stage.HARVEST).select_related("place")
    of_lot = harvests.filter(Q(lot=lot) | Q(material_lot__in=behind))
    if early := harvested_too_soon(of_lot):
        raise WithinWaiting(
            _(
                "Có lần thu hoạch ở %(place)s còn trong thời gian cách ly. "
                "Lô này không đóng gói được."
            )
            % {"place": early[0].place},
            code="within_waiting",
        )


def _same_again(lot: Lot, packs: int) -> Lot:
    if lot.packed != packs:
        raise AlreadyComplete(
            _("Lô này đã đóng gói %(packs)s gói rồi.") % {"packs": localize(lot.packed)},
            code="already_complete",
        )
    return lot


def _new_trace_code() -> str:
    """``L`` and ten characters: no item serial holds an L, so the two never meet."""
    return f"L{serials.new_serial()}"
