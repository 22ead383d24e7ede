"""How a payment stands, as its page says it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.orders.models import Order
from marketplace.payments.models import Notice, Payment

if TYPE_CHECKING:
    from datetime import datetime


class Standing(StrEnum):
    """What the buyer wants to know: is it paid, and if not, what now?"""

    PAID = "paid"
    WAITING = "waiting"
    NOT_STARTED = "not_started"
    FAILED = "failed"
    OVER = "over"
    STRAY = "stray"


BY_STATE = {
    Payment.State.STARTED: Standing.NOT_STARTED,
    Payment.State.PENDING: Standing.WAITING,
    Payment.State.PAID: Standing.PAID,
    Payment.State.FAILED: Standing.FAILED,
    Payment.State.EXPIRED: Standing.FAILED,
    Payment.State.STRAY: Standing.STRAY,
}


def standing(payment: Payment, *, at: datetime) -> Standing:
    """How it stands now; an order paid another way is paid, one out of time is over."""
    orders = list(payment.group.orders.all())
    if orders and all(order.is_paid for order in orders):
        return Standing.PAID
    if payment.state == Payment.State.STRAY:
        return Standing.STRAY
    is_waiting = all(order.state == Order.State.AWAITING_PAYMENT for order in orders)
    if not is_waiting or payment.group.held_until <= at:
        return Standing.OVER
    return BY_STATE[Payment.State(payment.state)]


def wrong_sum(payment: Payment) -> int | None:
    """Đồng that arrived for this payment and were not the sum asked for."""
    heard = payment.notices.filter(outcome=Notice.Outcome.WRONG_AMOUNT)
    return heard.values_list("amount", flat=True).first()
