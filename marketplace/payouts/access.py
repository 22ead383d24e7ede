"""The doors to runs and to producers' money: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog.models import Producer
from marketplace.payments.access import LARGEST_KEY, only_operators
from marketplace.payouts.models import BankAccount, Payout, PayoutRun

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def operators(request: HttpRequest) -> None:
    """404 for everybody who does not run the market."""
    only_operators(request)


def run_to_manage(request: HttpRequest, code: str) -> PayoutRun:
    """A run, for an operator."""
    only_operators(request)
    runs = PayoutRun.objects.select_related("drafted_by", "first_by", "second_by", "exported_by")
    return get_object_or_404(runs, code=code)


def payout_to_settle(request: HttpRequest, code: str, pk: int) -> Payout:
    """A payout of a run, for an operator."""
    only_operators(request)
    payouts = Payout.objects.select_related("run", "producer", "account")
    return get_object_or_404(payouts, run__code=code, pk=pk if pk < LARGEST_KEY else None)


def producer_to_account_for(user: User, slug: str) -> Producer:
    """A producer whose money this person may look at: who acts for it, and operators."""
    all_ = Producer.objects.select_related("commune", "province")
    mine = all_ if user.is_staff else all_.run_by(user)
    return get_object_or_404(mine, slug=slug)


def may_see_number(user: User, producer: Producer) -> bool:
    """Owners and operators alone read the number of an account."""
    return user.is_staff or Producer.objects.owned_by(user).filter(pk=producer.pk).exists()


def account_shown(user: User, account: BankAccount | None) -> str:
    """The number, or for all others its last digits; "" where there is none."""
    if account is None:
        return ""
    return account.number if may_see_number(user, account.producer) else account.masked
