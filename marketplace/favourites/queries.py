"""Favourites as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from catalog.models import Pack, Product
from marketplace.selling.queries import packs_on_sale
from marketplace.storefront.queries.cards import Card, card, with_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked:
    """A card, and the pack to be told of where none is left; ``card`` is None off the shelves."""

    product: Product
    card: Card | None
    missed: Pack | None


def liked_products(keys: Sequence[int], *, on: date) -> list[Liked]:
    """Products (keys) in that order. Four queries and the photos, however many."""
    sold = Prefetch("packs", packs_on_sale(on=on), to_attr="sold")
    shown = with_facts(Product.objects.listed().filter(pk__in=keys), on=on).prefetch_related(sold)
    there = {product.pk: _liked(product, on) for product in shown}
    gone = Product.objects.filter(pk__in=set(keys) - there.keys()).select_related("producer")
    there |= {p.pk: Liked(product=p, card=None, missed=None) for p in gone}
    return [there[key] for key in keys if key in there]


def _liked(product: Product, on: date) -> Liked:
    told = card(product, on=on)
    packs: list[Pack] = product.sold  # type: ignore[attr-defined]  # prefetched above
    missed = packs[0] if packs and not told["available"] else None
    return Liked(product=product, card=told, missed=missed)
