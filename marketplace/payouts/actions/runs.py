"""Payout runs: drafted, approved by two people, sent by a bank, seen on its statement.

Money is set aside by the second approval: under the producer's lock, no more than the ledger says
is payable then. From there on it is under way until the bank's statement shows it gone or back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.ledger.queries import balance
from marketplace.payments.queries import producer_account
from marketplace.payouts import letters
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.queries.runs import to_pay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from marketplace.payouts.queries.runs import Wanted

Run, State = PayoutRun.State, Payout.State


class NotPaidOut(ValidationError):
    """The run or the payout is not where this could be done to it; the message says why."""


@transaction.atomic
def draft_run(*, by: User | None, at: datetime) -> PayoutRun | None:
    """Propose what every producer with an account may be paid; None when there is nothing.

    What is less than ``MIN_PAYOUT``, or waits in another draft, is left for later. Of two at once
    one gets :class:`NotPaidOut`.
    """
    wanted = to_pay(at=at, least=settings.MIN_PAYOUT)
    if not wanted:
        return None
    try:
        run = _write(wanted, by, at)
    except IntegrityError as faster:
        raise NotPaidOut(_("Có người vừa lập một đợt khác."), code="drafted") from faster
    total = sum(one.amount for one in wanted)
    journal.record(actor=by, verb="drafted", subject=run, at=at, total=total)
    return run


@transaction.atomic
def approve_run(*, run: PayoutRun, by: User, at: datetime) -> PayoutRun:
    """One of two people says yes; with the second the money is set aside.

    The same person twice is one. What may not be paid any more is left out of the run, and says
    why. Raises :class:`NotPaidOut` for a run that is no draft.
    """
    run = _lock(run)
    if run.state != Run.DRAFT:
        if by.pk in {run.first_by_id, run.second_by_id}:
            return run
        raise NotPaidOut(_("Đợt này không chờ duyệt."), code="no_draft")
    if run.first_by_id == by.pk:
        raise NotPaidOut(
            _("Bạn đã duyệt rồi; người thứ hai phải là người khác."), code="same_person"
        )
    if run.first_by_id is None:
        run.first_by, run.first_at = by, at
        run.save(update_fields=["first_by", "first_at"])
        journal.record(actor=by, verb="approved first", subject=run, at=at)
        return run
    run.second_by, run.second_at, run.state = by, at, Run.APPROVED
    run.save(update_fields=["second_by", "second_at", "state"])
    journal.record(actor=by, verb="approved", subject=run, at=at)
    for payout in run.payouts.order_by("producer"):
        _set_aside(payout, at)
    return _end_if_over(run, at)


@transaction.atomic
def drop_run(*, run: PayoutRun, by: User, at: datetime) -> PayoutRun:
    """A draft is given up; nothing was set aside for it. Again changes nothing."""
    run = _lock(run)
    if run.state == Run.DROPPED:
        return run
    if run.state != Run.DRAFT:
        raise NotPaidOut(_("Đợt đã duyệt thì không bỏ được nữa."), code="approved")
    run.payouts.filter(state=State.PROPOSED).update(state=State.LEFT_OUT)
    run.state, run.ended_at = Run.DROPPED, at
    run.save(update_fields=["state", "ended_at"])
    journal.record(actor=by, verb="dropped", subject=run, at=at)
    return run


@transaction.atomic
def export_run(*, run: PayoutRun, by: User, at: datetime) -> PayoutRun:
    """Somebody takes the file for the bank; again gives the same file, and the journal says so."""
    run = _lock(run)
    if run.state not in {Run.APPROVED, Run.EXPORTED}:
        raise NotPaidOut(_("Chỉ lấy tệp của đợt đã đủ hai người duyệt."), code="not_approved")
    if run.state == Run.APPROVED:
        run.state, run.exported_by, run.exported_at = Run.EXPORTED, by, at
        run.save(update_fields=["state", "exported_by", "exported_at"])
    journal.record(actor=by, verb="exported", subject=run, at=at)
    return run


@transaction.atomic
def confirm_payout(
    *, payout: Payout, reference: str, by: User, at: datetime, moved_at: datetime | None = None
) -> Payout:
    """The bank's statement shows it gone, under this number; the same said twice changes nothing.

    ``moved_at`` is when, where the statement itself was read. Its producer is told. Raises
    :class:`NotPaidOut` before the file was taken, and for a number used before.
    """
    payout, run = _lock_payout(payout)
    reference = reference.upper()
    if payout.state == State.PAID and payout.reference == reference:
        return payout
    if payout.state != State.UNDER_WAY or run.state != Run.EXPORTED:
        raise NotPaidOut(_("Khoản này không chờ đối chiếu."), code="not_under_way")
    payout.state, payout.reference = State.PAID, reference
    payout.confirmed_by, payout.confirmed_at = by, moved_at or at
    _save(payout, ["state", "reference", "confirmed_by", "confirmed_at"])
    legs = {chart.PAYOUTS_UNDER_WAY: payout.amount, chart.BANK: -payout.amount}
    post(
        key=f"payout:{payout.pk}:confirmed",
        kind=Kind.PAYOUT_CONFIRMED,
        legs=legs,
        reference=reference,
        at=moved_at or at,
    )
    journal.record(actor=by, verb="confirmed", subject=payout, at=at, amount=payout.amount)
    letters.tell_arrived(payout, at=at)
    _end_if_over(run, at)
    return payout


@transaction.atomic
def return_payout(
    *,
    payout: Payout,
    reference: str,
    words: str,
    by: User,
    at: datetime,
    moved_at: datetime | None = None,
) -> Payout:
    """The bank gave it back, before or after it was seen to go: the producer is owed it again.

    ``reference`` is the number of the giving back, ``moved_at`` as in :func:`confirm_payout`. The
    same said twice changes nothing. Raises :class:`NotPaidOut`.
    """
    payout, run = _lock_payout(payout)
    reference = reference.upper()
    if payout.state == State.RETURNED and payout.return_reference == reference:
        return payout
    if payout.state not in {State.UNDER_WAY, State.PAID} or run.exported_at is None:
        raise NotPaidOut(_("Khoản này chưa gửi ngân hàng nên không thể bị trả lại."), code="unsent")
    was = chart.BANK if payout.state == State.PAID else chart.PAYOUTS_UNDER_WAY
    payout.state, payout.return_reference = State.RETURNED, reference
    payout.words, payout.returned_at = words, moved_at or at
    _save(payout, ["state", "return_reference", "words", "returned_at"])
    legs = {was: payout.amount, chart.payable(payout.producer_id): -payout.amount}
    post(
        key=f"payout:{payout.pk}:returned",
        kind=Kind.PAYOUT_RETURNED,
        legs=legs,
        reference=reference,
        at=moved_at or at,
    )
    journal.record(actor=by, verb="returned", subject=payout, at=at, amount=payout.amount)
    _end_if_over(run, at)
    return payout


@transaction.atomic
def _write(wanted: Sequence[Wanted], by: User | None, at: datetime) -> PayoutRun:
    run = PayoutRun.objects.create(code=_unused_code(at), drafted_by=by, drafted_at=at)
    Payout.objects.bulk_create(
        Payout(run=run, producer_id=one.producer, account=one.account, amount=one.amount)
        for one in wanted
    )
    return run


def _set_aside(payout: Payout, at: datetime) -> None:
    """The producer's row is the lock of all its payouts: two never take the same đồng."""
    Producer.objects.select_for_update(no_key=True).get(pk=payout.producer_id)
    payable = chart.payable(payout.producer_id)
    if producer_account(payout.producer_id, at=at) != payout.account:
        _leave_out(payout, _("Chủ thể đã đổi tài khoản sau khi lập đợt."))
    elif payout.amount > -balance(payable):
        _leave_out(payout, _("Số được nhận đã giảm sau khi lập đợt (có khoản hoàn)."))
    else:
        payout.state = State.UNDER_WAY
        payout.save(update_fields=["state"])
        legs = {payable: payout.amount, chart.PAYOUTS_UNDER_WAY: -payout.amount}
        post(key=f"payout:{payout.pk}:started", kind=Kind.PAYOUT_STARTED, legs=legs, at=at)


