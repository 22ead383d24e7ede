"""Giving up a paid order: by its buyer, its producer or the market, with what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from marketplace.orders import consequences, news
from marketplace.orders.actions import promises, savings
from marketplace.orders.actions.refunds import Cause, left, owe, owe_delivery
from marketplace.orders.actions.states import NotNow, lock_order, move, record
from marketplace.orders.consequences import Stage
from marketplace.orders.models import (
    Cancellation,
    Order,
    PackedItem,
    RefundDue,
    Substitution,
)

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

Outcome, Side = Cancellation.Outcome, Cancellation.Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Which side gives an order up, for which reason of ``Cancellation.Reason``, in which words."""

    side: str
    reason: str
    words: str = ""


@transaction.atomic
def cancel(*, order: Order, why: Why, by: User | None, at: datetime) -> Cancellation:
    """Give up a paid order at once, or ask its producer to where the table says so.

    Again gives the same row. Raises :class:`NotNow` where that side may not any more.
    """
    order = lock_order(order)
    standing = order.cancellations.filter(outcome__in=[Outcome.WAITING, Outcome.DONE]).first()
    if standing and (standing.outcome == Outcome.DONE or why.side == Side.BUYER):
        return standing
    follows = consequences.of(why.side, stage(order)) if order.is_paid else None
    if follows is None:
        raise NotNow(_("Đơn đã đóng xong hoặc đã gửi đi nên không huỷ được nữa."))
    if standing:
        _end(standing, Outcome.DONE, at)
        return _give_up(order, standing, by, at)
    made = _note(order, why, Outcome.DONE if follows.at_once else Outcome.WAITING, by, at)
    if follows.at_once:
        return _give_up(order, made, by, at)
    record(order, "asked to cancel", by, at)
    news.tell_request(made, at=at)
    return made


@transaction.atomic
def answer_request(*, order: Order, yes: bool, by: User, at: datetime) -> Cancellation:
    """The producer agrees to give the order up, or will send it; the first answer counts."""
    order = lock_order(order)
    asked = order.cancellations.filter(side=Side.BUYER).last()
    if asked is None:
        raise NotNow(_("Người mua không xin huỷ đơn này."))
    if asked.outcome != Outcome.WAITING:
        return asked
    _end(asked, Outcome.DONE if yes else Outcome.REFUSED, at)
    if yes:
        return _give_up(order, asked, by, at)
    record(order, "refused to cancel", by, at)
    news.tell_request_refused(asked, at=at)
    return asked


@transaction.atomic
def give_up_empty(*, order: Order, by: User | None, at: datetime) -> Cancellation:
    """Nothing of the order is left to be sent and nothing ever was: its end, delivery fee and all.

    The caller has locked the order.
    """
    side = Side.PRODUCER if by else Side.MARKET
    waiting = order.cancellations.filter(outcome=Outcome.WAITING).first()
    if waiting:
        _end(waiting, Outcome.DONE, at)
    why = Why(side=side, reason=Cancellation.Reason.NO_GOODS)
    return _give_up(order, waiting or _note(order, why, Outcome.DONE, by, at), by, at)


@transaction.atomic
def lapse_requests(*, order: Order, at: datetime) -> None:
    """The goods are on their way: what was asked for and not answered is past."""
    asked = order.cancellations.filter(outcome=Outcome.WAITING)
    asked.update(outcome=Outcome.LAPSED, ended_at=at)


def stage(order: Order) -> Stage:
    """How far the goods of an order have come; one parcel that left is as good as all."""
    if order.state == Order.State.AWAITING_ACCEPTANCE:
        return Stage.UNACCEPTED
    is_here = order.state == Order.State.AWAITING_PICKUP
    if not is_here or order.parcels.filter(handed_over_at__isnull=False).exists():
        return Stage.SENT
    needed = sum(part.quantity for line in order.lines.all() for part in promises.held(line))
    inside = PackedItem.objects.filter(parcel__order=order).count()
    return Stage.PACKED if needed and inside >= needed else Stage.ACCEPTED


def _note(
    order: Order, why: Why, outcome: Cancellation.Outcome, by: User | None, at: datetime
) -> Cancellation:
    return Cancellation.objects.create(
        order=order,
        side=why.side,
        reason=why.reason,
        words=why.words,
        outcome=outcome,
        asked_by=by,
        asked_at=at,
        ended_at=None if outcome == Outcome.WAITING else at,
    )


def _end(asked: Cancellation, outcome: Cancellation.Outcome, at: datetime) -> None:
    asked.outcome, asked.ended_at = outcome, at
    asked.save(update_fields=["outcome", "ended_at"])


def _give_up(order: Order, made: Cancellation, by: User | None, at: datetime) -> Cancellation:
    """Items come out of parcels, packs are on sale again, all that was paid is owed back.

    With the last order of a checkout its vouchers are given back.
    """
    move(order, Order.State.CANCELLED, cause="cancelled", by=by, at=at, closed_at=at)
    offers = Substitution.objects.waiting().filter(line__order=order)
    offers.update(outcome=Substitution.Outcome.WITHDRAWN, ended_at=at)
    promises.unpack(order)
    promises.let_all_go(orders=[order], cause=order.group.code, at=at)
    _owe_all(order, at)
    if not order.group.orders.exclude(state=Order.State.CANCELLED).exists():
        savings.give_back(group=order.group)
    news.tell_cancelled(made, at=at)
    return made


def _owe_all(order: Order, at: datetime) -> None:
    reason = RefundDue.Reason.CANCELLED
    for line in order.lines.order_by("pk"):
        cause = Cause(reason=reason, key=f"cancelled: line {line.pk}")
        gone = line.refunds_due.aggregate(n=Sum("packs"))["n"] or 0
        owe(
            order=order,
            amount=left(order=order, line=line),
            cause=cause,
            at=at,
            line=line,
            packs=max(0, line.quantity - gone),
        )
    owe_delivery(order=order, cause=Cause(reason=reason, key="cancelled: delivery"), at=at)
