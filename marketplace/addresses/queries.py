"""Addresses as their pages and the checkout show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.addresses.models import Address

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def book_of(user: User) -> QuerySet[Address]:
    """The default first, then the newest."""
    return Address.objects.filter(user=user).select_related("commune__province")


def default_of(user: User) -> Address | None:
    return book_of(user).filter(is_default=True).first()
