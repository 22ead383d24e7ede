"""How a payment stands, as its page says it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.orders.models import Order
from marketplace.payments import banks, napas
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment, Refund

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.orders.models import OrderGroup
    from marketplace.payments.models import RefundAccount


class Standing(StrEnum):
    """What the buyer wants to know: whether it is paid, and if not, what now."""

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


def would_take(*, gateway: str, told: contract.Notice, at: datetime) -> contract.Heard:
    """Whether an order waits for this sum, for a gateway that asks before it takes money."""
    found = Payment.objects.filter(gateway=gateway, reference=told.reference)
    payment = found.select_related("group").first()
    if payment is None or standing(payment, at=at) != Standing.WAITING:
        return contract.Heard.NOBODYS
    if (told.currency, told.amount) != (contract.DONG, payment.amount):
        return contract.Heard.WRONG_SUM
    return contract.Heard.NEWS


def wrong_sum(payment: Payment) -> int | None:
    """Đồng that arrived for this payment and were not the sum asked for."""
    heard = payment.notices.filter(outcome=Notice.Outcome.WRONG_AMOUNT)
    return heard.values_list("amount", flat=True).first()


def refunds_to_send() -> QuerySet[Refund]:
    """What waits for a person at a bank, the longest waiting first."""
    waiting = Refund.objects.for_people()
    return waiting.select_related("payment__group__refund_account", "due__order")


def refunds_for_account(group: OrderGroup) -> QuerySet[Refund]:
    """What of an order is to be sent to an account of its buyer's choice."""
    return Refund.objects.for_people().of_group(group)


def account_of(refund: Refund) -> RefundAccount | None:
    return getattr(refund.payment.group, "refund_account", None)


def transfer_of(refund: Refund) -> str:
    """A VietQR that sends a refund to where its buyer wants it.

    "" without an account, and for a sum that no such transfer takes.
    """
    account = account_of(refund)
    if account is None or refund.amount >= napas.TRANSFER_LIMIT:
        return ""
    memo = f"HOAN {refund.payment.group.code}"
    return napas.encode(
        napas.Transfer(bank=account.bank, account=account.number, amount=refund.amount, memo=memo)
    )


def bank_name(account: RefundAccount | None) -> str:
    return banks.name_of(account.bank) if account else ""
