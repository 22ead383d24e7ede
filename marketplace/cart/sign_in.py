"""When somebody signs in, what they had put into the basket comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now

from marketplace.cart import access, actions, queries
from marketplace.cart.models import Cart

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def bring_basket(*, request: HttpRequest, user: User, **_signal: object) -> None:
    """Receives Django's ``user_logged_in``."""
    key = access.session_key(request)
    if key is not None:
        actions.bring_along(key=key, user=user, at=now())
    mine = Cart.objects.filter(user=user).first()
    request.session["basket_count"] = queries.count(mine)
