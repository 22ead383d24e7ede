"""The only doors to a collection: an officer's own, and a gift set that everybody may buy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog.access import post
from catalog.models import Pack, Product
from marketplace.collections.models import Collection, GiftSet
from marketplace.collections.queries import collectable

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


def collection_to_keep(user: User, pk: int) -> Collection:
    return get_object_or_404(Collection.objects.kept_by(post(user)), pk=pk)


def set_to_keep(user: User, pk: int) -> GiftSet:
    kept = Collection.objects.kept_by(post(user))
    return get_object_or_404(
        GiftSet.objects.select_related("collection"), pk=pk, collection__in=kept
    )


def product_to_collect(user: User, pk: int, *, on: date) -> Product:
    return get_object_or_404(collectable(user, on=on), pk=pk)


def product_collected(collection: Collection, pk: int) -> Product:
    return get_object_or_404(Product, pk=pk, collected__collection=collection)


def pack_given(gift_set: GiftSet, pk: int) -> Pack:
    return get_object_or_404(Pack, pk=pk, in_gift_sets__gift_set=gift_set)


def pack_to_give(user: User, pk: int, *, on: date) -> Pack:
    packs = Pack.objects.filter(is_active=True, product__in=collectable(user, on=on))
    return get_object_or_404(packs, pk=pk)


def collection_to_see(slug: str, *, on: date) -> Collection:
    """One that is shown or was; what is still to come is nobody's business."""
    shown = Collection.objects.filter(published_at__isnull=False, valid_from__lte=on)
    return get_object_or_404(shown, slug=slug)


def set_to_buy(slug: str, pk: int, *, on: date) -> GiftSet:
    running = Collection.objects.running(on=on).filter(slug=slug)
    sets = GiftSet.objects.select_related("collection")
    return get_object_or_404(sets, pk=pk, collection__in=running.order_by())
