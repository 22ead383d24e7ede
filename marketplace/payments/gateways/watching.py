"""Watchers of a bank account: what they tell of a transfer, as a notice about our codes.

No bank calls a shop; a watcher sees each transfer and posts it. Money out, and money on accounts
that are not ours, is none of our business. A code is found in the bank's own words
(:mod:`marketplace.payments.memo`).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from marketplace.payments import memo
from marketplace.payments.gateways import clock, envelope
from marketplace.payments.gateways.contract import DONG, Kind, Notice

LONGEST_REFERENCE = 60


def transfer(
    *,
    external_id: str,
    amount: int,
    is_ours: bool,
    text: str,
    told_at: str,
    bank_reference: str,
    at: datetime,
    code: str = "",
    account: str = "",
) -> Notice:
    """The news in a transfer; ``is_ours`` says that it is money in, on an account of ours.

    ``code`` is what the watcher itself took for ours; ``told_at`` is wall time of Vietnam.
    """
    return Notice(
        external_id=external_id,
        reference=memo.find(f"{code} {text}"),
        amount=amount,
        currency=DONG,
        kind=Kind.PAID if is_ours else Kind.IGNORED,
        paid_at=clock.not_ahead(clock.from_words(told_at), at=at),
        text=text,
        bank_reference=bank_reference[:LONGEST_REFERENCE],
        account=account,
    )


def is_on(ours: Collection[str], told: Mapping[str, Any], *names: str) -> bool:
    """Whether one of these fields, a plain account or a virtual one, is an account of ours.

    Where ``ours`` are none named, all that is watched is: whoever hears of it knows whose it is.
    """
    return not ours or any(envelope.words(told, name) in ours for name in names)
