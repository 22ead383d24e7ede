"""Packs leave the house outside of the market: sold at a stall, or sent to a shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from traceability.actions import stock
from traceability.actions.events import tell
from traceability.actions.records import Happening
from traceability.models import Event, Lot, Movement

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.models import Place

STAGES = (Event.Stage.SHIPPING, Event.Stage.SELLING)


class NotPackedYet(ValidationError):
    """Nothing leaves a lot that is not complete."""


class LotIsRecalled(ValidationError):
    """Nothing leaves a lot that is being recalled."""


class NotSoMany(ValidationError):
    """More packs are said to have left than nobody has been promised."""


@transaction.atomic
def record_leaving(
    *,
    lot: Lot,
    stage: str,
    packs: int,
    place: Place,
    happened_at: datetime,
    by: User | None,
    at: datetime,
    corrects: Event | None = None,
) -> Event:
    """Write down that so many packs were sold or sent elsewhere, and take them out of stock.

    A correction takes the difference, or puts it back. The same said twice is one event.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("pack__product").get(pk=lot.pk)
    if not lot.is_complete:
        raise NotPackedYet(_("Lô này chưa đóng gói, chưa có gì để bán."), code="not_packed_yet")
    if lot.is_recalled:
        raise LotIsRecalled(_("Lô này đang bị thu hồi, không bán ra được."), code="lot_is_recalled")
    happening = Happening(
        lot=lot,
        stage=stage,
        place=place,
        at=happened_at,
        quantity=packs,
        corrects=corrects,
    )
    event, is_new = tell(happening, by=by, at=at)
    try:
        _move(lot, is_new * (packs - _left_before(corrects)), at)
    except stock.StockMismatch as short:
        raise NotSoMany(
            _("Lô này chỉ còn %(free)s gói chưa hứa cho đơn nào; bạn ghi %(wrote)s gói.")
            % {"free": localize(lot.free), "wrote": localize(packs)},
            code="not_so_many",
        ) from short
    return event


def _move(lot: Lot, packs: int, at: datetime) -> None:
    if packs < 0:
        stock.come_back(lot_id=lot.pk, packs=-packs, at=at)
    else:
        stock.leave(lot_id=lot.pk, packs=packs, kind=Movement.Kind.SOLD, at=at)


def _left_before(earlier: Event | None) -> int:
    return sum(int(item.quantity or 0) for item in earlier.items.all()) if earlier else 0
