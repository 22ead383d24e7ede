"""A sum and the payment it is for: all of it, a part, too much, or none that is wanted any more.

The order takes what it needs; what is left over is owed back. What is not plainly an order's waits
for a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from accounts import journal
from accounts.inserts import insert_one
from accounts.prepared import Prepared
from accounts.updates import update
from marketplace.orders import letters as order_letters
from marketplace.orders.actions import on_the_spot, states
from marketplace.orders.models import Order
from marketplace.payments import letters, napas
from marketplace.payments.actions import postings
from marketplace.payments.models import Payment, Receipt
from marketplace.vouchers.discounts import Refused
from traceability.actions import stock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.orders.models import OrderGroup

Reason, State = Receipt.Reason, Receipt.State


class Fit(NamedTuple):
    """How a sum fits what an order still waits for; ``excess`` of it is not needed."""

    reason: Receipt.Reason
    excess: int


def fit(*, missing: int, came: int) -> Fit:
    """Too little, just right, or too much. Whole đồng, both at least 1."""
    if came < missing:
        return Fit(Reason.PART, 0)
    return Fit(Reason.EXACT if came == missing else Reason.OVER, came - missing)


def place(receipt: Receipt, payment: Payment | None, by: User | None, at: datetime) -> None:
    """Give a receipt to its payment, or to a person."""
    receipt.payment = payment
    if payment is None:
        _hold(receipt, Reason.UNMATCHED, by, at)
    elif payment.state in Payment.WITH_MONEY:
        is_paid = payment.state == Payment.State.PAID
        _hold(receipt, Reason.DUPLICATE if is_paid else Reason.LATE, by, at)
    elif _is_odd(receipt, payment):
        _hold(receipt, Reason.ODD, by, at)
    else:
        _give(receipt, payment, by, at)


def let_go(*, group: OrderGroup, at: datetime, order: int | None = None) -> None:
    """Its orders are given up, or paid otherwise: what came of a payment in part is owed back.

    With an ``order`` (key) only what was to pay that one alone.
    """
    for payment in _partly_paid(group=group.pk):
        if order not in {None, payment.order_id}:
            continue
        _make_stray(payment, at)
        payment.receipts.filter(state=State.TAKEN).update(state=State.OWED, reason=Reason.LATE)
        postings.owe_parts(payment, at=at)
        order_letters.tell_stray(group, key=payment.reference, code=payment.code, at=at)


@Prepared
def _partly_paid(group: int) -> QuerySet[Payment]:
    """Of a checkout; locked."""
    partly = Payment.objects.exclude(state__in=Payment.WITH_MONEY).filter(received__gt=0)
    return partly.filter(group=group).select_for_update()


def _is_odd(receipt: Receipt, payment: Payment) -> bool:
    """What nobody sends: through a card company another sum, through banks more than they take."""
    if payment.is_by_transfer:
        return receipt.amount >= napas.TRANSFER_LIMIT
    return receipt.amount != payment.amount


def _hold(receipt: Receipt, reason: Receipt.Reason, by: User | None, at: datetime) -> None:
    receipt.reason = reason
    _keep(receipt)
    verb = "paid again" if reason == Reason.DUPLICATE else "held"
    subject = receipt.payment or receipt
    journal.record(actor=by, verb=verb, subject=subject, at=at, amount=receipt.amount)
    postings.hold(receipt, at=receipt.came_at)


def _keep(receipt: Receipt) -> None:
    """A person attaches what is there; all else is new."""
    if receipt.pk is None:
        insert_one(receipt)
    else:
        receipt.save()


def _give(receipt: Receipt, payment: Payment, by: User | None, at: datetime) -> None:
    """All of it, a part, or too much: to an order that waits, or that can be called back."""
    fits = fit(missing=payment.missing, came=receipt.amount)
    is_all = fits.reason != Reason.PART
    orders = payment.of_its(states.lock_orders(payment.group))
    is_wanted = _is_wanted(payment, orders, at, is_all=is_all)
    came = receipt.amount if receipt.pk is None else 0  # what a person attaches had come before
    valued_at = receipt.came_at if came else at  # the day of the bank's line, whenever it is read
    payment.received += receipt.amount
    receipt.closed_at = at
    if not is_wanted:
        receipt.state, receipt.reason = State.OWED, Reason.LATE
    else:
        receipt.state, (receipt.reason, receipt.excess) = State.TAKEN, fits
    _keep(receipt)
    if not is_wanted:
        _send_astray(receipt, payment, by, at)
        postings.owe_stray(payment, came=came, at=valued_at)
    elif is_all:
        _settle(receipt, payment, orders, by, at)
        postings.settle(payment, orders=orders, came=came, at=valued_at)
        let_go(group=payment.group, at=at, order=payment.order_id)
    else:
        _wait_for_the_rest(receipt, payment, by, at)
        if came:
            postings.hold(receipt, at=valued_at)


def _send_astray(receipt: Receipt, payment: Payment, by: User | None, at: datetime) -> None:
    """With what came before it, if it is the rest of something."""
    _make_stray(payment, at)
    payment.receipts.filter(state=State.TAKEN).update(state=State.OWED, reason=Reason.LATE)
    journal.record(actor=by, verb="stray", subject=payment, at=at, amount=receipt.amount)
    order_letters.tell_stray(payment.group, key=payment.reference, code=payment.code, at=at)


def _make_stray(payment: Payment, at: datetime) -> None:
    payment.state, payment.settled_at = Payment.State.STRAY, at
    payment.ask_again_at = None
    update(payment, "state", "settled_at", "received", "ask_again_at")


def _settle(
    receipt: Receipt, payment: Payment, orders: Sequence[Order], by: User | None, at: datetime
) -> None:
    payment.state, payment.settled_at = Payment.State.PAID, at
    payment.ask_again_at = None
    update(payment, "state", "settled_at", "received", "ask_again_at")
    in_time = [one for one in orders if one.state == Order.State.AWAITING_PAYMENT]
    states.mark_paid(group=payment.group, orders=orders, at=at, order=payment.order)
    on_the_spot.hand_over_paid(orders=in_time, at=at)
    journal.record(actor=by, verb="settled", subject=payment, at=at, amount=payment.amount)
    if receipt.excess:
        journal.record(actor=by, verb="overpaid", subject=payment, at=at, amount=receipt.excess)


def _wait_for_the_rest(receipt: Receipt, payment: Payment, by: User | None, at: datetime) -> None:
    """A part came. The first part holds the goods a while longer; later ones do not."""
    is_first = payment.received == receipt.amount
    if is_first:
        _hold_longer(payment, at)
    payment.state = Payment.State.PENDING
    update(payment, "state", "received", "expires_at")
    journal.record(actor=by, verb="underpaid", subject=payment, at=at, amount=receipt.amount)
    letters.tell_underpaid(receipt, at=at)


def _hold_longer(payment: Payment, at: datetime) -> None:
    """As long again as they were held for it at first."""
    group, until = payment.group, at + (payment.expires_at - payment.started_at)
    if until > group.held_until:
        group.held_until = until
        group.save(update_fields=["held_until"])
    payment.expires_at = max(payment.expires_at, until)


def _is_wanted(payment: Payment, orders: Sequence[Order], at: datetime, *, is_all: bool) -> bool:
    found = {order.state for order in orders}
    if found == {Order.State.AWAITING_PAYMENT}:
        return True
    was_unpaid = not any(order.is_paid for order in orders)
    has_lapsed = payment.state == Payment.State.EXPIRED
    if is_all and found == {Order.State.CANCELLED} and was_unpaid and has_lapsed:
        return _revived(payment.group, orders, at)
    return False


def _revived(group: OrderGroup, orders: Sequence[Order], at: datetime) -> bool:
    """Hold goods and vouchers once more; a savepoint keeps the notice when they are gone."""
    try:
        states.revive(group=group, orders=orders, at=at)
    except (stock.OutOfStock, Refused):
        return False
    return True
