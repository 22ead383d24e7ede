"""The door to an address: its owner's, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from marketplace.addresses import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User
    from marketplace.addresses.models import Address

LONGEST_KEY = 18


def address_of(user: User, pk: int) -> Address:
    return get_object_or_404(queries.book_of(user), pk=pk if pk < 10**LONGEST_KEY else None)


def book_to_pick_from(request: HttpRequest) -> list[Address]:
    """What a form may be filled from: the one asked for (``?dia-chi=``) first, else the default."""
    if not request.user.is_authenticated:
        return []
    asked = request.GET.get("dia-chi", "")
    return sorted(queries.book_of(request.user), key=lambda one: str(one.pk) != asked)
