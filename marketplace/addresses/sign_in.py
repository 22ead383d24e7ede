"""When somebody who agreed to it signs in, the basket reckons delivery to their default address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import consents
from marketplace.addresses.queries import default_of
from marketplace.cart.access import PROVINCE_KEY

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def choose_province(*, request: HttpRequest, user: User, **_signal: object) -> None:
    """Receives Django's ``user_logged_in``; a province that was chosen in this visit stays."""
    if PROVINCE_KEY in request.session or not consents.holds(user, consents.Purpose.POSITION):
        return
    if there := default_of(user):
        request.session[PROVINCE_KEY] = there.commune.province_id
