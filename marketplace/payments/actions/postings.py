"""What the inbox books: money held for a person, let out, owed back, taken away, or disputed.

Each is called in the transaction of its fact. Accounts are those of ``ledger.chart``: what gateways
hold is debited as it comes; what nobody may use yet lies in suspense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.payments.models import Dispute, Payment, Receipt

if TYPE_CHECKING:
    from datetime import datetime


def hold(receipt: Receipt, *, at: datetime) -> None:
    """It came, and lies in suspense: nobody's yet, or a part of something."""
    is_part = receipt.reason == Receipt.Reason.PART
    key = f"{'part' if is_part else 'held'}:{receipt.pk}"
    legs = {_gateway(receipt): receipt.amount, chart.SUSPENSE: -receipt.amount}
    post(key=key, kind=Kind.SUSPENDED, legs=legs, at=at)


def let_out_of_suspense(receipt: Receipt, *, at: datetime) -> None:
    """As if it had not come yet: somebody knows now whose it is, and that is booked next."""
    legs = {chart.SUSPENSE: receipt.amount, _gateway(receipt): -receipt.amount}
    post(key=f"let-out:{receipt.pk}", kind=Kind.CLEARED, legs=legs, at=at)


def settle(receipt: Receipt, *, at: datetime) -> None:
    """The last of an order's money: with the parts before it, it is its producers' now."""
    payment = _payment(receipt)
    legs = chart.legs(
        (_gateway(receipt), receipt.amount),
        (chart.SUSPENSE, payment.received - receipt.amount),
        *((chart.escrow(o.producer_id), -o.total) for o in payment.group.orders.all()),
        (chart.BUYER_REFUND_DUE, -receipt.excess),
    )
    post(key=f"paid:{payment.reference}", kind=Kind.PAID, legs=legs, at=at)


def owe_stray(receipt: Receipt, *, at: datetime) -> None:
    """It came for an order that does not wait any more: all of it is owed back."""
    legs = {_gateway(receipt): receipt.amount, chart.BUYER_REFUND_DUE: -receipt.amount}
    post(key=f"stray:{receipt.pk}", kind=Kind.STRAY, legs=legs, at=at)


def owe_parts(payment: Payment, *, parts: int, at: datetime) -> None:
    """The rest never came: so many đồng in suspense are owed back."""
    legs = {chart.SUSPENSE: parts, chart.BUYER_REFUND_DUE: -parts}
    post(key=f"parts-owed:{payment.reference}", kind=Kind.CLEARED, legs=legs, at=at)


def owe_held(receipt: Receipt, *, at: datetime) -> None:
    """A person says that it goes back to its buyer."""
    legs = {chart.SUSPENSE: receipt.amount, chart.BUYER_REFUND_DUE: -receipt.amount}
    post(key=f"held-owed:{receipt.pk}", kind=Kind.CLEARED, legs=legs, at=at)


def send_back(receipt: Receipt, *, at: datetime) -> None:
    """A person sent it back to where it came from."""
    legs = {chart.SUSPENSE: receipt.amount, _gateway(receipt): -receipt.amount}
    post(key=f"returned:{receipt.pk}", kind=Kind.CLEARED, legs=legs, at=at)


def reverse(receipt: Receipt, *, is_in_suspense: bool, at: datetime) -> None:
    """Its bank took it away: out of suspense, or, where it was used, at our risk meanwhile."""
    account = chart.SUSPENSE if is_in_suspense else chart.DISPUTE_RESERVE
    legs = {account: receipt.amount, _gateway(receipt): -receipt.amount}
    post(key=f"reversed:{receipt.pk}", kind=Kind.DISPUTED, legs=legs, at=at)


def dispute(about: Dispute, *, at: datetime) -> None:
    """The gateway took the money until the banks have decided."""
    amount, gateway = about.amount, chart.gateway(about.payment.gateway)
    legs = {chart.DISPUTE_RESERVE: amount, gateway: -amount}
    post(key=f"disputed:{about.external_id}", kind=Kind.DISPUTED, legs=legs, at=at)


def end_dispute(about: Dispute, *, at: datetime) -> None:
    """Won, the gateway gives it back; lost, it is what taking cards costs."""
    if about.state == Dispute.State.WON:
        legs = {chart.gateway(about.payment.gateway): about.amount}
        kind = Kind.DISPUTE_WON
    else:
        legs, kind = {chart.GATEWAY_FEES: about.amount}, Kind.DISPUTE_LOST
    legs[chart.DISPUTE_RESERVE] = -about.amount
    post(key=f"dispute-over:{about.external_id}", kind=kind, legs=legs, at=at)


def _gateway(receipt: Receipt) -> str:
    return chart.gateway(receipt.gateway)


def _payment(receipt: Receipt) -> Payment:
    assert receipt.payment is not None  # noqa: S101 (only what is a payment's is settled)
    return receipt.payment
