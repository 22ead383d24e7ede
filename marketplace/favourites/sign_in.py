"""When somebody signs in, what they liked in this browser comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now

from marketplace.favourites import access, actions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def bring_favourites(*, request: HttpRequest, user: User, **_signal: object) -> None:
    """Receives Django's ``user_logged_in``."""
    if products := request.session.pop(access.SESSION_KEY, []):
        actions.bring_along(user=user, products=products, at=now())
