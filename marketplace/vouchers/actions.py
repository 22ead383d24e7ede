"""Everything that changes a voucher: making and pausing it, and the counts that hold its bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.vouchers.discounts import Reason, Refused
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class CodeTaken(ValidationError):
    """Another voucher has this code."""


@transaction.atomic
def make_voucher(*, voucher: Voucher, by: User, at: datetime) -> Voucher:
    """Keep a voucher that was not there before, or raise :class:`CodeTaken`.

    The very same one of the same producer sent twice is one voucher.
    """
    try:
        with transaction.atomic():
            voucher.save(force_insert=True)
    except IntegrityError:
        standing = Voucher.objects.filter(code=voucher.code).first()
        if standing is None:
            raise
        if _terms(standing) == _terms(voucher):
            return standing
        raise CodeTaken(_("Mã này đã có rồi; xin đặt mã khác."), code="code_taken") from None
    _record(voucher, "made voucher", by, at)
    return voucher


@transaction.atomic
def pause(*, voucher: Voucher, by: User, at: datetime) -> Voucher:
    """Nobody may use it from now on; orders placed with it keep what they saved. Twice is once."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if voucher.paused_at is None:
        voucher.paused_at = at
        voucher.save(update_fields=["paused_at"])
        _record(voucher, "paused voucher", by, at)
    return voucher


@transaction.atomic
def resume(*, voucher: Voucher, by: User, at: datetime) -> Voucher:
    """It may be used again, within its dates."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if voucher.paused_at is not None:
        voucher.paused_at = None
        voucher.save(update_fields=["paused_at"])
        _record(voucher, "resumed voucher", by, at)
    return voucher


@transaction.atomic(savepoint=False)
def take(*, voucher: Voucher, amount: int, at: datetime) -> None:
    """Hold so many đồng of its budget and one use for an order; or ``Refused``.

    One conditional ``UPDATE`` that counts and looks at the clock again: whoever comes too late by
    a moment finds nothing left.
    """
    rows = Voucher.objects.running(at=at).filter(
        pk=voucher.pk, budget__gte=F("held") + F("spent") + amount
    )
    if not rows.update(held=F("held") + amount, used=F("used") + 1):
        raise Refused(voucher.kind, Reason.USED_UP)


@transaction.atomic
def take_again(*, voucher: Voucher, amount: int) -> None:
    """The same for an order that was let go of and is called back, whatever its dates."""
    rows = Voucher.objects.filter(pk=voucher.pk, used__lt=F("uses"))
    rows = rows.filter(budget__gte=F("held") + F("spent") + amount)
    if not rows.update(held=F("held") + amount, used=F("used") + 1):
        raise Refused(voucher.kind, Reason.USED_UP)


@transaction.atomic
def spend(*, voucher: int, amount: int) -> None:
    """The money of the order has come: what was held (of a key) is spent."""
    rows = Voucher.objects.filter(pk=voucher)
    rows.update(held=F("held") - amount, spent=F("spent") + amount)


@transaction.atomic
def give_back(*, voucher: int, amount: int, was_spent: bool) -> None:
    """The order came to nothing: its share (of a key) may be used by others."""
    column = "spent" if was_spent else "held"
    rows = Voucher.objects.filter(pk=voucher)
    rows.update(used=F("used") - 1, **{column: F(column) - amount})


def _terms(voucher: Voucher) -> tuple[object, ...]:
    """All that its maker has said."""
    kept = {"id", "held", "spent", "used", "paused_at"}
    names = [field.attname for field in Voucher._meta.concrete_fields if field.attname not in kept]
    return tuple(getattr(voucher, name) for name in names)


def _record(voucher: Voucher, verb: str, by: User, at: datetime) -> None:
    journal.record(actor=by, verb=verb, subject=voucher, at=at, on_behalf_of=voucher.producer)
