"""The chart of accounts: what each is called, what kind it is, and whether it may be overdrawn.

Debits are positive, credits negative, in whole đồng. What the market has or is owed (assets,
expenses) grows by debits, what it owes or earns (liabilities, income) by credits. See
docs/ledger.md.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

BANK = "bank"
IN_TRANSIT = "in_transit"
PAYOUTS_UNDER_WAY = "payouts_under_way"
COMMISSION = "commission"
PROMOTIONS = "promotions"
VAT_WITHHELD = "tax_withheld:vat"
PIT_WITHHELD = "tax_withheld:pit"
GATEWAY_FEES = "gateway_fees"
BUYER_REFUND_DUE = "buyer_refund_due"
SUSPENSE = "suspense"
DISPUTE_RESERVE = "dispute_reserve"
DISPUTE_LOSSES = "dispute_losses"


class Sort(StrEnum):
    """What kind of account it is."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    MEMO = "memo"


class Rule(NamedTuple):
    """How an account may be used.

    One that may not be overdrawn keeps its balance, and everybody who posts to it waits for its
    row; therefore none through which all money passes is of that kind.
    """

    sort: Sort
    may_be_overdrawn: bool


class UnknownAccount(LookupError):
    """The chart has no account of that code."""


SINGLE = {
    BANK: Rule(Sort.ASSET, may_be_overdrawn=True),
    IN_TRANSIT: Rule(Sort.ASSET, may_be_overdrawn=True),
    PAYOUTS_UNDER_WAY: Rule(Sort.LIABILITY, may_be_overdrawn=False),
    COMMISSION: Rule(Sort.INCOME, may_be_overdrawn=True),
    PROMOTIONS: Rule(Sort.EXPENSE, may_be_overdrawn=True),
    VAT_WITHHELD: Rule(Sort.LIABILITY, may_be_overdrawn=True),
    PIT_WITHHELD: Rule(Sort.LIABILITY, may_be_overdrawn=True),
    GATEWAY_FEES: Rule(Sort.EXPENSE, may_be_overdrawn=True),
    BUYER_REFUND_DUE: Rule(Sort.LIABILITY, may_be_overdrawn=False),
    SUSPENSE: Rule(Sort.LIABILITY, may_be_overdrawn=False),
    DISPUTE_RESERVE: Rule(Sort.ASSET, may_be_overdrawn=False),
    DISPUTE_LOSSES: Rule(Sort.EXPENSE, may_be_overdrawn=True),
}
BY_PREFIX = {
    "gateway": Rule(Sort.ASSET, may_be_overdrawn=True),
    "seller_direct": Rule(Sort.MEMO, may_be_overdrawn=True),
    "escrow": Rule(Sort.LIABILITY, may_be_overdrawn=False),
    "payable": Rule(Sort.LIABILITY, may_be_overdrawn=True),
}


def gateway(name: str) -> str:
    """What a payment gateway holds for us and has not moved to the bank."""
    return f"gateway:{name}"


def seller_direct(producer_pk: int) -> str:
    """What buyers sent straight to the producer's own account: not ours, remembered only."""
    return f"seller_direct:{producer_pk}"


def escrow(producer_pk: int) -> str:
    """What buyers paid a producer for orders that are not earned yet."""
    return f"escrow:{producer_pk}"


def payable(producer_pk: int) -> str:
    """What a producer has earned and was not paid out; overdrawn, what it owes after refunds."""
    return f"payable:{producer_pk}"


def rule(code: str) -> Rule:
    """What kind of account it is; :class:`UnknownAccount` for a code the chart does not have."""
    prefix, _colon, name = code.partition(":")
    found = SINGLE.get(code) or (BY_PREFIX.get(prefix) if name else None)
    if found is None:
        raise UnknownAccount(code)
    return found


def legs(*entries: tuple[str, int]) -> dict[str, int]:
    """Entries as one transaction takes them: each account once, and none with nothing."""
    whole: dict[str, int] = {}
    for code, amount in entries:
        whole[code] = whole.get(code, 0) + amount
    return {code: amount for code, amount in whole.items() if amount}


def part(whole: int, *, of: int, after: int, more: int) -> int:
    """Of ``whole`` đồng what belongs to the next ``more`` of ``of``, when ``after`` have gone.

    Taken one after the other the parts add up to the whole, however it is cut; of what is less
    than nothing they are as large, and less than nothing.
    """
    if whole < 0:
        return -part(-whole, of=of, after=after, more=more)
    return whole * (after + more) // of - whole * after // of if of else 0
