"""The doors to a stall's till: its owner and staff. Whoever only helps touches no money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog.models import Membership, Producer
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User

SELLERS = (Membership.Role.OWNER, Membership.Role.STAFF)


def till(user: User, slug: str) -> Producer:
    """A stall at which this person sells."""
    mine = Membership.objects.active().filter(user=user, role__in=SELLERS)
    stalls = Producer.objects.filter(pk__in=mine.values("producer"))
    return get_object_or_404(stalls.select_related("commune", "province"), slug=slug)


def sale(user: User, slug: str, code: str) -> Order:
    """Something sold, or being sold, face to face at such a stall."""
    mine = till(user, slug)
    orders = Order.objects.at_stalls().select_related("group", "seller")
    found = get_object_or_404(orders, producer=mine, code=code)
    found.producer = mine
    return found
