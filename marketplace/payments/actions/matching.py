"""What money that came does: pays its order, a part of it or too much of it, or waits for a person.

Every sum becomes one receipt, however many tell of it (:mod:`.recognising`), and goes to its order
(:mod:`.crediting`). Nothing that is not plainly an order's touches one: it waits at a desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts import journal
from catalog.money import dong
from marketplace.payments import memo
from marketplace.payments.actions import crediting, postings, recognising
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment, Receipt
from marketplace.payments.models.receipts import LONGEST_TEXT

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

LONGEST_REFERENCE = 60
Outcome, Source = Notice.Outcome, Notice.Source
Reason, State = Receipt.Reason, Receipt.State

OUTCOMES = {
    Reason.EXACT: Outcome.SETTLED,
    Reason.PART: Outcome.UNDERPAID,
    Reason.OVER: Outcome.OVERPAID,
    Reason.DUPLICATE: Outcome.DUPLICATE,
    Reason.LATE: Outcome.LATE,
    Reason.ODD: Outcome.WRONG_AMOUNT,
    Reason.UNMATCHED: Outcome.UNMATCHED,
}


class NotTheirs(Exception):
    """Such money cannot be that order's; the message says why."""


def take_in(
    notice: Notice,
    told: contract.Notice,
    *,
    by: User | None,
    at: datetime,
    whose: int | None = None,
) -> Notice.Outcome:
    """Money came, so a notice says: once it is one receipt, whoever says it again.

    ``whose`` is the producer (key) whose own account it came to.
    """
    payment = notice.payment
    if told.currency != contract.DONG or not told.amount:
        return _wonder(payment, told, by, at)
    if payment is None and notice.source == Source.GATEWAY and _is_settled_elsewhere(told.text):
        return Outcome.IGNORED
    if payment and payment.received and not payment.is_by_transfer:
        return Outcome.REPEATED  # a card is charged once, however many events say so
    if known := recognising.known(notice, told):
        notice.receipt = known
        return Outcome.REPEATED
    receipt = Receipt(
        gateway=notice.gateway,
        producer_id=whose,
        amount=told.amount,
        state=State.HELD,
        reason=Reason.UNMATCHED,
        bank_reference=told.bank_reference[:LONGEST_REFERENCE],
        text=told.text[:LONGEST_TEXT],
        came_at=told.paid_at,
        heard_at=at,
    )
    crediting.place(receipt, payment, by, at)
    notice.receipt = receipt
    return OUTCOMES[Reason(receipt.reason)]


def attach(*, receipt: Receipt, payment: Payment, by: User, at: datetime) -> Receipt:
    """A person says whose money it is: it does what it would have done had its memo said so.

    Both rows are locked by whoever calls. Raises :class:`NotTheirs` for an order that has all its
    money: such a sum is no second payment but goes back.
    """
    if payment.gateway != receipt.gateway:
        raise NotTheirs(_("Tiền này đến bằng một cách trả khác với đơn đó."))
    if payment.state in Payment.WITH_MONEY:
        raise NotTheirs(_("Đơn đó đã nhận đủ tiền hoặc đang được hoàn tiền."))
    if not payment.is_by_transfer and receipt.amount != payment.amount:
        raise NotTheirs(
            _("Đơn đó chỉ nhận đúng một khoản %(sum)s.") % {"sum": dong(payment.amount)}
        )
    crediting.place(receipt, payment, by, at)
    return receipt


def take_back(notice: Notice, told: contract.Notice, *, at: datetime) -> Notice.Outcome:
    """A bank took money away again. The order keeps its state: what now is a person's to say."""
    found = recognising.taken_back(notice, told)
    if found is None:
        return Outcome.UNMATCHED
    if found.state == State.REVERSED:
        return Outcome.REPEATED
    is_in_suspense = _leave_the_parts(found)
    postings.reverse(found, is_in_suspense=is_in_suspense, at=at)
    found.state, found.closed_at = State.REVERSED, at
    found.save(update_fields=["state", "closed_at"])
    notice.payment = found.payment
    journal.record(actor=None, verb="reversed", subject=found, at=at, amount=found.amount)
    return Outcome.REVERSED


def _is_settled_elsewhere(text: str) -> bool:
    """A payout that came back, a commission that was paid: the bank's statement settles them."""
    return bool(memo.payout(text) or memo.bill(text))


def _wonder(
    payment: Payment | None, told: contract.Notice, by: User | None, at: datetime
) -> Notice.Outcome:
    """Another currency, or nothing at all: no money of ours, and a person ought to know."""
    if payment is None:
        return Outcome.UNMATCHED
    journal.record(actor=by, verb="wrong amount", subject=payment, at=at, amount=told.amount)
    return Outcome.WRONG_AMOUNT


def _leave_the_parts(receipt: Receipt) -> bool:
    """Whether it lies in suspense still; a part of what never became whole counts no longer."""
    payment = receipt.payment
    if receipt.state == State.TAKEN and payment and payment.state not in Payment.WITH_MONEY:
        payment.received -= receipt.amount
        payment.save(update_fields=["received"])
        return True
    return receipt.is_held
