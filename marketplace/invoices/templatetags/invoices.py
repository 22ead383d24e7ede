"""The invoices of a checkout, for its buyer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from marketplace.invoices.queries import lists

if TYPE_CHECKING:
    from marketplace.invoices.models import Invoice
    from marketplace.orders.models import OrderGroup

register = template.Library()


@register.simple_tag
def invoices_in(group: OrderGroup) -> list[Invoice]:
    """One query; none of what is not signed."""
    return list(lists.invoices_in(group))
