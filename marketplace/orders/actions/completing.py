"""Orders are over by themselves when nothing was claimed in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.orders.actions.states import NotNow, lock_order, record
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from datetime import datetime

MOST_AT_ONCE = 500


def complete_due(*, at: datetime) -> int:
    """Whatever was delivered and may no longer be claimed is complete; says how many were."""
    due = Order.objects.to_complete(at=at).order_by("claimable_until", "pk")
    keys = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_complete(key, at) for key in keys)


@transaction.atomic
def hold_open(*, order: Order, at: datetime) -> Order:
    """Something is being claimed: the order is not over before that is settled.

    What is complete is claimed no more: :class:`NotNow`.
    """
    order = lock_order(order)
    if order.completed_at is not None:
        raise NotNow(_("Đơn này đã hoàn tất, hết hạn khiếu nại."))
    if order.disputed_at is None:
        order.disputed_at = at
        order.save(update_fields=["disputed_at"])
        record(order, "disputed", None, at)
    return order


@transaction.atomic
def let_complete(*, order: Order, at: datetime) -> Order:
    """What was claimed is settled: the clock goes on where it was."""
    order = lock_order(order)
    if order.disputed_at is not None:
        order.disputed_at = None
        order.save(update_fields=["disputed_at"])
        record(order, "dispute settled", None, at)
    return order


@transaction.atomic
def _complete(key: int, at: datetime) -> bool:
    """Look again under the lock: somebody may have claimed something."""
    order = lock_order(Order.objects.select_related("group").get(pk=key))
    if not Order.objects.to_complete(at=at).filter(pk=key).exists():
        return False
    order.completed_at = at
    order.save(update_fields=["completed_at"])
    record(order, "completed", None, at)
    return True
