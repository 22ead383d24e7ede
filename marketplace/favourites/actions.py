"""Somebody likes a product, or no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.models import Product
from marketplace.favourites.models import MOST, Favourite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class LikesEnough(ValidationError):
    """Two hundred products are liked already."""


@transaction.atomic
def like(*, user: User, product: Product, at: datetime) -> Favourite:
    """Keep it; again changes nothing. Raises :class:`LikesEnough`."""
    User.objects.select_for_update().get(pk=user.pk)
    mine = Favourite.objects.filter(user=user)
    known = mine.filter(product=product).first()
    if known:
        return known
    if mine.count() >= MOST:
        raise LikesEnough(_("Bạn đã thích 200 món. Bỏ bớt vài món rồi thêm món mới nhé."))
    return Favourite.objects.create(user=user, product=product, liked_at=at)


@transaction.atomic
def unlike(*, user: User, product: Product) -> None:
    """Like it no more; again changes nothing."""
    Favourite.objects.filter(user=user, product=product).delete()


@transaction.atomic
def bring_along(*, user: User, products: Sequence[int], at: datetime) -> None:
    """On sign-in what this browser liked (keys, the newest first) becomes the person's."""
    known = Product.objects.filter(pk__in=products).values_list("pk", flat=True)
    room = max(0, MOST - Favourite.objects.filter(user=user).count())
    rows = [Favourite(user=user, product_id=pk, liked_at=at) for pk in list(known)[:room]]
    Favourite.objects.bulk_create(rows, ignore_conflicts=True)
