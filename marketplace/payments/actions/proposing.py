"""What people decide of money: one proposes, and above a limit another has to agree.

A proposal is done at once below the limit; above it, it waits, and whoever made it is refused as
the second (the table refuses them too).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.money import dong
from marketplace.orders.actions import states
from marketplace.payments.actions import matching, postings
from marketplace.payments.actions.settling import BY_HAND, receive
from marketplace.payments.gateways import contract
from marketplace.payments.models import Notice, Payment, Proposal, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from accounts.models import User

Kind, State = Proposal.Kind, Receipt.State
FEWEST_PARTS = 2


class NotDone(Exception):
    """A person's decision could not be taken; the message says why."""


@transaction.atomic
def confirm_by_hand(*, payment: Payment, bank_reference: str, by: User, at: datetime) -> Proposal:
    """An operator saw all that is missing on the bank statement, under ``bank_reference``.

    One line of a statement confirms one payment, in capitals or not; raises :class:`NotDone`
    otherwise, and when nothing is missing.
    """
    states.lock_group(payment.group)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if not payment.missing:
        raise NotDone(_("Đơn này đã nhận đủ tiền rồi."))
    told = _Told(by=by, at=at, bank_reference=bank_reference.upper())
    return _propose(Kind.BY_HAND, payment.missing, told, payment=payment)


@transaction.atomic
def attach(*, receipt: Receipt, payment: Payment, by: User, at: datetime) -> Proposal:
    """Somebody says that the money is that order's; raises :class:`NotDone`."""
    receipt = _held(receipt)
    told = _Told(by=by, at=at)
    return _propose(Kind.ATTACH, receipt.amount, told, receipt=receipt, payment=payment)


@transaction.atomic
def give_back(*, receipt: Receipt, by: User, at: datetime) -> Proposal:
    """What came for an order that had its money goes back to its buyer, as a refund."""
    receipt = _held(receipt)
    if receipt.payment is None:
        raise NotDone(_("Chưa biết tiền này của đơn nào."))
    return _propose(Kind.REFUND, receipt.amount, _Told(by=by, at=at), receipt=receipt)


@transaction.atomic
def send_back(*, receipt: Receipt, bank_reference: str, by: User, at: datetime) -> Proposal:
    """Nobody's money was sent back at the bank, to the account it came from, under that number."""
    receipt = _held(receipt)
    if receipt.payment is not None:
        raise NotDone(_("Tiền này của một đơn: hãy hoàn cho người mua."))
    told = _Told(by=by, at=at, bank_reference=bank_reference.upper())
    return _propose(Kind.RETURN, receipt.amount, told, receipt=receipt)


@transaction.atomic
def know_as_moved(*, receipt: Receipt, by: User, at: datetime) -> Proposal:
    """It is no buyer's money but what a gateway sent to the bank."""
    receipt = _held(receipt)
    if receipt.payment is not None:
        raise NotDone(_("Tiền này của một đơn: hãy hoàn cho người mua."))
    return _propose(Kind.MOVED, receipt.amount, _Told(by=by, at=at), receipt=receipt)


@transaction.atomic
def split(*, receipt: Receipt, payments: Sequence[Payment], by: User, at: datetime) -> Proposal:
    """One transfer for several orders: each gets just what it lacks, and nothing is left over."""
    receipt = _held(receipt)
    _refuse_unequal(receipt, payments)
    told = _Told(by=by, at=at, codes=sorted(one.reference for one in payments))
    return _propose(Kind.SPLIT, receipt.amount, told, receipt=receipt)


