"""The cart that a request puts things into: the visitor's, or one begun now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now

from marketplace.cart import access, actions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from marketplace.cart.models import Cart


def opened_cart(request: HttpRequest) -> Cart:
    """Begun, where there is none; this browser knows it from then on."""
    mine = access.cart_of(request)
    if mine is None:
        user = request.user if request.user.is_authenticated else None
        mine = actions.open_cart(user=user, at=now())
        request.session[access.SESSION_KEY] = str(mine.key)
    return mine
