"""Claimed goods are back: on sale again if they are as they left, or destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.claims.actions.turns import State, Verb, expect, lock, pay, step
from marketplace.claims.models import ReturnedItem
from marketplace.orders.models import PackedItem
from traceability.actions import stock
from traceability.actions.departures import record_return
from traceability.models import ItemCode, Movement

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.claims.models import Claim, ClaimedLine

Fate = ReturnedItem.Fate


class NotOfThisClaim(ValidationError):
    """The item was not sent with this order, or enough of its kind are back."""


class NotFitForSale(ValidationError):
    """It is recalled or out of date: it can only be destroyed."""


@transaction.atomic
def take_item_back(*, claim: Claim, serial: str, fate: str, by: User, at: datetime) -> ReturnedItem:
    """One item, by its code, is back; told again, it stays as it was told first.

    Restocked it is as if it had never left: its lot holds one more, and its code may be packed
    again. Destroyed its code is void. Either way the lot's movements and the item's page say so.
    Raises :class:`NotOfThisClaim`, :class:`NotFitForSale`, ``NotTheirTurn``.
    """
    claim = lock(claim)
    known = ReturnedItem.objects.filter(claimed__claim=claim, code__serial=serial).first()
    if known is not None:
        return known
    expect(claim, State.RETURNING, State.SENT_BACK, at=at)
    item, claimed = _found(claim, serial)
    if fate == Fate.RESTOCKED:
        _restock(item, claim, at)
    else:
        _destroy(item, claim, at)
    is_destroyed, place = fate == Fate.DESTROYED, item.code.lot.workshop
    record_return(code=item.code, place=place, is_destroyed=is_destroyed, by=by, at=at)
    return ReturnedItem.objects.create(
        claimed=claimed, code=item.code, fate=fate, noted_by=by, noted_at=at
    )


@transaction.atomic
def finish_return(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The producer has what was sent: what was agreed is owed now."""
    claim = lock(claim)
    expect(claim, State.RETURNING, State.SENT_BACK, at=at)
    step(claim, Verb.CAME_BACK, by=by, at=at)
    pay(claim, at=at)
    return claim


def _found(claim: Claim, serial: str) -> tuple[PackedItem, ClaimedLine]:
    items = PackedItem.objects.filter(line__order=claim.order, code__serial=serial)
    item = items.select_related("code__lot__pack", "code__lot__workshop__producer").first()
    if item is None or item.code.state != ItemCode.State.SOLD:
        raise NotOfThisClaim(_("Mã này không nằm trong đơn ấy."), code="not_of_this_order")
    claimed = claim.lines.filter(line=item.line_id).first()
    if claimed is None or claimed.returned.count() >= claimed.packs:
        raise NotOfThisClaim(_("Món loại này đã về đủ số khiếu nại."), code="enough")
    return item, claimed


def _restock(item: PackedItem, claim: Claim, at: datetime) -> None:
    """No longer the buyer's: it leaves the parcel's list and is kept under the claim."""
    lot = item.code.lot
    if item.code.recalled_at or lot.is_recalled or not lot.is_sold(on=localdate(at)):
        raise NotFitForSale(
            _("Món này bị thu hồi, hết hạn hoặc sắp hết hạn: chỉ huỷ bỏ được."), code="not_fit"
        )
    stock.come_back(lot_id=lot.pk, packs=1, at=at, cause=claim.code)
    item.delete()
    ItemCode.objects.filter(pk=item.code_id).update(state=ItemCode.State.ISSUED)


def _destroy(item: PackedItem, claim: Claim, at: datetime) -> None:
    lot_id, kind = item.code.lot_id, Movement.Kind.DESTROYED
    stock.come_back(lot_id=lot_id, packs=1, at=at, cause=claim.code)
    stock.leave(lot_id=lot_id, packs=1, kind=kind, at=at, cause=claim.code)
    ItemCode.objects.filter(pk=item.code_id).update(state=ItemCode.State.VOID)
