"""Money seen on a producer's own account: what names a payment, or the till, is ours to hear.

Whatever else happens there is the producer's own affair: it is neither heard nor kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.payments import memo, queries, registry
from marketplace.payments.actions import matching
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


def is_private(told: contract.Notice) -> bool:
    """Whether it is about an account that is not the market's, and about nothing of the market."""
    if not (told.account and is_straight()) or told.account in registry.accounts():
        return False
    says_nothing = not (told.reference or memo.candidates(told.text) or memo.till(told.text))
    return told.kind is contract.Kind.IGNORED or says_nothing


def take_in(
    notice: Notice, told: contract.Notice, *, by: User | None, at: datetime
) -> Notice.Outcome:
    """As ``matching.take_in``, of money of which it is said to which account it came.

    A payment that waits for its money elsewhere has none of it: then a person looks. Where nobody
    is paid straight, there is nothing to ask.
    """
    if not (told.account and is_straight()):
        return matching.take_in(notice, told, by=by, at=at)
    whose = queries.owner_of(told.account)
    if whose is None and told.account not in registry.accounts():
        return Notice.Outcome.IGNORED
    if notice.payment and notice.payment.transfer.get("account") != told.account:
        notice.payment = None
    return matching.take_in(notice, told, by=by, at=at, whose=whose)
