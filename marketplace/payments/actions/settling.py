"""The inbox: a true word about money is kept once, and does what it says once.

Whoever speaks, a gateway, a statement, a person or an answer to our own question, is heard here.
What money does to its order is in :mod:`marketplace.payments.actions.matching`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.orders.actions import states
from marketplace.payments import memo
from marketplace.payments.actions import disputing, matching, refunding
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User

BY_HAND = "by-hand"
Kind, Outcome = contract.Kind, Notice.Outcome

ABOUT_REFUNDS = {Kind.REFUNDED, Kind.REFUND_FAILED}
ABOUT_DISPUTES = {Kind.DISPUTED, Kind.DISPUTE_WON, Kind.DISPUTE_LOST}


@transaction.atomic
def receive(
    *,
    gateway: str,
    told: contract.Notice,
    body: bytes,
    headers: Mapping[str, str],
    at: datetime,
    source: str = Notice.Source.GATEWAY,
    by: User | None = None,
) -> Notice:
    """Put a true notice in the inbox and act on it, both or neither; heard twice is heard once.

    ``by`` names the person when it was somebody's word and not a machine's.
    """
    notice, is_new = Notice.objects.get_or_create(
        gateway=gateway,
        external_id=told.external_id,
        defaults={
            "source": source,
            "body": body,
            "headers": dict(headers),
            "amount": told.amount,
            "received_at": at,
        },
    )
    if is_new:
        notice.payment = _find(gateway, told)
        notice.outcome = _act_on(notice, told, by, at)
        notice.save(update_fields=["payment", "receipt", "outcome"])
    return notice


def _find(gateway: str, told: contract.Notice) -> Payment | None:
    """The payment meant, its group locked before it as everywhere.

    Of several codes in a bank's words the likeliest that is one of ours.
    """
    codes = list(dict.fromkeys([told.reference, *memo.candidates(told.text)]))
    known = Payment.objects.filter(gateway=gateway, reference__in=codes).select_related("group")
    found = min(known, key=lambda payment: codes.index(payment.reference), default=None)
    if found is None:
        return None
    states.lock_group(found.group)
    return Payment.objects.select_for_update().get(pk=found.pk)


def _act_on(notice: Notice, told: contract.Notice, by: User | None, at: datetime) -> Notice.Outcome:
    if told.kind in ABOUT_REFUNDS:
        return refunding.hear(gateway=notice.gateway, told=told, at=at)
    if told.kind in ABOUT_DISPUTES:
        return disputing.hear(payment=notice.payment, told=told, at=at)
    if told.kind is Kind.REVERSED:
        return matching.take_back(notice, told, at=at)
    if told.kind is Kind.IGNORED:
        return Outcome.IGNORED
    if told.kind is Kind.PAID:
        return matching.take_in(notice, told, by=by, at=at)
    return _give_up(notice.payment, told)


def _give_up(payment: Payment | None, told: contract.Notice) -> Notice.Outcome:
    """The gateway says this attempt came to nothing; money that has come is never unsaid."""
    if payment is None:
        return Outcome.UNMATCHED
    payment.ask_again_at = None
    if payment.is_open and not payment.received:
        has_expired = told.kind is Kind.EXPIRED
        payment.state = Payment.State.EXPIRED if has_expired else Payment.State.FAILED
    payment.save(update_fields=["state", "ask_again_at"])
    return Outcome.FAILED
