"""Whether money that somebody tells of is money that somebody told of before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.orders.actions import states
from marketplace.payments.models import Receipt

if TYPE_CHECKING:
    from marketplace.payments.gateways import contract
    from marketplace.payments.models import Notice

NEAR = timedelta(hours=36)
"""A statement knows the day alone: so far apart two words may be about the same money."""


def known(notice: Notice, told: contract.Notice) -> Receipt | None:
    """The receipt that another source told of already: the same money, said once more.

    By the bank's own reference where both have one; else by the payment, or by the same words.
    """
    around = {"since": told.paid_at - NEAR, "until": told.paid_at + NEAR}
    alike = Receipt.objects.near(gateway=notice.gateway, amount=told.amount, **around)
    others = alike.exclude(notices__source=notice.source).order_by("pk")
    return next((one for one in others if _is_same(one, notice, told)), None)


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
