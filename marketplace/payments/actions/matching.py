"""What money that came does: pays its order, a part of it or too much of it, or waits for a person.

Every sum becomes one receipt, however many tell of it. The order takes what it needs; what is left
over is owed back. Nothing that is not plainly an order's touches one: it waits at a desk.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from accounts import journal
from accounts.inserts import insert_one
from accounts.prepared import Prepared
from accounts.updates import update
from catalog.money import dong
from marketplace.orders import letters as order_letters
from marketplace.orders.actions import states
from marketplace.orders.models import Order
from marketplace.payments import letters, napas
from marketplace.payments.actions import postings
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment, Receipt
from marketplace.payments.models.receipts import LONGEST_TEXT
from marketplace.vouchers.discounts import Refused
from traceability.actions import stock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.orders.models import OrderGroup

NEAR = timedelta(hours=36)
"""A statement knows the day alone: so far apart two words may be about the same money."""

LONGEST_REFERENCE = 60
Outcome, Reason, State = Notice.Outcome, Receipt.Reason, Receipt.State

OUTCOMES = {
    Reason.EXACT: Outcome.SETTLED,
    Reason.PART: Outcome.UNDERPAID,
    Reason.OVER: Outcome.OVERPAID,
    Reason.DUPLICATE: Outcome.DUPLICATE,
    Reason.LATE: Outcome.LATE,
    Reason.ODD: Outcome.WRONG_AMOUNT,
    Reason.UNMATCHED: Outcome.UNMATCHED,
}


class Fit(NamedTuple):
    """How a sum fits what an order still waits for; ``excess`` of it is not needed."""

    reason: Receipt.Reason
    excess: int


class NotTheirs(Exception):
    """Such money cannot be that order's; the message says why."""


def fit(*, missing: int, came: int) -> Fit:
    """Too little, just right, or too much. Whole đồng, both at least 1."""
    if came < missing:
        return Fit(Reason.PART, 0)
    return Fit(Reason.EXACT if came == missing else Reason.OVER, came - missing)


def take_in(
    notice: Notice, told: contract.Notice, *, by: User | None, at: datetime
) -> Notice.Outcome:
    """Money came, so a notice says: once it is one receipt, whoever says it again."""
    payment = notice.payment
    if told.currency != contract.DONG or not told.amount:
        return _wonder(payment, told, by, at)
    if payment and payment.received and not payment.is_by_transfer:
        return Outcome.REPEATED  # a card is charged once, however many events say so
    known = _known(notice, told)
    if known:
        notice.receipt = known
        return Outcome.REPEATED
    receipt = Receipt(
        gateway=notice.gateway,
        amount=told.amount,
        state=State.HELD,
        reason=Reason.UNMATCHED,
        bank_reference=told.bank_reference[:LONGEST_REFERENCE],
        text=told.text[:LONGEST_TEXT],
        came_at=told.paid_at,
        heard_at=at,
    )
    _place(receipt, payment, by, at)
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
    _place(receipt, payment, by, at)
    return receipt


def take_back(notice: Notice, told: contract.Notice, *, at: datetime) -> Notice.Outcome:
    """A bank took money away again. The order keeps its state: what now is a person's to say."""
    found = _reversed(notice, told)
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


def let_go(*, group: OrderGroup, at: datetime) -> None:
    """Its order is given up, or paid otherwise: what came of a payment in part is owed back."""
    for payment in _partly_paid(group=group.pk):
        _make_stray(payment, at)
        payment.receipts.filter(state=State.TAKEN).update(state=State.OWED, reason=Reason.LATE)
        postings.owe_parts(payment, at=at)
        order_letters.tell_stray(group, key=payment.reference, at=at)


@Prepared
def _partly_paid(group: int) -> QuerySet[Payment]:
    """Of a checkout; locked."""
    partly = Payment.objects.exclude(state__in=Payment.WITH_MONEY).filter(received__gt=0)
    return partly.filter(group=group).select_for_update()


def _wonder(
    payment: Payment | None, told: contract.Notice, by: User | None, at: datetime
) -> Notice.Outcome:
    """Another currency, or nothing at all: no money of ours, and a person ought to know."""
    if payment is None:
        return Outcome.UNMATCHED
    journal.record(actor=by, verb="wrong amount", subject=payment, at=at, amount=told.amount)
    return Outcome.WRONG_AMOUNT


