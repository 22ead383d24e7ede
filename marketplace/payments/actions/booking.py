"""What comes in and goes out, in the ledger; each is called in the transaction of what it books.

The market holds no money. A licensed partner does (a gateway, and the bank account behind VietQR),
and ``gateway:…`` and ``bank`` say how much; or it goes straight to a producer's own account, which
``seller_direct:…`` remembers. Either way ``escrow:…`` says what of it belongs to orders that are
not earned yet. Which way it went the payment itself says, whatever the settings are now.

Money that waits for a person stands in suspense; what is plainly to go back, in
``buyer_refund_due`` until it went. What the ledger does not know as owed it does not know as sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.ledger.queries import posted
from marketplace.orders import keys
from marketplace.payments.models import Refund

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from marketplace.ledger.models import LedgerTransaction
    from marketplace.orders.models import Order
    from marketplace.payments.models import Payment, Receipt

AT_THE_BANK = {"vietqr"}
"""Gateways whose money is in the bank account at once: their report is the bank's statement."""


def book_paid(
    *,
    payment: Payment,
    at: datetime,
    came: int | None = None,
    held: int = 0,
    orders: Sequence[Order] | None = None,
) -> LedgerTransaction:
    """A checkout has all its money: ``came`` now, the rest was ``held`` in suspense till now.

    Without ``came`` the whole sum did. What is more than the orders cost is owed back; ``orders``
    are those it pays for in turn, where whoever calls has read them.
    """
    came = payment.amount if came is None else came
    its = payment.orders if orders is None else orders
    costs = [(one.producer_id, one.total) for one in its]
    kept = [(chart.escrow(producer), -total) for producer, total in costs]
    over = came + held + sum(amount for _code, amount in kept)
    legs = chart.legs(
        (where(payment), came),
        (chart.SUSPENSE, held),
        *kept,
        (chart.BUYER_REFUND_DUE, -over),
    )
    return post(key=paid(payment), kind=Kind.PAID, legs=legs, at=at, reference=payment.reference)


def book_stray(
    *, payment: Payment, at: datetime, came: int | None = None, held: int = 0, key: str = ""
) -> LedgerTransaction:
    """Money for an order that does not want it any more is owed back; as :func:`book_paid`."""
    came = payment.amount if came is None else came
    legs = chart.legs(
        (where(payment), came),
        (chart.SUSPENSE, held),
        (chart.BUYER_REFUND_DUE, -came - held),
    )
    return post(
        key=key or stray(payment),
        kind=Kind.STRAY,
        legs=legs,
        at=at,
        reference=payment.reference,
    )


