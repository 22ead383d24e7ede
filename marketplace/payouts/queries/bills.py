"""Commissions by month, and how a producer pays one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from marketplace.payments import banks, napas, registry
from marketplace.payouts.models import Bill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from catalog.models import Producer
    from marketplace.payments.models import BankAccount


class AtBank(NamedTuple):
    account: BankAccount
    bank: str


def with_banks(accounts: Iterable[BankAccount]) -> list[AtBank]:
    """Each with its bank's name."""
    return [AtBank(one, banks.name_of(one.bank)) for one in accounts]


def last_month(today: date) -> date:
    """The first day of the month before."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def bills() -> QuerySet[Bill]:
    """All of them, the unpaid first."""
    rows = Bill.objects.select_related("producer", "confirmed_by")
    return rows.order_by("paid_at", "due_on", "pk")


def owed_by(producer: Producer) -> list[Bill]:
    """What a producer has not paid yet, the oldest first."""
    return list(Bill.objects.unpaid().filter(producer=producer).order_by("month"))


def transfer_of(bill: Bill) -> str:
    """A VietQR that pays it; "" once it is paid, and where the market has no account."""
    to = registry.own_account()
    if to is None or bill.paid_at or bill.amount >= napas.TRANSFER_LIMIT:
        return ""
    told = {"bank": to.bank, "account": to.account, "memo": bill.memo}
    return napas.encode(napas.Transfer(amount=bill.amount, **told))
