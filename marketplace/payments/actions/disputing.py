"""A cardholder's dispute: opened and decided by the banks, answered by us, heard in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from marketplace.payments.actions import postings
from marketplace.payments.gateways import contract
from marketplace.payments.models import Dispute, Notice, Payment

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

LONGEST_REASON = 60
Outcome, State = Notice.Outcome, Dispute.State
ENDS = {contract.Kind.DISPUTE_WON: State.WON, contract.Kind.DISPUTE_LOST: State.LOST}


@transaction.atomic
def hear(*, payment: Payment | None, told: contract.Notice, at: datetime) -> Notice.Outcome:
    """News of a dispute. Its end may be heard before its beginning, and is never unsaid."""
    if payment is None or not told.dispute:
        return Outcome.UNMATCHED
    if told.currency != contract.DONG or not told.amount:
        return Outcome.WRONG_AMOUNT
    dispute, is_new = Dispute.objects.select_for_update().get_or_create(
        external_id=told.dispute,
        defaults={
            "payment": payment,
            "amount": told.amount,
            "reason": told.text[:LONGEST_REASON],
            "opened_at": told.paid_at,
            "due_at": told.due_at,
        },
    )
    if is_new:
        postings.dispute(dispute, at=at)
        _note("disputed", dispute, at)
    is_over = told.kind in ENDS and dispute.is_open and _close(dispute, ENDS[told.kind], at)
    if not (is_new or is_over) and dispute.is_open and told.due_at:
        dispute.due_at = told.due_at
        dispute.save(update_fields=["due_at"])
    return Outcome.SETTLED if is_new or is_over else Outcome.REPEATED


@transaction.atomic
def note_answered(*, dispute: Dispute, by: User, at: datetime) -> Dispute:
    """Our evidence is with the gateway; said twice changes nothing."""
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if dispute.state == State.OPENED:
        dispute.state, dispute.answered_by, dispute.answered_at = State.ANSWERED, by, at
        dispute.save(update_fields=["state", "answered_by", "answered_at"])
        _note("dispute answered", dispute, at, by)
    return dispute


def _close(dispute: Dispute, state: Dispute.State, at: datetime) -> bool:
    dispute.state, dispute.closed_at = state, at
    dispute.save(update_fields=["state", "closed_at"])
    postings.end_dispute(dispute, at=at)
    _note(f"dispute {state}", dispute, at)
    return True


def _note(verb: str, dispute: Dispute, at: datetime, by: User | None = None) -> None:
    journal.record(actor=by, verb=verb, subject=dispute.payment, at=at, amount=dispute.amount)
