"""The inbox: a true word about money is kept once, and does what it says once.

Whoever speaks, a gateway, a statement, a person or an answer to our own question, is heard here.
What money does to its order is in :mod:`marketplace.payments.actions.matching`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.inserts import insert_unless_there
from accounts.prepared import Prepared
from accounts.updates import update
from marketplace.orders.models import OrderGroup
from marketplace.payments import memo
from marketplace.payments.actions import disputing, matching, refunding, straight
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

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
    notice = Notice(
        gateway=gateway,
        external_id=told.external_id,
        source=source,
        body=body,
        headers=dict(headers),
        amount=told.amount,
        received_at=at,
    )
    if not insert_unless_there(notice, "gateway", "external_id"):
        return Notice.objects.get(gateway=gateway, external_id=told.external_id)
    notice.payment = _find(gateway, told)
    notice.outcome = _act_on(notice, told, by, at)
    update(notice, "payment", "receipt", "outcome")
    return notice


def _find(gateway: str, told: contract.Notice) -> Payment | None:
    """The payment meant, its group locked before it as everywhere.

    Of several codes in a bank's words the likeliest that is one of ours.
    """
    if payment := _locked(gateway, told.reference):
        return payment
    others = [code for code in memo.candidates(told.text) if code != told.reference]
    return _locked(gateway, _likeliest(gateway, others))


def _likeliest(gateway: str, codes: list[str]) -> str:
    """The first of these codes that is one of ours, or ``""``."""
    if not codes:
        return ""
    known = Payment.objects.filter(gateway=gateway, reference__in=codes)
    return min(known.values_list("reference", flat=True), key=codes.index, default="")


def _locked(gateway: str, reference: str) -> Payment | None:
    groups = _group_of(gateway=gateway, reference=reference) if reference else []
    if not groups:
        return None
    [payment] = _named(gateway=gateway, reference=reference)
    payment.group = groups[0]
    return payment


@Prepared
def _group_of(gateway: str, reference: str) -> QuerySet[OrderGroup]:
    """The checkout of the payment of that code; it alone is locked, as ``states.lock_group``."""
    groups = OrderGroup.objects.select_for_update(of=("self",)).order_by()
    return groups.filter(payments__gateway=gateway, payments__reference=reference)


@Prepared
def _named(gateway: str, reference: str) -> QuerySet[Payment]:
    """The payment of that code, locked."""
    payments = Payment.objects.select_for_update().order_by()
    return payments.filter(gateway=gateway, reference=reference)


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
        return straight.take_in(notice, told, by=by, at=at)
    return _give_up(notice.payment, told)


def _give_up(payment: Payment | None, told: contract.Notice) -> Notice.Outcome:
    """The gateway says this attempt came to nothing; money that has come is never unsaid."""
    if payment is None:
        return Outcome.UNMATCHED
    payment.ask_again_at = None
    if payment.is_open and not payment.received:
        has_expired = told.kind is Kind.EXPIRED
        payment.state = Payment.State.EXPIRED if has_expired else Payment.State.FAILED
    update(payment, "state", "ask_again_at")
    return Outcome.FAILED
