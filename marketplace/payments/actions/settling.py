"""What a notice about money does: settle an order once, and nothing it should not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.orders import letters
from marketplace.orders.actions import states
from marketplace.orders.models import Order
from marketplace.payments.actions import booking, refunding
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment
from marketplace.vouchers.discounts import Refused
from traceability.actions import stock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import OrderGroup

BY_HAND = "by-hand"
Outcome = Notice.Outcome


class NotConfirmed(Exception):
    """A person's word could not be taken; the message says why."""


@transaction.atomic
def receive(
    *,
    gateway: str,
    told: contract.Notice,
    body: bytes,
    headers: Mapping[str, str],
    at: datetime,
    by: User | None = None,
) -> Notice:
    """Put a true notice in the inbox and act on it, both or neither; heard twice is heard once.

    ``by`` names the person when it was somebody's word and not a machine's.
    """
    notice, is_new = Notice.objects.get_or_create(
        gateway=gateway,
        external_id=told.external_id,
        defaults={
            "body": body,
            "headers": dict(headers),
            "amount": told.amount,
            "received_at": at,
        },
    )
    if is_new:
        payment = _find(gateway, told.reference)
        notice.payment = payment
        notice.outcome = _act_on(gateway, payment, told, by, at)
        notice.save(update_fields=["payment", "outcome"])
    return notice


@transaction.atomic
def confirm_by_hand(*, payment: Payment, bank_reference: str, by: User, at: datetime) -> Notice:
    """An operator saw the whole sum on the bank statement, under ``bank_reference``.

    One line of a statement confirms one payment, in capitals or not; raises :class:`NotConfirmed`
    otherwise.
    """
    told = contract.Notice(
        external_id=f"{BY_HAND}:{bank_reference.upper()}",
        reference=payment.reference,
        amount=payment.amount,
        currency=contract.DONG,
        kind=contract.Kind.PAID,
        paid_at=at,
    )
    notice = receive(gateway=payment.gateway, told=told, body=b"", headers={}, at=at, by=by)
    if notice.payment_id != payment.pk:
        raise NotConfirmed(_("Mã giao dịch này đã dùng cho một khoản khác."))
    return notice


def _find(gateway: str, reference: str) -> Payment | None:
    """The payment meant, its group locked before it as everywhere."""
    found = Payment.objects.filter(gateway=gateway, reference=reference).first()
    if found is None:
        return None
    states.lock_group(found.group)
    return Payment.objects.select_for_update().get(pk=found.pk)


def _act_on(
    gateway: str, payment: Payment | None, told: contract.Notice, by: User | None, at: datetime
) -> Notice.Outcome:
    if told.kind in {contract.Kind.REFUNDED, contract.Kind.REFUND_FAILED}:
        return refunding.hear(gateway=gateway, told=told, at=at)
    return _settle(payment, told, by, at)


def _settle(
    payment: Payment | None, told: contract.Notice, by: User | None, at: datetime
) -> Notice.Outcome:
    if told.kind is contract.Kind.IGNORED or told.dispute:
        return Outcome.IGNORED
    if payment is None:
        return Outcome.UNMATCHED
    if told.kind is not contract.Kind.PAID:
        return _give_up(payment, told)
    if not told.pays(payment.amount):
        journal.record(actor=by, verb="wrong amount", subject=payment, at=at, amount=told.amount)
        return Outcome.WRONG_AMOUNT
    if payment.state in {Payment.State.PAID, Payment.State.STRAY}:
        return _hear_again(payment, by, at)
    return _take(payment, by, at)


def _hear_again(payment: Payment, by: User | None, at: datetime) -> Notice.Outcome:
    """Known already. Yet a code that people scan may have been paid twice: a person must look."""
    if payment.transfer.get("qr"):
        journal.record(actor=by, verb="paid again", subject=payment, at=at, amount=payment.amount)
    return Outcome.REPEATED


def _give_up(payment: Payment, told: contract.Notice) -> Notice.Outcome:
    """The gateway says this attempt came to nothing; money that has come is never unsaid."""
    if payment.is_open:
        has_expired = told.kind is contract.Kind.EXPIRED
        payment.state = Payment.State.EXPIRED if has_expired else Payment.State.FAILED
        payment.save(update_fields=["state"])
    return Outcome.FAILED


def _take(payment: Payment, by: User | None, at: datetime) -> Notice.Outcome:
    """Give the right sum to its order, if that still waits or can be called back."""
    group = payment.group
    if not _is_wanted(group, payment, at):
        payment.state, payment.settled_at = Payment.State.STRAY, at
        payment.save(update_fields=["state", "settled_at"])
        journal.record(actor=by, verb="stray", subject=payment, at=at, amount=payment.amount)
        booking.book_stray(payment=payment, at=at)
        letters.tell_stray(group, key=payment.reference, at=at)
        return Outcome.LATE
    payment.state, payment.settled_at = Payment.State.PAID, at
    payment.save(update_fields=["state", "settled_at"])
    states.mark_paid(group=group, at=at)
    journal.record(actor=by, verb="settled", subject=payment, at=at, amount=payment.amount)
    booking.book_paid(payment=payment, at=at)
    return Outcome.SETTLED


def _is_wanted(group: OrderGroup, payment: Payment, at: datetime) -> bool:
    orders = {order.state for order in group.orders.all()}
    if orders == {Order.State.AWAITING_PAYMENT}:
        return True
    was_unpaid = not any(order.is_paid for order in group.orders.all())
    if orders == {Order.State.CANCELLED} and was_unpaid and payment.state == Payment.State.EXPIRED:
        return _revived(group, at)
    return False


def _revived(group: OrderGroup, at: datetime) -> bool:
    """Hold goods and vouchers once more; a savepoint keeps the notice when they are gone."""
    try:
        states.revive(group=group, at=at)
    except (stock.OutOfStock, Refused):
        return False
    return True
