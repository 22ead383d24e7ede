"""Letting go: orders nobody paid in time, and those their buyer gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.orders.actions import states
from marketplace.orders.models import Order, OrderGroup
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from accounts.models import User


def release_overdue(*, at: datetime, packs: Iterable[int] | None = None) -> int:
    """Cancel what was not paid in time and free its goods; say how many orders were let go.

    With ``packs`` (keys) only those in whose way they stand. Each goes in its own transaction.
    """
    overdue = Order.objects.overdue(at=at)
    if packs is not None:
        overdue = overdue.filter(lines__pack__in=list(packs))
    groups = OrderGroup.objects.filter(pk__in=overdue.values("group")).order_by("pk")
    return sum(_let_lapse(group, at) for group in list(groups))


@transaction.atomic
def give_up(*, group: OrderGroup, by: User | None, at: datetime) -> bool:
    """The buyer no longer wants an unpaid order. Money that comes later goes to a person."""
    is_cancelled = states.cancel_unpaid(group=group, by=by, at=at)
    if is_cancelled:
        kept = [Payment.State.PAID, Payment.State.STRAY]
        group.payments.exclude(state__in=kept).update(state=Payment.State.FAILED)
    return is_cancelled


@transaction.atomic
def _let_lapse(group: OrderGroup, at: datetime) -> bool:
    """Look again under the lock: a new attempt to pay may have lengthened the time."""
    if states.lock_group(group).held_until > at:
        return False
    is_cancelled = states.cancel_unpaid(group=group, by=None, at=at)
    if is_cancelled:
        group.payments.filter(state__in=Payment.OPEN).update(state=Payment.State.EXPIRED)
    return is_cancelled
