"""A person counts a lot's packs, or says that some are gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts import journal
from traceability.actions import stock
from traceability.actions.destroying import record_destruction
from traceability.models import ItemCode, Lot, Movement

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from accounts.models import User


class NotThese(ValidationError):
    """Some codes are not on packs of this lot that are still here, or are too many."""


class CannotBe(ValidationError):
    """The lot cannot hold that many, or has not that many to give."""


class ChangedSince(CannotBe):
    """Somebody else wrote of the lot after the page was opened on which this was typed."""


@transaction.atomic
def recount_lot(
    *, lot: Lot, counted: int, cause: str, by: User, at: datetime, seen: int | None = None
) -> int:
    """``counted`` packs are really there; returns the difference, 0 when told twice.

    ``seen`` is what the book said to who counted. Raises :class:`CannotBe` for fewer than orders
    were promised, or more than were packed; :class:`ChangedSince` when the book says another.
    """
    lot = _locked(lot)
    if seen is not None and lot.on_hand not in (seen, counted):
        raise ChangedSince(
            _("Máy khác vừa ghi lô này: trong sổ giờ là %(now)s gói. Đếm lại rồi ghi nhé.")
            % {"now": localize(lot.on_hand)},
            code="changed_since",
        )
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
def destroy_packs(
    *,
    lot: Lot,
    packs: int,
    cause: str,
    by: User,
    at: datetime,
    serials: Collection[str] = (),
) -> None:
    """``packs`` packs are gone for good: broken, spoiled, given to taste. :class:`CannotBe`.

    Those that are known by code (``serials``) are named in the record, and their codes end; raises
    :class:`NotThese` for others. The same said twice within a second counts once.
    """
    lot, kind = _locked(lot), Movement.Kind.DESTROYED
    codes = _codes(lot, packs, serials)
    _event, is_new = record_destruction(
        lot=lot, packs=packs, cause=cause, codes=codes, by=by, at=at
    )
    if not is_new:
        return
    try:
        stock.leave(lot_id=lot.pk, packs=packs, kind=kind, at=at, cause=cause)
    except stock.StockMismatch as mismatch:
        raise CannotBe(
            _("Lô này chỉ còn %(free)s gói chưa hứa cho đơn nào.")
            % {"free": localize(lot.on_hand - lot.reserved)},
            code="cannot_be",
        ) from mismatch
    _record(lot, "destroyed", by, at, packs=packs, cause=cause)


def _codes(lot: Lot, packs: int, serials: Collection[str]) -> list[ItemCode]:
    """The lot's codes of these serials: each on a pack that is still in the house."""
    asked = {serial.upper() for serial in serials}
    if len(asked) > packs:
        raise NotThese(_("Bạn ghi nhiều mã hơn số gói bỏ đi."), code="too_many")
    issued = lot.codes.filter(serial__in=asked, state=ItemCode.State.ISSUED)
    found = list(issued.select_for_update().select_related("lot__pack").order_by("pk"))
    if strange := sorted(asked - {code.serial for code in found}):
        raise NotThese(
            _("Mã %(serial)s không phải mã còn trong kho của lô này."),
            code="not_these",
            params={"serial": strange[0][:20]},
        )
    return found


def _locked(lot: Lot) -> Lot:
    rows = Lot.objects.select_for_update(of=("self",))
    return rows.select_related("producer", "pack", "workshop__producer").get(pk=lot.pk)


def _record(lot: Lot, verb: str, by: User, at: datetime, **detail: str | int) -> None:
    journal.record(actor=by, verb=verb, subject=lot, at=at, on_behalf_of=lot.producer, **detail)
