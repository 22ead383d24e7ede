"""Whose turn it is in a claim, and what is written down of each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.claims import letters
from marketplace.claims.models import Claim, ClaimStep
from marketplace.orders.actions import completing, refunds, states
from marketplace.orders.models import Order, RefundDue
from marketplace.rights.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

BUYER_ANSWERS_WITHIN = timedelta(days=7)
SENT_WITHIN = timedelta(days=14)
COUNTED_WITHIN = timedelta(days=7)
State, Verb = Claim.State, ClaimStep.Verb


class NotTheirTurn(ValidationError):
    """The claim is not where this could be done to it, or the time for it is over."""


def lock(claim: Claim) -> Claim:
    """The claim as it is now; checkout and order are locked before it, as everywhere."""
    order = states.lock_order(claim.order)
    found = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    found.order = order
    return found


def expect(claim: Claim, *wanted: Claim.State, at: datetime) -> None:
    """Raise :class:`NotTheirTurn` unless the claim stands so and its time is not over."""
    if claim.state not in wanted or (claim.due_at is not None and claim.due_at <= at):
        raise NotTheirTurn(
            _("Khiếu nại này đang ở bước «%(state)s» hoặc đã hết hạn, không làm việc này được nữa.")
            % {"state": claim.get_state_display()},
            code="not_their_turn",
        )


def step(
    claim: Claim,
    verb: ClaimStep.Verb,
    *,
    by: User | None,
    at: datetime,
    words: str = "",
    amount: int | None = None,
) -> ClaimStep:
    """Write down what was done; its words stay with the claim, the journal has none of them."""
    journal.record(
        actor=by, verb=f"claim {verb}", subject=claim, at=at, on_behalf_of=claim.order.producer
    )
    return ClaimStep.objects.create(
        claim=claim, verb=verb, words=words, amount=amount, by=by, at=at
    )


def turn(claim: Claim, state: Claim.State, *, due_at: datetime | None) -> None:
    """It is somebody's turn, until then."""
    claim.state, claim.due_at = state, due_at
    claim.save(update_fields=["state", "due_at", "wants_goods_back"])


def conclude(claim: Claim, *, at: datetime) -> None:
    """What is offered stands: the goods go back first where that is part of it, else it is owed."""
    if claim.wants_goods_back and any(row.offered for row in claim.lines.all()):
        turn(claim, State.RETURNING, due_at=at + SENT_WITHIN)
        letters.tell_buyer_to_send(claim, at=at)
    else:
        pay(claim, at=at)


def pay(claim: Claim, *, at: datetime) -> None:
    """Owe what is offered, never more than is left of what was paid, and end the claim.

    With all of an order that never arrived, or was ordered from a page that misled, goes its
    delivery fee; an order of which nothing is left is a refunded one.
    """
    order, kind = claim.order, Kind(claim.kind)
    reason = RefundDue.Reason.WITHDRAWAL if kind.withdraws else RefundDue.Reason.CLAIM
    rows = list(claim.lines.select_related("line").order_by("pk"))
    for row in rows:
        cause = refunds.Cause(reason=reason, key=f"claim {claim.code}: line {row.line_id}")
        refunds.owe(
            order=order, line=row.line, packs=row.packs, amount=row.offered or 0, cause=cause, at=at
        )
    if rows and not any(refunds.left(order=order, line=line) for line in order.lines.all()):
        _end_order(order, kind, claim, reason, at)
    end(claim, State.SETTLED, at=at)
    letters.tell_settled(claim, at=at)


def _end_order(
    order: Order, kind: Kind, claim: Claim, reason: RefundDue.Reason, at: datetime
) -> None:
    if kind.takes_delivery_too:
        cause = refunds.Cause(reason=reason, key=f"claim {claim.code}: delivery")
        refunds.owe_delivery(order=order, cause=cause, at=at)
    if order.may_become(Order.State.REFUNDED):
        states.move(order, Order.State.REFUNDED, closed_at=at)


def end(claim: Claim, state: Claim.State, *, at: datetime) -> None:
    """Nobody's turn any more; with the last claim that ran, the order's own clock goes on."""
    claim.state, claim.due_at, claim.settled_at = state, None, at
    claim.save(update_fields=["state", "due_at", "settled_at"])
    if not Claim.objects.running().filter(order=claim.order_id).exists():
        completing.let_complete(order=claim.order, at=at)
