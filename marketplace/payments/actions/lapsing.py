"""Letting go: orders nobody paid in time, and those their buyer gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.prepared import Prepared
from marketplace.orders.actions import states
from marketplace.orders.models import Order, OrderGroup
from marketplace.payments.actions import crediting
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User


def release_overdue(*, at: datetime, packs: Iterable[int] | None = None) -> int:
    """Cancel what was not paid in time and free its goods; say how many orders were let go.

    With ``packs`` (keys) only those in whose way they stand. Each goes in its own transaction.
    """
    groups = _overdue(at=at) if packs is None else _in_the_way(at=at, packs=list(packs))
    return sum(_let_lapse(group, at) for group in groups)


@transaction.atomic
def give_up(*, group: OrderGroup, by: User | None, at: datetime) -> bool:
    """The buyer no longer wants an unpaid order. Money that comes later goes to a person."""
    is_cancelled = states.cancel_unpaid(group=group, by=by, at=at)
    if is_cancelled:
        crediting.let_go(group=group, at=at)
        kept = [Payment.State.PAID, Payment.State.STRAY]
        group.payments.exclude(state__in=kept).update(state=Payment.State.FAILED)
    return is_cancelled


@Prepared
def _overdue(at: datetime) -> QuerySet[OrderGroup]:
    orders = Order.objects.overdue(at=at)
    return OrderGroup.objects.filter(pk__in=orders.values("group")).order_by("pk")


@Prepared
def _in_the_way(at: datetime, packs: list[int]) -> QuerySet[OrderGroup]:
    orders = Order.objects.overdue(at=at).filter(lines__pack__in=packs)
    return OrderGroup.objects.filter(pk__in=orders.values("group")).order_by("pk")


@transaction.atomic
def _let_lapse(group: OrderGroup, at: datetime) -> bool:
    """Look again under the lock: a new attempt to pay may have lengthened the time."""
    if states.lock_group(group).held_until > at:
        return False
    is_cancelled = states.cancel_unpaid(group=group, by=None, at=at)
    if is_cancelled:
        crediting.let_go(group=group, at=at)
        group.payments.filter(state__in=Payment.OPEN).update(state=Payment.State.EXPIRED)
    return is_cancelled
