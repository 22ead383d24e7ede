"""Whom a run would pay, and what runs there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from catalog.models import Producer
from marketplace.ledger.queries import balances_like
from marketplace.payments.models import BankAccount
from marketplace.payouts.models import Payout, PayoutRun

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.db.models import QuerySet

PAYABLE = "payable:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """So many đồng may be paid to a producer (key) at this account."""

    producer: int
    account: BankAccount
    amount: int


def to_pay(*, at: datetime, least: int) -> list[Wanted]:
    """What every producer may be paid, in the order of their keys. Three queries."""
    due = payable(least=max(least, 1))
    proposed = Payout.objects.filter(state=Payout.State.PROPOSED, producer__in=due)
    taken = set(proposed.values_list("producer", flat=True))
    accounts = _accounts(list(due), at)
    return [
        Wanted(producer=one, account=accounts[one], amount=amount)
        for one, amount in sorted(due.items())
        if one in accounts and one not in taken
    ]


def payable(*, least: int = 1) -> dict[int, int]:
    """Đồng that producers (by key) have earned and were not paid, from so many on. One query."""
    found = balances_like(PAYABLE).items()
    return {int(code.removeprefix(PAYABLE)): -n for code, n in found if -n >= least}


def without_account(*, at: datetime, least: int) -> list[tuple[Producer, int]]:
    """Who cannot be paid because nobody has said where to, with the đồng that wait for it."""
    due = payable(least=max(least, 1))
    told = _accounts(list(due), at)
    rows = Producer.objects.filter(pk__in=[one for one in due if one not in told])
    return [(row, due[row.pk]) for row in rows]


def runs() -> QuerySet[PayoutRun, Any]:
    """With ``total`` đồng of what is or was to be paid and ``count`` of payouts, newest first."""
    counted = ~Q(payouts__state=Payout.State.LEFT_OUT)
    total: Any = Sum("payouts__amount", filter=counted, default=0)
    rows = PayoutRun.objects.annotate(total=total, count=Count("payouts", filter=counted))
    return rows.order_by("-drafted_at", "-pk")


def payouts_of(run: PayoutRun) -> QuerySet[Payout]:
    return run.payouts.select_related("producer", "account").order_by("producer__name", "pk")


def payouts_sent(run: PayoutRun) -> QuerySet[Payout]:
    """Those a bank is told of, whatever became of them: the same file, whenever it is made."""
    sent = Payout.objects.sent().filter(run=run)
    return sent.select_related("producer", "account").order_by("pk")


def _accounts(producers: list[int], at: datetime) -> dict[int, BankAccount]:
    rows = BankAccount.objects.in_force(at=at).filter(producer__in=producers)
    return {row.producer_id: row for row in reversed(rows)}
