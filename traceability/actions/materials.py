"""What happens to raw materials: they are named, they come, and their coming is put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability import serials
from traceability.actions import uses, writing
from traceability.actions.balance import refuse_more_than_yield
from traceability.actions.material_records import Coming, coming_record
from traceability.actions.waiting import refuse_within_waiting
from traceability.actions.writing import Said
from traceability.measures import spoken
from traceability.models import Material, MaterialLot
from traceability.queries.yields import grant_for, yield_of_material

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from traceability.models import Event, Lot, Place

Source = MaterialLot.Source


class CodeTaken(ValidationError):
    """The producer already has a material lot of this code."""


class OtherUnit(ValidationError):
    """The material is known, and counted in another unit."""


class UsedAlready(ValidationError):
    """More was taken of the lot than the correction would leave it."""


@dataclass(frozen=True, kw_only=True)
class Came:
    """Where, when and how much; of whom, when it was bought. ``amount`` is whole base units."""

    place: Place
    at: datetime
    amount: int
    supplier: str = ""
    bought_lot: Lot | None = None
    paper: str = ""


@transaction.atomic
def name_material(*, producer: Producer, name: str, unit: str, by: User, at: datetime) -> Material:
    """The material of this name, noted now if nobody did before. Raises :class:`OtherUnit`."""
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    known = producer.materials.filter(name__iexact=name).first()
    if known and known.unit != unit:
        raise OtherUnit(
            _("«%(name)s» đã ghi theo đơn vị khác: %(unit)s.")
            % {"name": known.name, "unit": known.get_unit_display()},
            code="other_unit",
        )
    if known:
        return known
    made = producer.materials.create(name=name, unit=unit)
    journal.record(actor=by, verb="named material", subject=made, at=at, on_behalf_of=producer)
    return made


@transaction.atomic
def open_material_lot(
    *, material: Material, code: str, source: str, came: Came, by: User | None, at: datetime
) -> MaterialLot:
    """Note what was picked, caught or bought, as one lot. The same said twice is one lot.

    Raises :class:`CodeTaken`, and for a harvest :class:`~.waiting.WithinWaiting`.
    """
    lot = _new(material, code, source, came, at)
    if earlier := _told(lot, came.at):
        return earlier
    _refuse(lot, came, at)
    lot.save()
    _write(Coming(lot=lot, at=came.at), by, at)
    _note(lot, "opened material lot", by, at)
    return lot


@transaction.atomic
def make_material_lot(
    *,
    material: Material,
    code: str,
    wanted: Mapping[int, int],
    came: Came,
    by: User | None,
    at: datetime,
) -> MaterialLot:
    """Make one material of others: ``wanted`` (lot key: base units) goes in, ``came`` comes out.

    Raises :class:`~.uses.NotEnoughLeft`; beyond the yield :class:`~.balance.MoreThanTheHarvest`.
    """
    lot = _new(material, code, Source.MADE, came, at)
    if earlier := MaterialLot.objects.filter(producer=lot.producer, code=code).first():
        if _is_same(earlier, lot) and _taken_for(earlier) == dict(wanted):
            return earlier
        raise _code_taken()
    uses.refuse_nothing(wanted=wanted)
    taken = uses.locked(wanted=wanted, producer=material.producer_id)
    _refuse(lot, came, at)
    further = _refuse_yield(lot, taken, at)
    uses.refuse_before_coming(taken=taken, happened_at=came.at)
    uses.take(taken=taken)
    lot.save()
    event = _write(Coming(lot=lot, at=came.at, taken=taken, further=further), by, at)
    uses.keep(taken=taken, event=event, into_material=lot)
    _note(lot, "made material lot", by, at)
    return lot


@transaction.atomic
def correct_material_lot(
    *,
    lot: MaterialLot,
    corrects: Event,
    came: Came,
    by: User | None,
    at: datetime,
    wanted: Mapping[int, int] | None = None,
) -> MaterialLot:
    """Put right how a lot came: a new event stands in place of ``corrects``.

    Raises :class:`UsedAlready` where more was taken since than would have come.
    """
    lot = _locked_with_sources(lot, corrects, wanted or {})
    standing = lot.events.standing().filter(pk=corrects.pk).exists()
    writing.refuse_stale(corrects, is_latest=standing)
    _put_right(lot, came)
    taken: uses.Taken = ()
    further: dict[str, Any] = {}
    if lot.source == Source.MADE:
        uses.refuse_nothing(wanted=wanted or {})
        uses.give_back(event=corrects)
        taken = uses.locked(wanted=wanted or {}, producer=lot.producer_id)
        uses.refuse_before_coming(taken=taken, happened_at=came.at)
        further = _refuse_yield(lot, taken, at)
        uses.take(taken=taken)
    _refuse_time(lot, came, at)
    lot.save()
    coming = Coming(lot=lot, at=came.at, corrects=corrects, taken=taken, further=further)
    event = _write(coming, by, at)
    uses.keep(taken=taken, event=event, into_material=lot)
    return lot


def _new(material: Material, code: str, source: str, came: Came, at: datetime) -> MaterialLot:
    """The lot as it would be written; its producer is locked from here on."""
    producer = Producer.objects.select_for_update().get(pk=material.producer_id)
    return MaterialLot(
        material=material,
        producer=producer,
        code=code,
        trace_code=f"LN{serials.new_serial()}",
        place=came.place,
        came_on=localdate(came.at),
        source=source,
        supplier=came.supplier,
        bought_lot=came.bought_lot,
        paper=came.paper,
        amount=came.amount,
        left=came.amount,
        opened_at=at,
    )


def _told(lot: MaterialLot, happened_at: datetime) -> MaterialLot | None:
    """The lot of this code when the very same was said before; raises :class:`CodeTaken`."""
    earlier = MaterialLot.objects.filter(producer=lot.producer, code=lot.code).first()
    if earlier is None:
        return None
    event = earlier.events.standing().order_by("-pk").first()
    if _is_same(earlier, lot) and event and event.happened_at == happened_at:
        return earlier
    raise _code_taken()


def _is_same(one: MaterialLot, other: MaterialLot) -> bool:
    named = ("material_id", "place_id", "came_on", "source", "supplier", "bought_lot_id", "amount")
    return all(getattr(one, name) == getattr(other, name) for name in named)


def _taken_for(lot: MaterialLot) -> dict[int, int]:
    return dict(lot.made_of.standing().values_list("source", "amount"))


def _code_taken() -> CodeTaken:
    return CodeTaken(_("Số lô này đã dùng rồi. Hãy chọn số khác."), code="code_taken")


def _refuse(lot: MaterialLot, came: Came, at: datetime) -> None:
    _refuse_time(lot, came, at)
    writing.refuse_before(came.at, at - writing.LONGEST_AGO)


def _refuse_time(lot: MaterialLot, came: Came, at: datetime) -> None:
    writing.refuse_future(came.at, at)
    if lot.source == Source.GROWN:
        refuse_within_waiting(place=came.place, harvested_at=came.at)


def _refuse_yield(lot: MaterialLot, taken: uses.Taken, at: datetime) -> dict[str, Any]:
    """Hold the yield; what the event tells of the recipe and of an officer's grant."""
    rule = yield_of_material(lot.material, at=at)
    went_in = rule.counted(taken)
    grant = grant_for(went_in=went_in, code=lot.code, material=lot.material)
    refuse_more_than_yield(
        rule=rule, went_in=went_in, came_out=lot.amount, unit=lot.material.unit, grant=grant
    )
    is_over = lot.amount > rule.most(went_in)
    named = {"process": rule.recipe.name} if rule.recipe else {}
    return named | ({"yieldApproved": True} if is_over else {})