def book_held(
    *, key: str, account: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """Money came of which nobody knows yet whose it is, or a part of a sum: into suspense."""
    legs = {account: amount, chart.SUSPENSE: -amount}
    return post(key=key, kind=Kind.SUSPENDED, legs=legs, at=at, reference=reference)


def book_known(*, key: str, amount: int, at: datetime) -> LedgerTransaction:
    """What stood in suspense is owed back to who sent it."""
    legs = {chart.SUSPENSE: amount, chart.BUYER_REFUND_DUE: -amount}
    return post(key=key, kind=Kind.CLEARED, legs=legs, at=at)


def book_sent_back(
    *, key: str, account: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """What stood in suspense went back where it came from, or its bank took it away again."""
    legs = {chart.SUSPENSE: amount, account: -amount}
    return post(key=key, kind=Kind.CLEARED, legs=legs, at=at, reference=reference)


def book_arrived(*, key: str, amount: int, at: datetime) -> LedgerTransaction:
    """What stood in suspense is what a gateway sent to the bank."""
    legs = {chart.SUSPENSE: amount, chart.IN_TRANSIT: -amount}
    return post(key=key, kind=Kind.CLEARED, legs=legs, at=at)


def book_refund(*, refund: Refund, at: datetime) -> LedgerTransaction | None:
    """A refund has gone: through its gateway, or by hand from the bank."""
    if not _is_known(refund):
        return None
    way = "by-hand" if refund.paid_by_id else "sent"
    return _move_refund(refund, f"refund:{refund.key}:{way}", Kind.REFUND_SENT, -refund.amount, at)


def book_refund_back(*, refund: Refund, at: datetime) -> LedgerTransaction | None:
    """What a gateway called sent came back to it: it is owed as before."""
    if f"refund:{refund.key}:sent" not in posted([f"refund:{refund.key}:sent"]):
        return None
    return _move_refund(refund, f"refund:{refund.key}:back", Kind.REFUND_BACK, refund.amount, at)


def book_fee(
    *, key: str, account: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """What a gateway (or the bank) keeps for its service, as the report of its account says."""
    legs = {chart.GATEWAY_FEES: amount, account: -amount}
    return post(key=key, kind=Kind.GATEWAY_FEE, legs=legs, at=at, reference=reference)


def book_moved(
    *, key: str, account: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """A gateway sent what it held to the bank, as its report says; the bank has yet to see it."""
    legs = {chart.IN_TRANSIT: amount, account: -amount}
    return post(key=key, kind=Kind.MOVED, legs=legs, at=at, reference=reference)


def book_disputed(
    *, key: str, account: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """A cardholder disputes a payment: the gateway took so much back until that is decided."""
    legs = {chart.DISPUTE_RESERVE: amount, account: -amount}
    return post(key=key, kind=Kind.DISPUTED, legs=legs, at=at, reference=reference)


def book_dispute_won(
    *, key: str, account: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """The gateway gave it back."""
    legs = {account: amount, chart.DISPUTE_RESERVE: -amount}
    return post(key=key, kind=Kind.DISPUTE_WON, legs=legs, at=at, reference=reference)


def book_dispute_lost(*, key: str, amount: int, at: datetime) -> LedgerTransaction:
    """It is gone: the market's loss, unless people agree with a producer otherwise."""
    legs = {chart.DISPUTE_LOSSES: amount, chart.DISPUTE_RESERVE: -amount}
    return post(key=key, kind=Kind.DISPUTE_LOST, legs=legs, at=at)


def place(gateway: str) -> str:
    """The account where money lies that came through a gateway."""
    return chart.BANK if gateway in AT_THE_BANK else chart.gateway(gateway)


def where(payment: Payment) -> str:
    """The account where a payment's money lies."""
    if payment.order:
        return chart.seller_direct(payment.order.producer_id)
    return place(payment.gateway)


def paid(payment: Payment) -> str:
    """Under which key its orders are paid: all of a checkout, or one alone."""
    return keys.paid_alone(payment.order) if payment.order else keys.paid(payment.group)


def stray(payment: Payment) -> str:
    """Under which key it is owed back."""
    return f"payment:{payment.reference}:stray"


def owed(receipt: Receipt) -> str:
    """Under which key what a receipt brought too much is owed back."""
    if receipt.payment and receipt.reason == receipt.Reason.OVER:
        return paid(receipt.payment)
    return f"receipt:{receipt.pk}:owed"


def _is_known(refund: Refund) -> bool:
    """Whether the ledger knows of this sum that it is owed."""
    if refund.receipt:
        return bool(posted([owed(refund.receipt)]))
    key = keys.owed(refund.due) if refund.due else stray(refund.payment)
    return bool(posted([key]))


def _move_refund(
    refund: Refund, key: str, kind: Kind, amount: int, at: datetime
) -> LedgerTransaction:
    legs = {_refunded_from(refund): amount, chart.BUYER_REFUND_DUE: -amount}
    reference = refund.bank_reference or refund.key
    return post(key=key, kind=kind, legs=legs, at=at, reference=reference)


def _refunded_from(refund: Refund) -> str:
    """By a person, what a partner holds goes out of the bank; a producer pays from its own."""
    if refund.paid_by_id and not refund.payment.is_straight:
        return chart.BANK
    return where(refund.payment)
