"""The only door from an address to a stall's order: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from marketplace.orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User


def order_to_serve(user: User, producer: str, code: str) -> Order:
    """An order of that stall that money has come for; before that it is the buyer's affair."""
    orders = Order.objects.sold_by(user).exclude(
        state__in=[Order.State.AWAITING_PAYMENT, Order.State.CANCELLED]
    )
    found = orders.select_related("group__commune__province", "producer__commune__province")
    return get_object_or_404(found, producer__slug=producer, code=code)