def _locked_with_sources(
    lot: MaterialLot, corrects: Event, wanted: Mapping[int, int]
) -> MaterialLot:
    """The lot, and all that it takes from or gives back to, locked in the order of their keys."""
    keys = {lot.pk, *wanted, *uses.own_sources([corrects.pk])}
    rows = MaterialLot.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = rows.select_related("material", "producer", "place__producer", "bought_lot__pack")
    return {row.pk: row for row in found}[lot.pk]


def _put_right(lot: MaterialLot, came: Came) -> None:
    used = lot.used
    if came.amount < used:
        raise UsedAlready(
            _("Đã lấy ra %(used)s rồi, không thể chỉ có %(wrote)s.")
            % {
                "used": spoken(used, lot.material.unit),
                "wrote": spoken(came.amount, lot.material.unit),
            },
            code="used_already",
        )
    lot.amount, lot.left = came.amount, came.amount - used
    lot.place, lot.came_on = came.place, localdate(came.at)
    lot.supplier, lot.bought_lot, lot.paper = came.supplier, came.bought_lot, came.paper


def _write(coming: Coming, by: User | None, at: datetime) -> Event:
    lot = coming.lot
    said = Said(
        document=coming_record(coming),
        stage=coming.stage,
        place=lot.place,
        at=coming.at,
        material_lot=lot,
        corrects=coming.corrects,
    )
    return writing.known(said) or writing.write(said, by=by, at=at)


def _note(lot: MaterialLot, verb: str, by: User | None, at: datetime) -> None:
    journal.record(actor=by, verb=verb, subject=lot, at=at, on_behalf_of=lot.producer)
