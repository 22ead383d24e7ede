"""What a buyer has not read about an order, for its page; a built-in tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from marketplace.talks.queries import unread_in

if TYPE_CHECKING:
    from marketplace.orders.models import Order

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_by_buyer(context: template.Context, order: Order) -> int:
    """``{% unread_by_buyer order as unread %}``: one query for all orders of a checkout."""
    drawn = context.render_context
    key = f"unread in {order.group_id}"
    if key not in drawn:
        drawn[key] = unread_in(order.group)
    found: dict[int, int] = drawn[key]
    return found.get(order.pk, 0)
