"""The products of a collection as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.models import Product
from marketplace.storefront.queries.cards import Card, cards, with_facts

if TYPE_CHECKING:
    from datetime import date

    from marketplace.collections.models import Collection


def products_of(collection: Collection, *, on: date) -> list[Card]:
    """In their officer's order, less what may not be shown today. Three queries."""
    shown = Product.objects.listed().promotable(on=on).filter(collected__collection=collection)
    ordered = with_facts(shown, on=on).order_by("collected__position", "collected__pk")
    return cards(ordered, on=on)
