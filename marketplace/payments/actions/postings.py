"""What receipts and disputes book: held for a person, let out, owed back, taken away.

Each is called in the transaction of its fact, as late in it as can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.ledger import chart
from marketplace.payments import memo
from marketplace.payments.actions import booking
from marketplace.payments.models import Dispute, Payment, Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from marketplace.orders.models import Order


def hold(receipt: Receipt, *, at: datetime) -> None:
    """It came, and lies in suspense: nobody's yet, too much, or a part of something."""
    what = "part" if receipt.reason == Receipt.Reason.PART else "held"
    booking.book_held(
        key=f"receipt:{receipt.pk}:{what}",
        account=_where(receipt),
        amount=receipt.amount,
        reference=_reference(receipt),
        at=at,
    )


def settle(payment: Payment, *, orders: Sequence[Order], came: int, at: datetime) -> None:
    """With ``came`` now and the rest out of suspense, it is its producers' money."""
    held = payment.received - came
    booking.book_paid(payment=payment, came=came, held=held, orders=orders, at=at)


def owe_stray(payment: Payment, *, came: int, at: datetime) -> None:
    """It came for an order that does not wait any more: with what was in suspense, owed back."""
    booking.book_stray(payment=payment, came=came, held=payment.received - came, at=at)


def owe_parts(payment: Payment, *, at: datetime) -> None:
    """The rest never came: what did is owed back."""
    booking.book_known(key=booking.stray(payment), amount=payment.received, at=at)


def owe_held(receipt: Receipt, *, at: datetime) -> None:
    """A person says that it goes back to its buyer."""
    booking.book_known(key=booking.owed(receipt), amount=receipt.amount, at=at)


def arrive(receipt: Receipt, *, at: datetime) -> None:
    """A person says that it is what a gateway sent to the bank."""
    booking.book_arrived(key=f"receipt:{receipt.pk}:arrived", amount=receipt.amount, at=at)


def send_back(receipt: Receipt, *, bank_reference: str, at: datetime) -> None:
    """A person sent it back to where it came from."""
    _leave(receipt, "returned", bank_reference, at)


def reverse(receipt: Receipt, *, is_in_suspense: bool, at: datetime) -> None:
    """Its bank took it away: out of suspense, or, where it was used, at our risk meanwhile."""
    if is_in_suspense:
        _leave(receipt, "reversed", receipt.bank_reference.upper(), at)
    else:
        booking.book_disputed(
            key=f"receipt:{receipt.pk}:reversed",
            account=_where(receipt),
            amount=receipt.amount,
            reference=receipt.bank_reference.upper(),
            at=at,
        )


def dispute(about: Dispute, *, at: datetime) -> None:
    """The gateway took the money until the banks have decided."""
    account = booking.where(about.payment)
    key, name = _key(about, "opened"), about.external_id
    booking.book_disputed(key=key, account=account, amount=about.amount, reference=name, at=at)


def end_dispute(about: Dispute, *, at: datetime) -> None:
    """Won, the gateway gives it back; lost, it is gone."""
    key, amount = _key(about, "over"), about.amount
    if about.state == Dispute.State.WON:
        account = booking.where(about.payment)
        name = about.external_id
        booking.book_dispute_won(key=key, account=account, amount=amount, reference=name, at=at)
    else:
        booking.book_dispute_lost(key=key, amount=amount, at=at)


def _leave(receipt: Receipt, how: str, reference: str, at: datetime) -> None:
    """Out of suspense, the way it came; ``reference`` is how a statement names that."""
    booking.book_sent_back(
        key=f"receipt:{receipt.pk}:{how}",
        account=_where(receipt),
        amount=receipt.amount,
        reference=reference,
        at=at,
    )


def _reference(receipt: Receipt) -> str:
    """As whoever reconciles names it: our code where the bank's words have one, else theirs."""
    if receipt.payment:
        return receipt.payment.reference
    return memo.find(receipt.text) or receipt.bank_reference.upper()


def _where(receipt: Receipt) -> str:
    """The account where it lies."""
    if receipt.payment:
        return booking.where(receipt.payment)
    if receipt.producer_id:
        return chart.seller_direct(receipt.producer_id)
    return booking.place(receipt.gateway)


def _key(about: Dispute, what: str) -> str:
    return f"dispute:{about.external_id}:{what}"
