"""Paying back what is owed: each sum becomes a refund of its payment, once, and goes until it came.

A refund is written down before its gateway is asked, together with what the payment gives back in
all: two at once never give more than came (a conditional ``UPDATE``, and the table's CHECK). The
gateway is asked outside transactions, always under the same key, again and again with growing
pauses, until it says that the money arrived or that it will not send it; then a person does.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import Error, transaction
from django.db.models import Exists, F, OuterRef

from accounts import journal
from marketplace.orders.actions import states
from marketplace.orders.models import RefundDue
from marketplace.payments import letters, registry
from marketplace.payments.actions import booking
from marketplace.payments.gateways import contract
from marketplace.payments.models import (
    Dispute,
    Notice,
    Payment,
    Receipt,
    Refund,
    RefundAccount,
)

if TYPE_CHECKING:
    from datetime import datetime

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
AT_ONCE = 20
DOUBLINGS = 9  # from the first pause to beyond the longest
log = logging.getLogger(__name__)
State = Refund.State

Owing = RefundDue | Receipt | Payment
"""What has to go back: a sum of an order, what a receipt brought too much, a stray payment."""


class MoreThanCame(Exception):
    """The payment would give back more than it brought: a fault of ours."""


def pay_back(*, at: datetime) -> int:
    """Open what is owed and not opened yet, ask about what has not arrived; say how many moved.

    So many are asked about in one go that a gateway that is away keeps nobody waiting for long.
    One that fails is left for the next time and stands in nobody's way.
    """
    opened = open_refunds(at=at)
    in_turn = list(Refund.objects.to_ask(at=at)[:AT_ONCE])
    return opened + sum(ask(refund=one, at=at) for one in in_turn)


def open_refunds(*, at: datetime) -> int:
    """A refund for every sum owed, every stray payment and every excess; say how many."""
    paid = RefundDue.objects.filter(Exists(Payment.objects.paying(OuterRef("order"))))
    owed = list(paid.filter(refund__isnull=True).select_related("order__group").order_by("pk"))
    strays = Payment.objects.filter(state=Payment.State.STRAY, refunded=0).order_by("pk")
    opened, owing_all = 0, list[Owing]([*owed, *_too_much(), *strays])
    for owing in owing_all:
        try:
            opened += _open(owing, at) is not None
        except (MoreThanCame, Error):
            log.exception("a refund was not opened; it will be tried again")
    return opened


def _too_much() -> list[Receipt]:
    counted = Receipt.objects.filter(excess__gt=0, state__in=Receipt.COUNTED, refund__isnull=True)
    return list(counted.select_related("payment__group").order_by("pk"))


@transaction.atomic
def _open(owing: Owing, at: datetime) -> Refund | None:
    """One refund, its checkout locked before it; None when somebody was quicker.

    Neither while its buyer's bank has the money: what is disputed, or was lost, goes back once.
    """
    payment = _payment_of(owing)
    due = owing if isinstance(owing, RefundDue) else None
    receipt = owing if isinstance(owing, Receipt) else None
    is_known = Refund.objects.filter(due=due, receipt=receipt, payment=payment).exists()
    if is_known or payment.disputes.exclude(state=Dispute.State.WON).exists():
        return None
    amount = _amount(owing)
    room = Payment.objects.filter(pk=payment.pk, refunded__lte=F("received") - amount)
    if not room.update(refunded=F("refunded") + amount):
        raise MoreThanCame(f"{payment} has no {amount} left to give back")
    refund = Refund.objects.create(
        payment=payment,
        due=due,
        receipt=receipt,
        key=f"{payment.reference}-{due.pk if due else f'R{receipt.pk}' if receipt else 0}",
        amount=amount,
        is_by_hand=not _gives_back(payment, amount),
        ask_again_at=at,
        opened_at=at,
    )
    journal.record(actor=None, verb="refund opened", subject=payment, at=at, amount=amount)
    if refund.is_by_hand:
        _ask_where_to(refund, at)
    return refund


def _payment_of(owing: Owing) -> Payment:
    """The payment it goes out of, locked as everywhere."""
    if isinstance(owing, RefundDue):
        states.lock_group(owing.order.group)
        paid = Payment.objects.of(owing.order).filter(state=Payment.State.PAID)
        return paid.select_for_update(of=("self",)).select_related("order").get()
    found = owing.payment if isinstance(owing, Receipt) else owing
    assert found is not None  # noqa: S101 (receipt_counts_for_a_payment)
    states.lock_group(found.group)
    locked = Payment.objects.select_for_update(of=("self",)).select_related("order")
    return locked.get(pk=found.pk)


def _amount(owing: Owing) -> int:
    """A stray payment's excesses have refunds of their own."""
    if isinstance(owing, RefundDue):
        return owing.amount
    if isinstance(owing, Receipt):
        return owing.excess
    return owing.received - sum(owing.receipts.values_list("excess", flat=True))


