"""Goods are made of material lots: the lots fall, the product lot's raw quantity rises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from traceability.actions import uses
from traceability.actions.balance import refuse_more_than_yield
from traceability.actions.events import count_material, tell
from traceability.actions.lots import open_lot
from traceability.actions.records import Happening
from traceability.models import Event, Lot, Use
from traceability.queries.yields import Yield, grant_for, yield_of_lot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from traceability.models import Place

Stage = Event.Stage


@transaction.atomic
def make_of_materials(
    *,
    lot: Lot,
    wanted: Mapping[int, int],
    output: int,
    place: Place,
    happened_at: datetime,
    by: User | None,
    at: datetime,
    corrects: Event | None = None,
) -> Event:
    """Put ``wanted`` (material lot key: base units) into a lot; ``output`` base units come out.

    Raises :class:`~.uses.NotEnoughLeft`, and :class:`~.balance.MoreThanTheHarvest` beyond what the
    recipe or an officer allows for all that went into this lot. The same said twice is one event.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("pack__product").get(pk=lot.pk)
    uses.refuse_nothing(wanted=wanted)
    taken = uses.locked(wanted=_all(wanted, corrects), producer=lot.producer_id)
    happening = Happening(
        lot=lot,
        stage=Stage.PROCESSING,
        place=place,
        at=happened_at,
        output=output,
        corrects=corrects,
        taken=tuple((one, wanted[one.pk]) for one, _n in taken if wanted.get(one.pk)),
        further=_told(lot, wanted, taken, output, corrects),
    )
    event, is_new = tell(happening, by=by, at=at)
    if is_new:
        _move(happening, event)
    return event


@transaction.atomic
def open_lot_of_materials(
    *,
    opening: Mapping[str, Any],
    wanted: Mapping[int, int],
    output: int,
    happened_at: datetime,
    by: User,
    at: datetime,
) -> Lot:
    """Open a lot (``opening`` is what :func:`~.lots.open_lot` takes) and make it, or neither."""
    lot = open_lot(**opening, by=by, at=at)
    make_of_materials(
        lot=lot,
        wanted=wanted,
        output=output,
        place=opening["workshop"],
        happened_at=happened_at,
        by=by,
        at=at,
    )
    return lot


def _all(wanted: Mapping[int, int], corrects: Event | None) -> dict[int, int]:
    """What is to be locked: also what a correction gives back."""
    earlier = uses.own_sources([corrects.pk]) if corrects else set()
    return dict.fromkeys(earlier, 1) | {key: amount for key, amount in wanted.items() if amount > 0}


def _told(
    lot: Lot,
    wanted: Mapping[int, int],
    taken: uses.Taken,
    output: int,
    corrects: Event | None,
) -> dict[str, Any]:
    """Fields of ours: the recipe's name, and that an officer allowed more than it yields."""
    rule = yield_of_lot(lot)
    went_in, came_out = _so_far(lot, rule, corrects)
    went_in += rule.counted((one, wanted.get(one.pk, 0)) for one, _n in taken)
    is_over = came_out + output > rule.most(went_in)
    named = {"process": rule.recipe.name} if rule.recipe else {}
    return named | ({"yieldApproved": True} if is_over else {})


def _move(happening: Happening, event: Event) -> None:
    """Take the materials and hold the yield over all that the lot's processes took and gave."""
    lot, taken = happening.lot, happening.taken
    uses.refuse_before_coming(taken=taken, happened_at=happening.at)
    rule = yield_of_lot(lot)
    went_in, came_out = _so_far(lot, rule, happening.corrects)
    went_in += rule.counted(taken)
    refuse_more_than_yield(
        rule=rule,
        went_in=went_in,
        came_out=came_out + happening.output,
        unit=lot.pack.net_unit,
        grant=grant_for(went_in=went_in, code=lot.code, lot=lot),
    )
    uses.give_back(event=happening.corrects)
    uses.take(taken=taken)
    uses.keep(taken=taken, event=event, into_lot=lot)
    count_material(lot)


def _so_far(lot: Lot, rule: Yield, but: Event | None) -> tuple[int, int]:
    """What earlier processes took of material lots, and what came out of them."""
    standing = Use.objects.standing().filter(into_lot=lot).exclude(event=but)
    rows = list(standing.select_related("source__material"))
    went_in = rule.counted((use.source, use.amount) for use in rows)
    return went_in, sum(_output(key) for key in {use.event_id for use in rows})


def _output(event: int) -> int:
    """Base units that came out at this event."""
    found = Event.objects.prefetch_related("items").get(pk=event)
    return sum(
        int((item.quantity or 0) * (1000 if item.unit else 1))
        for item in found.items.all()
        if item.role == "output"
    )