@transaction.atomic
def agree(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """The second person agrees, and it is done; agreed twice changes nothing.

    Raises :class:`NotDone` for whoever proposed it, and for what no longer fits.
    """
    proposal = _locked(proposal)
    if proposal.done_at:
        return proposal
    if proposal.dropped_at:
        raise NotDone(_("Đề nghị này đã bị bỏ."))
    if proposal.proposed_by_id == by.pk:
        raise NotDone(_("Bạn đã đề nghị việc này; người khác phải đồng ý."))
    proposal.confirmed_by = by
    _do(proposal, by, at)
    return proposal


@transaction.atomic
def drop(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Never mind: whoever proposed it, or somebody else, leaves it be."""
    proposal = _locked(proposal)
    if proposal.is_open:
        proposal.dropped_at = at
        proposal.save(update_fields=["dropped_at"])
        _note("dropped", proposal, by, at)
    return proposal


@transaction.atomic
def write_note(*, receipt: Receipt, words: str, by: User, at: datetime) -> Receipt:
    """Something the next person at the desk ought to know."""
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if receipt.note != words:
        receipt.note = words
        receipt.save(update_fields=["note"])
        journal.record(actor=by, verb="noted", subject=receipt, at=at)
    return receipt


class _Told(NamedTuple):
    """Who decides, when, and the bank's name for the transfer where there is one."""

    by: User
    at: datetime
    bank_reference: str = ""
    codes: Sequence[str] = ()


def _propose(
    kind: Proposal.Kind,
    amount: int,
    told: _Told,
    *,
    payment: Payment | None = None,
    receipt: Receipt | None = None,
) -> Proposal:
    """Write it down, and do it when one person is enough."""
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                kind=kind,
                payment=payment,
                receipt=receipt,
                amount=amount,
                bank_reference=told.bank_reference,
                codes=list(told.codes),
                needs_two=amount >= settings.FOUR_EYES_FROM,
                proposed_by=told.by,
                proposed_at=told.at,
            )
    except IntegrityError as taken:
        raise NotDone(_("Đã có người đề nghị việc này, hoặc mã giao dịch đã dùng.")) from taken
    _note("proposed", proposal, told.by, told.at)
    if not proposal.needs_two:
        _do(proposal, told.by, told.at)
    return proposal


def _do(proposal: Proposal, by: User, at: datetime) -> None:
    DEEDS[Kind(proposal.kind)](proposal, by, at)
    proposal.done_at = at
    proposal.save(update_fields=["confirmed_by", "done_at"])
    _note("done", proposal, by, at)


def _settle_by_hand(proposal: Proposal, by: User, at: datetime) -> None:
    payment = proposal.payment
    assert payment is not None  # noqa: S101 (proposal_names_what_it_is_about)
    told = contract.Notice(
        external_id=f"{BY_HAND}:{proposal.bank_reference}",
        reference=payment.reference,
        amount=proposal.amount,
        currency=contract.DONG,
        kind=contract.Kind.PAID,
        paid_at=at,
        bank_reference=proposal.bank_reference,
    )
    notice = receive(
        gateway=payment.gateway,
        told=told,
        body=b"",
        headers={},
        at=at,
        source=Notice.Source.BY_HAND,
        by=by,
    )
    if notice.payment_id != payment.pk or notice.outcome == Notice.Outcome.REPEATED:
        raise NotDone(
            _("Mã giao dịch này đã dùng cho một khoản khác, hoặc đang nằm ở trang «Tiền đến».")
        )


def _attach(proposal: Proposal, by: User, at: datetime) -> None:
    assert proposal.payment  # noqa: S101 (proposal_names_what_it_is_about)
    states.lock_group(proposal.payment.group)
    payment = Payment.objects.select_for_update().get(pk=proposal.payment.pk)
    receipt = _held(proposal.receipt)
    try:
        matching.attach(receipt=receipt, payment=payment, by=by, at=at)
    except matching.NotTheirs as refusal:
        raise NotDone(str(refusal)) from refusal


def _owe(proposal: Proposal, _by: User, at: datetime) -> None:
    """A refund is opened from it, as from anything owed, at the next beat of the clock."""
    receipt = _held(proposal.receipt)
    assert receipt.payment  # noqa: S101 (give_back asked)
    payment = Payment.objects.select_for_update().get(pk=receipt.payment.pk)
    if payment.state not in Payment.WITH_MONEY:
        raise NotDone(_("Đơn ấy vẫn chờ tiền: tính khoản này vào đơn."))
    payment.received += receipt.amount
    payment.save(update_fields=["received"])
    postings.owe_held(receipt, at=at)
    _close(receipt, State.OWED, at, excess=receipt.amount)


def _return(proposal: Proposal, _by: User, at: datetime) -> None:
    receipt = _held(proposal.receipt)
    postings.send_back(receipt, bank_reference=proposal.bank_reference, at=at)
    _close(receipt, State.RETURNED, at)


def _arrive(proposal: Proposal, _by: User, at: datetime) -> None:
    receipt = _held(proposal.receipt)
    postings.arrive(receipt, at=at)
    _close(receipt, State.MOVED, at)


def _split(proposal: Proposal, by: User, at: datetime) -> None:
    """A part for each order, as if it had come by itself; all of them lie in suspense till then."""
    named = Payment.objects.filter(reference__in=proposal.codes).select_related("group")
    for payment in named.order_by("group"):
        states.lock_group(payment.group)
    payments = list(
        Payment.objects.select_for_update(of=("self",))
        .filter(reference__in=proposal.codes)
        .select_related("group", "order")
        .order_by("pk")
    )
    receipt = _held(proposal.receipt)
    _refuse_unequal(receipt, payments)
    for payment in payments:
        part = Receipt.objects.create(
            part_of=receipt,
            gateway=receipt.gateway,
            producer=receipt.producer,
            amount=payment.missing,
            state=State.HELD,
            reason=Receipt.Reason.UNMATCHED,
            text=receipt.text,
            came_at=receipt.came_at,
            heard_at=receipt.heard_at,
        )
        try:
            matching.attach(receipt=part, payment=payment, by=by, at=at)
        except matching.NotTheirs as refusal:
            raise NotDone(str(refusal)) from refusal
    _close(receipt, State.SPLIT, at)


def _refuse_unequal(receipt: Receipt, payments: Sequence[Payment]) -> None:
    """Only several open transfers that lack just as much together, by the way it came."""
    fit = all(one.is_open and one.gateway == receipt.gateway for one in payments)
    if not fit or len(payments) < FEWEST_PARTS or receipt.payment is not None:
        raise NotDone(_("Chỉ chia cho hai đơn trở lên còn chờ tiền, trả bằng cùng một cách."))
    missing = sum(one.missing for one in payments)
    if missing != receipt.amount:
        told = {"missing": dong(missing), "came": dong(receipt.amount)}
        raise NotDone(_("Các đơn còn thiếu %(missing)s, tiền đến là %(came)s: phải khớp.") % told)


DEEDS: dict[Proposal.Kind, Callable[[Proposal, User, datetime], None]] = {
    Kind.BY_HAND: _settle_by_hand,
    Kind.ATTACH: _attach,
    Kind.REFUND: _owe,
    Kind.RETURN: _return,
    Kind.MOVED: _arrive,
    Kind.SPLIT: _split,
}


def _close(receipt: Receipt, state: Receipt.State, at: datetime, *, excess: int = 0) -> None:
    receipt.state, receipt.closed_at, receipt.excess = state, at, excess
    receipt.save(update_fields=["state", "closed_at", "excess"])


def _held(receipt: Receipt | None) -> Receipt:
    """The receipt as it is now, its checkout locked before it; one that waits for people."""
    assert receipt is not None  # noqa: S101 (proposal_names_what_it_is_about)
    if receipt.payment:
        states.lock_group(receipt.payment.group)
    found = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if not found.is_held:
        raise NotDone(_("Khoản này đã có người giải quyết."))
    return found


def _locked(proposal: Proposal) -> Proposal:
    """Its checkout, then itself."""
    about = proposal.payment or (proposal.receipt and proposal.receipt.payment)
    if about:
        states.lock_group(about.group)
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _note(verb: str, proposal: Proposal, by: User, at: datetime) -> None:
    subject = proposal.receipt or proposal.payment
    assert subject is not None  # noqa: S101 (proposal_names_what_it_is_about)
    said = f"{verb}: {proposal.kind}"
    journal.record(actor=by, verb=said, subject=subject, at=at, amount=proposal.amount)
