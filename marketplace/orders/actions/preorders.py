"""What happens to lines of planned lots when their order is given up, or called back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.orders.models import Preorder
from marketplace.selling import actions as selling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from marketplace.orders.models import Order


@transaction.atomic
def drop(*, orders: Sequence[Order]) -> None:
    """These orders are given up: others may order beforehand what they had not been given yet."""
    rows = Preorder.objects.select_for_update().filter(line__order__in=orders)
    for one in rows.order_by("planned", "pk"):
        freed, one.dropped = one.waiting + one.met, one.dropped + one.waiting + one.met
        one.waiting = one.met = 0
        one.save(update_fields=["waiting", "met", "dropped"])
        selling.unpromise(planned=one.planned_id, packs=freed)


@transaction.atomic
def renew(*, orders: Sequence[Order], at: datetime) -> None:
    """Money came after they were dropped: order them beforehand again, or ``OutOfStock``."""
    rows = Preorder.objects.select_for_update().filter(line__order__in=orders, dropped__gt=0)
    for one in rows.order_by("planned", "pk"):
        selling.promise(planned=one.planned_id, packs=one.dropped, at=at)
        one.waiting, one.dropped = one.waiting + one.dropped, 0
        one.save(update_fields=["waiting", "dropped"])
