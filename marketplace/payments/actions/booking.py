"""What comes in and goes out, in the ledger; each is called in the transaction of what it books.

The market holds no money. In ``partner`` settlement a licensed partner does (a gateway, and the
bank account behind VietQR), and ``gateway:…`` and ``bank`` say how much; in ``direct`` settlement
it goes straight to each producer's own account, which ``seller_direct:…`` remembers. Either way
``escrow:…`` says what of it belongs to orders that are not earned yet.

Money that waits for a person stands in suspense; what is plainly to go back, in
``buyer_refund_due`` until it went. What the ledger does not know as owed it does not know as sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from accounts.prepared import Prepared
from catalog.money import split
from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.ledger.queries import posted
from marketplace.orders import keys
from marketplace.orders.models import Order
from marketplace.payments.models import Refund

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.ledger.models import LedgerTransaction
    from marketplace.orders.models import OrderGroup
    from marketplace.payments.models import Payment, Receipt

AT_THE_BANK = {"vietqr"}
"""Gateways whose money is in the bank account at once: their report is the bank's statement."""

Legs = list[tuple[str, int]]


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
    are all of the group in turn, where whoever calls has read them.
    """
    group, came = payment.group, payment.amount if came is None else came
    costs = _costs(group=group.pk) if orders is None else [(o.producer_id, o.total) for o in orders]
    kept = [(chart.escrow(producer), -total) for producer, total in costs]
    over = came + held + sum(amount for _code, amount in kept)
    legs = chart.legs(
        *money(gateway=payment.gateway, group=group, amount=came),
        (chart.SUSPENSE, held),
        *kept,
        (chart.BUYER_REFUND_DUE, -over),
    )
    return post(key=keys.paid(group), kind=Kind.PAID, legs=legs, at=at, reference=payment.reference)


def book_stray(
    *, payment: Payment, at: datetime, came: int | None = None, held: int = 0, key: str = ""
) -> LedgerTransaction:
    """Money for an order that does not want it any more is owed back; as :func:`book_paid`."""
    came = payment.amount if came is None else came
    legs = chart.legs(
        *money(gateway=payment.gateway, group=payment.group, amount=came),
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
    *,
    key: str,
    gateway: str,
    amount: int,
    at: datetime,
    group: OrderGroup | None = None,
    reference: str = "",
) -> LedgerTransaction:
    """Money came of which nobody knows yet whose it is, or a part of a sum: into suspense."""
    legs = chart.legs(
        *money(gateway=gateway, group=group, amount=amount), (chart.SUSPENSE, -amount)
    )
    return post(key=key, kind=Kind.SUSPENDED, legs=legs, at=at, reference=reference)


def book_known(*, key: str, amount: int, at: datetime) -> LedgerTransaction:
    """What stood in suspense is owed back to who sent it."""
    legs = {chart.SUSPENSE: amount, chart.BUYER_REFUND_DUE: -amount}
    return post(key=key, kind=Kind.CLEARED, legs=legs, at=at)


def book_sent_back(
    *, key: str, gateway: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """What stood in suspense went back where it came from, or its bank took it away again."""
    legs = chart.legs((chart.SUSPENSE, amount), *money(gateway=gateway, group=None, amount=-amount))
    return post(key=key, kind=Kind.CLEARED, legs=legs, at=at, reference=reference)


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
    *, key: str, gateway: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """What a gateway keeps for its service, as its report says."""
    legs = chart.legs((chart.GATEWAY_FEES, amount), (place(gateway), -amount))
    return post(key=key, kind=Kind.GATEWAY_FEE, legs=legs, at=at, reference=reference)


def book_moved(
    *, key: str, gateway: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """A gateway sent what it held to the bank."""
    legs = {chart.BANK: amount, chart.gateway(gateway): -amount}
    return post(key=key, kind=Kind.MOVED, legs=legs, at=at, reference=reference)


def book_disputed(
    *, key: str, gateway: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """A cardholder disputes a payment: the gateway took so much back until that is decided."""
    legs = {chart.DISPUTE_RESERVE: amount, place(gateway): -amount}
    return post(key=key, kind=Kind.DISPUTED, legs=legs, at=at, reference=reference)


def book_dispute_won(
    *, key: str, gateway: str, amount: int, at: datetime, reference: str = ""
) -> LedgerTransaction:
    """The gateway gave it back."""
    legs = {place(gateway): amount, chart.DISPUTE_RESERVE: -amount}
    return post(key=key, kind=Kind.DISPUTE_WON, legs=legs, at=at, reference=reference)


def book_dispute_lost(*, key: str, amount: int, at: datetime) -> LedgerTransaction:
    """It is gone: the market's loss, unless people agree with a producer otherwise."""
    legs = {chart.DISPUTE_LOSSES: amount, chart.DISPUTE_RESERVE: -amount}
    return post(key=key, kind=Kind.DISPUTE_LOST, legs=legs, at=at)


def place(gateway: str) -> str:
    """The account where money lies that came through a gateway."""
    return chart.BANK if gateway in AT_THE_BANK else chart.gateway(gateway)


def money(*, gateway: str, group: OrderGroup | None, amount: int) -> Legs:
    """The legs of so much coming (or, less than 0, going): with the partner, or with producers.

    Of a checkout of several producers each has its part, by what its order costs.
    """
    if settings.SETTLEMENT == "partner" or group is None:
        return [(place(gateway), amount)]
    orders = list(group.orders.order_by("pk"))
    parts = split(abs(amount), [max(order.total, 1) for order in orders])
    sign = 1 if amount > 0 else -1
    return [
        (chart.seller_direct(order.producer_id), sign * part)
        for order, part in zip(orders, parts, strict=True)
    ]


@Prepared
def _costs(group: int) -> QuerySet[Order, tuple[int, int]]:
    """Each producer of a checkout with what its order costs."""
    return Order.objects.filter(group=group).order_by("pk").values_list("producer", "total")


def stray(payment: Payment) -> str:
    """Under which key it is owed back."""
    return f"payment:{payment.reference}:stray"


def owed(receipt: Receipt) -> str:
    """Under which key what a receipt brought too much is owed back."""
    if receipt.payment and receipt.reason == receipt.Reason.OVER:
        return keys.paid(receipt.payment.group)
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
    legs = chart.legs(*_refunded_from(refund, amount), (chart.BUYER_REFUND_DUE, -amount))
    reference = refund.bank_reference or refund.key
    return post(key=key, kind=kind, legs=legs, at=at, reference=reference)


def _refunded_from(refund: Refund, amount: int) -> Legs:
    """Where a refund is paid from: in direct settlement by the producer whose order it was."""
    if settings.SETTLEMENT == "direct" and refund.due:
        return [(chart.seller_direct(refund.due.order.producer_id), amount)]
    if refund.paid_by_id and settings.SETTLEMENT == "partner":
        return [(chart.BANK, amount)]
    return money(gateway=refund.payment.gateway, group=refund.payment.group, amount=amount)