def _gives_back(payment: Payment, amount: int) -> bool:
    """Whether its gateway does; what lies with a producer the producer sends."""
    if payment.is_straight:
        return False
    try:
        able = registry.gateway(payment.gateway).capabilities
    except registry.UnknownGateway:
        return False
    return able.partial_refund or (able.refund and amount == payment.amount)


def _ask_where_to(refund: Refund, at: datetime) -> None:
    """Its buyer is asked once for all that waits to be sent, and not when we know."""
    group = refund.payment.group
    others = Refund.objects.for_people().of_group(group).exclude(pk=refund.pk)
    if not others.exists() and not RefundAccount.objects.filter(group=group).exists():
        letters.tell_account_wanted(refund, at=at)


def ask(*, refund: Refund, at: datetime) -> bool:
    """Ask the gateway for a refund, or how it stands, and keep what it says; whether it said it.

    Asked by two at once, one asks. The network is spoken to between two transactions; inside one
    this is a ``RuntimeError``.
    """
    turn = _take_turn(refund, at)
    if turn is None:
        return False
    payment = turn.payment
    try:
        told = registry.gateway(payment.gateway).refund(
            external_id=payment.external_id,
            amount=turn.amount,
            key=turn.key,
            opened_at=turn.opened_at,
            is_again=turn.tries > 1,
        )
    except contract.Refused:
        return _keep(turn, State.REFUSED, at=at)
    except (contract.Unavailable, registry.UnknownGateway):
        log.warning("%s gave no answer about a refund", payment.gateway)
        return False
    state = State.DONE if told.settled else State.ASKED
    return _keep(turn, state, at=at, external_id=told.external_id)


@transaction.atomic(durable=True)
def _take_turn(refund: Refund, at: datetime) -> Refund | None:
    """Write down that the gateway is being asked, before it is: whoever dies then is followed.

    Durable: nobody may call a gateway from inside a transaction.
    """
    mine = Refund.objects.to_ask(at=at).select_for_update(of=("self",)).filter(pk=refund.pk)
    found = mine.select_related("payment").first()
    if found is None:
        return None
    if found.state == State.WAITING:
        found.state = State.UNKNOWN
    found.ask_again_at = at + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(found.tries, DOUBLINGS))
    found.tries += 1
    found.save(update_fields=["state", "ask_again_at", "tries"])
    return found


def hear(*, gateway: str, told: contract.Notice, at: datetime) -> Notice.Outcome:
    """A gateway's notice that one of its refunds arrived, or came back to it."""
    found = Refund.objects.filter(payment__gateway=gateway, key=told.refund_key).first()
    if found is None:
        return Notice.Outcome.IGNORED
    if (told.currency, told.amount) != (contract.DONG, found.amount):
        journal.record(
            actor=None, verb="wrong amount", subject=found.payment, at=at, amount=told.amount
        )
        return Notice.Outcome.WRONG_AMOUNT
    has_arrived = told.kind is contract.Kind.REFUNDED
    is_news = _keep(found, State.DONE if has_arrived else State.REFUSED, at=at)
    return Notice.Outcome.SETTLED if is_news else Notice.Outcome.REPEATED


@transaction.atomic
def _keep(refund: Refund, state: Refund.State, *, at: datetime, external_id: str = "") -> bool:
    """What became of it, once; money that a person sent, or that arrived, is never unsaid.

    But for one thing: what a gateway called sent may come back to it days later.
    """
    states.lock_group(refund.payment.group)
    found = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
    is_back = state == State.REFUSED and found.state == State.DONE and found.paid_by_id is None
    if found.state == state or (found.state not in Refund.AT_GATEWAY and not is_back):
        return False
    found.state = state
    found.external_id = external_id or found.external_id
    found.done_at = at if state == State.DONE else None
    found.save(update_fields=["state", "external_id", "done_at"])
    journal.record(
        actor=None, verb=f"refund {state}", subject=found.payment, at=at, amount=found.amount
    )
    if is_back:
        booking.book_refund_back(refund=found, at=at)
    if state == State.DONE:
        booking.book_refund(refund=found, at=at)
        letters.tell_refunded(found, at=at)
    elif state == State.REFUSED:
        _ask_where_to(found, at)
    return True
