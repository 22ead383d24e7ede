"""What receipts and disputes book: held for a person, let out, owed back, taken away.

Each is called in the transaction of its fact, as late in it as can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.payments.actions import booking
from marketplace.payments.models import Dispute, Payment, Receipt

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import OrderGroup


def hold(receipt: Receipt, *, at: datetime) -> None:
    """It came, and lies in suspense: nobody's yet, too much, or a part of something."""
    what = "part" if receipt.reason == Receipt.Reason.PART else "held"
    key, amount, group = f"receipt:{receipt.pk}:{what}", receipt.amount, _group(receipt)
    booking.book_held(key=key, gateway=receipt.gateway, amount=amount, group=group, at=at)


def let_out_of_suspense(receipt: Receipt, *, at: datetime) -> None:
    """As if it had not come yet: somebody knows now whose it is, and that is booked next."""
    _leave(receipt, "known", at)


def settle(receipt: Receipt, payment: Payment, *, at: datetime) -> None:
    """The last of an order's money: with the parts before it, it is its producers' now."""
    held = payment.received - receipt.amount
    booking.book_paid(payment=payment, came=receipt.amount, held=held, at=at)


def owe_stray(receipt: Receipt, payment: Payment, *, at: datetime) -> None:
    """It came for an order that does not wait any more: with the parts before it, owed back."""
    held = payment.received - receipt.amount
    booking.book_stray(payment=payment, came=receipt.amount, held=held, at=at)


def owe_parts(payment: Payment, *, at: datetime) -> None:
    """The rest never came: what did is owed back."""
    booking.book_known(key=booking.stray(payment), amount=payment.received, at=at)


def owe_held(receipt: Receipt, *, at: datetime) -> None:
    """A person says that it goes back to its buyer."""
    booking.book_known(key=booking.owed(receipt), amount=receipt.amount, at=at)


def send_back(receipt: Receipt, *, at: datetime) -> None:
    """A person sent it back to where it came from."""
    _leave(receipt, "returned", at)


def reverse(receipt: Receipt, *, is_in_suspense: bool, at: datetime) -> None:
    """Its bank took it away: out of suspense, or, where it was used, at our risk meanwhile."""
    if is_in_suspense:
        _leave(receipt, "reversed", at)
    else:
        key, gateway = f"receipt:{receipt.pk}:reversed", receipt.gateway
        booking.book_disputed(key=key, gateway=gateway, amount=receipt.amount, at=at)


def dispute(about: Dispute, *, at: datetime) -> None:
    """The gateway took the money until the banks have decided."""
    gateway = about.payment.gateway
    booking.book_disputed(key=_key(about, "opened"), gateway=gateway, amount=about.amount, at=at)


def end_dispute(about: Dispute, *, at: datetime) -> None:
    """Won, the gateway gives it back; lost, it is gone."""
    key, amount = _key(about, "over"), about.amount
    if about.state == Dispute.State.WON:
        gateway = about.payment.gateway
        booking.book_dispute_won(key=key, gateway=gateway, amount=amount, at=at)
    else:
        booking.book_dispute_lost(key=key, amount=amount, at=at)


def _leave(receipt: Receipt, how: str, at: datetime) -> None:
    """Out of suspense, the way it came."""
    gateway, group, amount = receipt.gateway, _group(receipt), receipt.amount
    back = booking.money(gateway=gateway, group=group, amount=-amount)
    legs = chart.legs((chart.SUSPENSE, amount), *back)
    post(key=f"receipt:{receipt.pk}:{how}", kind=Kind.CLEARED, legs=legs, at=at)


def _group(receipt: Receipt) -> OrderGroup | None:
    return receipt.payment.group if receipt.payment else None


def _key(about: Dispute, what: str) -> str:
    return f"dispute:{about.external_id}:{what}"
