"""The doors to runs and to producers' money: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog import access as stalls
from catalog.models import Producer
from marketplace.payments.access import LARGEST_KEY, only_operators
from marketplace.payments.models import BankAccount
from marketplace.payouts.models import Bill, Payout, PayoutRun

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.http import SignedInRequest
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


def account_to_confirm(request: HttpRequest, pk: int) -> BankAccount:
    """An account that nobody has looked at yet, for an operator."""
    only_operators(request)
    accounts = BankAccount.objects.select_related("producer")
    return get_object_or_404(accounts, pk=pk if pk < LARGEST_KEY else None)


def account_to_stop(user: User, producer: str, pk: int) -> BankAccount:
    """An account that one of its owners told; a first one is changed, not stopped."""
    mine = stalls.owned_stall(user, producer)
    changes = mine.bank_accounts.filter(replaces__isnull=False)
    return get_object_or_404(changes, pk=pk if pk < LARGEST_KEY else None)


def bill_to_settle(request: HttpRequest, pk: int) -> Bill:
    """A month's commission, for an operator."""
    only_operators(request)
    bills = Bill.objects.select_related("producer", "confirmed_by")
    return get_object_or_404(bills, pk=pk if pk < LARGEST_KEY else None)


def bill_of_a_stall(request: SignedInRequest, producer: str, pk: int) -> Bill:
    """A month's commission, for its own producer's people and operators."""
    mine = producer_to_account_for(request.user, producer)
    return get_object_or_404(mine.bills, pk=pk if pk < LARGEST_KEY else None)


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