def _leave_out(payout: Payout, words: str) -> None:
    payout.state, payout.words = State.LEFT_OUT, words
    payout.save(update_fields=["state", "words"])


def _save(payout: Payout, names: list[str]) -> None:
    try:
        with transaction.atomic():
            payout.save(update_fields=names)
    except IntegrityError as used:
        raise NotPaidOut(_("Mã giao dịch này đã ghi cho một khoản khác."), code="used") from used


def _lock(run: PayoutRun) -> PayoutRun:
    return PayoutRun.objects.select_for_update().get(pk=run.pk)


def _lock_payout(payout: Payout) -> tuple[Payout, PayoutRun]:
    run = _lock(payout.run)
    return Payout.objects.select_for_update(of=("self",)).get(pk=payout.pk), run


def _end_if_over(run: PayoutRun, at: datetime) -> PayoutRun:
    """With its last payout settled a run is over; one of which nothing could be paid, at once."""
    if not run.payouts.open().exists() and run.state in {Run.APPROVED, Run.EXPORTED}:
        run.state, run.ended_at = Run.ENDED, at
        run.save(update_fields=["state", "ended_at"])
    return run


def _unused_code(at: datetime) -> str:
    """``CT261122-1``: the day, and which of that day."""
    day = f"CT{localdate(at):%y%m%d}"
    return f"{day}-{PayoutRun.objects.filter(code__startswith=day).count() + 1}"
