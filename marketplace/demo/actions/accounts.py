"""The demo's bank accounts; where buyers pay producers straight, an operator has looked at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.demo.clock import GOODS_LISTED, days_before
from marketplace.demo.payouts import ACCOUNTS, CHANGED, STRAIGHT
from marketplace.demo.queries import owner, person, stall
from marketplace.payments.banks import DEMO
from marketplace.payments.models import BankAccount
from marketplace.payouts.actions.accounts import confirm_account, tell_account
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from datetime import datetime

CHANGED_AGO = 6  # days


def tell_accounts(*, at: datetime) -> int:
    """Those that are not told, or not looked at yet; say how many."""
    told_at = days_before(at, GOODS_LISTED + 2)
    wanted = STRAIGHT if is_straight() else ACCOUNTS
    told = sum(_tell(key, account, told_at) for key, account in wanted.items())
    if not is_straight():
        return told
    return told + _confirm(at) + _tell(*CHANGED, days_before(at, CHANGED_AGO))


def _tell(key: str, account: tuple[str, str], at: datetime) -> int:
    number, holder = account
    if BankAccount.objects.filter(producer=stall(key), number=number).exists():
        return 0
    told = {"bank": DEMO.bin, "number": number, "holder": holder}
    tell_account(producer=stall(key), by=owner(key), at=at, **told)
    return 1


def _confirm(at: datetime) -> int:
    """An operator has compared the names, a day after they were told."""
    firsts = BankAccount.objects.filter(replaces=None, confirmed_at=None)
    waiting = list(firsts.filter(producer__is_fictional=True))
    for one in waiting:
        seen_at = max(one.valid_from, days_before(at, GOODS_LISTED + 1))
        confirm_account(account=one, by=person("operator"), at=seen_at)
    return len(waiting)
