"""Whether money that somebody tells of is money that somebody told of before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts.prepared import Prepared
from marketplace.orders.actions import states
from marketplace.payments.models import Receipt

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.payments.gateways import contract
    from marketplace.payments.models import Notice

NEAR = timedelta(hours=36)
"""A statement knows the day alone: so far apart two words may be about the same money."""


def known(notice: Notice, told: contract.Notice) -> Receipt | None:
    """The receipt that another source told of already: the same money, said once more.

    By the bank's own reference where both have one; else by the payment, or by the same words.
    """
    source, since, until = str(notice.source), told.paid_at - NEAR, told.paid_at + NEAR
    if notice.payment_id and not plain(told.bank_reference):  # then only those of the payment are
        of_it = _of_payment(payment=notice.payment_id, amount=told.amount, source=source)
        others = [one for one in of_it if since <= one.came_at <= until]
    else:
        others = _told_by_others(
            gateway=notice.gateway, amount=told.amount, since=since, until=until, source=source
        )
    return next((one for one in others if _is_same(one, notice, told)), None)


@Prepared
def _of_payment(payment: int, amount: int, source: str) -> QuerySet[Receipt]:
    """A few at most, however many sums are alike that day."""
    alike = Receipt.objects.filter(payment=payment, amount=amount)
    return alike.exclude(notices__source=source).order_by("pk")


@Prepared
def _told_by_others(
    gateway: str, amount: int, since: datetime, until: datetime, source: str
) -> QuerySet[Receipt]:
    """As much money, there, at about the same time, of which this source has not told."""
    alike = Receipt.objects.near(gateway=gateway, amount=amount, since=since, until=until)
    return alike.exclude(notices__source=source).order_by("pk")


def taken_back(notice: Notice, told: contract.Notice) -> Receipt | None:
    """The money that was taken away: by the bank's reference, which both words must have."""
    if not told.bank_reference:
        return None
    same = Receipt.objects.filter(
        gateway=notice.gateway, amount=told.amount, bank_reference=told.bank_reference
    )
    found = same.order_by("pk").first()
    if found and found.payment:
        states.lock_group(found.payment.group)
    return found and Receipt.objects.select_for_update().get(pk=found.pk)


def _is_same(receipt: Receipt, notice: Notice, told: contract.Notice) -> bool:
    ours, theirs = plain(receipt.bank_reference), plain(told.bank_reference)
    if ours and theirs:
        return ours in theirs or theirs in ours
    if notice.payment_id:
        return receipt.payment_id == notice.payment_id
    return bool(told.text) and plain(receipt.text) == plain(told.text)


def plain(words: str) -> str:
    """A bank's words less what its own programs write one way or another."""
    return "".join(filter(str.isalnum, words)).upper()
