"""Taking from material lots, and giving back: no two entries at once take more than there is.

As with packs (:mod:`traceability.actions.stock`): rows are locked in the order of their keys, every
change is one conditional ``UPDATE`` that counts again, and the table's CHECK stands behind both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from traceability.actions.writing import SLACK, refuse_before
from traceability.measures import spoken
from traceability.models import MaterialLot, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from traceability.models import Event, Lot

Taken = tuple[tuple[MaterialLot, int], ...]


class NotEnoughLeft(ValidationError):
    """Somebody wants more of a material lot than is left; ``params["lot"]`` is its key."""


class MaterialRecalled(ValidationError):
    """Nothing is taken of a material lot that is being recalled."""


class NothingTaken(ValidationError):
    """A process takes at least one material lot."""


def locked(*, wanted: Mapping[int, int], producer: int) -> Taken:
    """The material lots (key: base units) of this producer, locked in the order of their keys."""
    rows = MaterialLot.objects.select_for_update(of=("self",)).filter(producer=producer)
    lots = rows.filter(pk__in=wanted).select_related("material").order_by("pk")
    found = tuple((lot, wanted[lot.pk]) for lot in lots if wanted[lot.pk] > 0)
    if len(found) < sum(amount > 0 for amount in wanted.values()):
        raise MaterialLot.DoesNotExist
    return found


def refuse_nothing(*, wanted: Mapping[int, int]) -> None:
    if not any(amount > 0 for amount in wanted.values()):
        raise NothingTaken(_("Hãy ghi đã lấy bao nhiêu của ít nhất một lô."), code="nothing_taken")


def take(*, taken: Taken) -> None:
    """Take so much of each, or raise :class:`NotEnoughLeft` or :class:`MaterialRecalled`."""
    _refuse_recalled(taken)
    for lot, amount in taken:
        rows = MaterialLot.objects.filter(pk=lot.pk, left__gte=amount)
        if not rows.update(left=F("left") - amount):
            lot.refresh_from_db(fields=["left"])
            raise NotEnoughLeft(
                _("Lô %(code)s chỉ còn %(left)s; bạn ghi %(wrote)s."),
                code="not_enough_left",
                params={
                    "code": lot.code,
                    "left": spoken(lot.left, lot.material.unit),
                    "wrote": spoken(amount, lot.material.unit),
                    "lot": lot.pk,
                },
            )


def _refuse_recalled(taken: Taken) -> None:
    """The lots are locked; a recall locks them too before it marks them."""
    recalled = [lot.code for lot, _amount in taken if lot.is_recalled]
    if recalled:
        raise MaterialRecalled(
            _("Lô %(code)s đang bị thu hồi, không lấy ra làm hàng được."),
            code="material_recalled",
            params={"code": recalled[0]},
        )


def give_back(*, event: Event | None) -> None:
    """What an event took is there again, because another now stands in its place."""
    for use in event.uses.order_by("source") if event else ():
        MaterialLot.objects.filter(pk=use.source_id).update(left=F("left") + use.amount)


def keep(
    *,
    taken: Taken,
    event: Event,
    into_lot: Lot | None = None,
    into_material: MaterialLot | None = None,
) -> None:
    """Write down which event took it, and into what."""
    Use.objects.bulk_create(
        Use(source=lot, event=event, into_lot=into_lot, into_material=into_material, amount=amount)
        for lot, amount in taken
    )


def refuse_before_coming(*, taken: Taken, happened_at: datetime) -> None:
    """Nothing is made of what had not come yet."""
    for lot, _amount in taken:
        came = lot.events.standing().order_by("-pk").values_list("happened_at", flat=True).first()
        if came:
            refuse_before(happened_at, came - SLACK)


def own_sources(events: Iterable[int]) -> set[int]:
    """The keys of material lots from which these events took."""
    return set(Use.objects.filter(event__in=events).values_list("source", flat=True))