def _known(notice: Notice, told: contract.Notice) -> Receipt | None:
    """The receipt that another source told of already: the same money, said once more.

    By the bank's own reference where both have one; else by the payment, or by the same words.
    """
    source, since, until = str(notice.source), told.paid_at - NEAR, told.paid_at + NEAR
    if notice.payment_id and not plain(told.bank_reference):  # then only those of the payment are
        of_it = _of_payment(payment=notice.payment_id, amount=told.amount, source=source)
        others = [one for one in of_it if since <= one.came_at <= until]
    else:
        others = _told_by_others(
            gateway=notice.gateway, amount=told.amount, since=since, until=until, source=source
        )
    return next((one for one in others if _is_same(one, notice, told)), None)


@Prepared
def _of_payment(payment: int, amount: int, source: str) -> QuerySet[Receipt]:
    """A few at most, however many sums are alike that day."""
    alike = Receipt.objects.filter(payment=payment, amount=amount)
    return alike.exclude(notices__source=source).order_by("pk")


@Prepared
def _told_by_others(
    gateway: str, amount: int, since: datetime, until: datetime, source: str
) -> QuerySet[Receipt]:
    """As much money, there, at about the same time, of which this source has not told."""
    alike = Receipt.objects.near(gateway=gateway, amount=amount, since=since, until=until)
    return alike.exclude(notices__source=source).order_by("pk")


def _is_same(receipt: Receipt, notice: Notice, told: contract.Notice) -> bool:
    ours, theirs = plain(receipt.bank_reference), plain(told.bank_reference)
    if ours and theirs:
        return ours in theirs or theirs in ours
    if notice.payment_id:
        return receipt.payment_id == notice.payment_id
    return bool(told.text) and plain(receipt.text) == plain(told.text)


def plain(words: str) -> str:
    """A bank's words less what its own programs write one way or another."""
    return "".join(filter(str.isalnum, words)).upper()


def _reversed(notice: Notice, told: contract.Notice) -> Receipt | None:
    """The money that was taken away: by the bank's reference, which both words must have."""
    if not told.bank_reference:
        return None
    same = Receipt.objects.filter(
        gateway=notice.gateway, amount=told.amount, bank_reference=told.bank_reference
    )
    found = same.order_by("pk").first()
    if found and found.payment:
        states.lock_group(found.payment.group)
    return found and Receipt.objects.select_for_update().get(pk=found.pk)


def _leave_the_parts(receipt: Receipt) -> bool:
    """Whether it lies in suspense still; a part of what never became whole counts no longer."""
    payment = receipt.payment
    if receipt.state == State.TAKEN and payment and payment.state not in Payment.WITH_MONEY:
        payment.received -= receipt.amount
        payment.save(update_fields=["received"])
        return True
    return receipt.is_held


def _place(receipt: Receipt, payment: Payment | None, by: User | None, at: datetime) -> None:
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
    postings.hold(receipt, at=at)


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
    orders = states.lock_orders(payment.group)
    is_wanted = _is_wanted(payment, orders, at, is_all=is_all)
    came = receipt.amount if receipt.pk is None else 0  # what a person attaches had come before
    payment.received += receipt.amount
    receipt.closed_at = at
    if not is_wanted:
        receipt.state, receipt.reason = State.OWED, Reason.LATE
    else:
        receipt.state, (receipt.reason, receipt.excess) = State.TAKEN, fits
    _keep(receipt)
    if not is_wanted:
        _send_astray(receipt, payment, by, at)
        postings.owe_stray(payment, came=came, at=at)
    elif is_all:
        _settle(receipt, payment, orders, by, at)
        postings.settle(payment, orders=orders, came=came, at=at)
        let_go(group=payment.group, at=at)
    else:
        _wait_for_the_rest(receipt, payment, by, at)
        if came:
            postings.hold(receipt, at=at)


def _send_astray(receipt: Receipt, payment: Payment, by: User | None, at: datetime) -> None:
    """With what came before it, if it is the rest of something."""
    _make_stray(payment, at)
    payment.receipts.filter(state=State.TAKEN).update(state=State.OWED, reason=Reason.LATE)
    journal.record(actor=by, verb="stray", subject=payment, at=at, amount=receipt.amount)
    order_letters.tell_stray(payment.group, key=payment.reference, at=at)


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
    states.mark_paid(group=payment.group, orders=orders, at=at)
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
        return _revived(payment.group, at)
    return False


def _revived(group: OrderGroup, at: datetime) -> bool:
    """Hold goods and vouchers once more; a savepoint keeps the notice when they are gone."""
    try:
        states.revive(group=group, at=at)
    except (stock.OutOfStock, Refused):
        return False
    return True
