"""What a buyer may still claim, for the page of an order; a built-in tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.timezone import now

from marketplace.claims.queries import may_be_claimed, rights_in

if TYPE_CHECKING:
    from marketplace.claims.queries import Rights
    from marketplace.orders.models import Order

register = template.Library()


@register.simple_tag
def rights_in_order(order: Order) -> Rights | None:
    """Four queries; None for an order that has not left, or is over."""
    return rights_in(order, at=now()) if may_be_claimed(order) else None
