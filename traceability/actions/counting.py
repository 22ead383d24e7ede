"""A person counts a lot's packs, or says that some are gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts import journal
from traceability.actions import stock
from traceability.models import Lot, Movement

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class CannotBe(ValidationError):
    """The lot cannot hold that many, or has not that many to give."""


@transaction.atomic
def recount_lot(*, lot: Lot, counted: int, cause: str, by: User, at: datetime) -> int:
    """``counted`` packs are really there; returns the difference, 0 when told twice.

    Raises :class:`CannotBe` for fewer than orders were promised, or more than were packed.
    """
    lot = _locked(lot)
    try:
        difference = stock.recount(lot_id=lot.pk, counted=counted, at=at, cause=cause)
    except stock.StockMismatch as mismatch:
        raise CannotBe(
            _("Lô này làm ra %(packed)s gói, đang giữ %(reserved)s cho đơn: số đếm nằm giữa.")
            % {"packed": localize(lot.packed), "reserved": localize(lot.reserved)},
            code="cannot_be",
        ) from mismatch
    if difference:
        _record(lot, "recounted", by, at, before=lot.on_hand, after=counted, cause=cause)
    return difference


@transaction.atomic
def destroy_packs(*, lot: Lot, packs: int, cause: str, by: User, at: datetime) -> None:
    """``packs`` packs are gone for good: broken, spoiled, given to taste. :class:`CannotBe`."""
    lot = _locked(lot)
    kind = Movement.Kind.DESTROYED
    try:
        stock.leave(lot_id=lot.pk, packs=packs, kind=kind, at=at, cause=cause)
    except stock.StockMismatch as mismatch:
        raise CannotBe(
            _("Lô này chỉ còn %(free)s gói chưa hứa cho đơn nào.")
            % {"free": localize(lot.on_hand - lot.reserved)},
            code="cannot_be",
        ) from mismatch
    _record(lot, "destroyed", by, at, packs=packs, cause=cause)


def _locked(lot: Lot) -> Lot:
    return Lot.objects.select_for_update(of=("self",)).select_related("producer").get(pk=lot.pk)


def _record(lot: Lot, verb: str, by: User, at: datetime, **detail: str | int) -> None:
    journal.record(actor=by, verb=verb, subject=lot, at=at, on_behalf_of=lot.producer, **detail)
