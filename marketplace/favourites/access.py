"""Whose favourites a request is about: an account's, or those of this browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog.models import Product
from marketplace.favourites.models import MOST, Favourite

if TYPE_CHECKING:
    from django.http import HttpRequest

SESSION_KEY = "liked"


def product_to_like(slug: str) -> Product:
    return get_object_or_404(Product.objects.listed(), slug=slug)


def liked(request: HttpRequest) -> list[int]:
    """Keys of what this visitor likes, the newest first. At most one query."""
    if request.user.is_authenticated:
        rows = Favourite.objects.filter(user=request.user)
        return list(rows.values_list("product", flat=True)[:MOST])
    return list(request.session.get(SESSION_KEY, []))


def remember(request: HttpRequest, product: Product, *, is_liked: bool) -> None:
    """Of a guest: in this browser, for as long as its session."""
    others = [pk for pk in request.session.get(SESSION_KEY, []) if pk != product.pk]
    request.session[SESSION_KEY] = ([product.pk] if is_liked else []) + others[: MOST - 1]
