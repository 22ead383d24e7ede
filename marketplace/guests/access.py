"""The narrow door to an order: phone and code let one follow it, and no more.

Both stand on the parcel, for everybody who carries it; so they do not open what the signed link
opens. The session keeps the secret of that link, so that whoever withdraws it shuts both doors.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts import phone as phones
from marketplace.orders import access as orders
from marketplace.orders.models import OrderGroup
from marketplace.orders.models.groups import NOBODYS

if TYPE_CHECKING:
    from django.http import HttpRequest

SESSION_KEY = "followed"


def group_to_track(*, phone: str, code: str) -> OrderGroup | None:
    """The order of that code, if it is that phone's; both as people type them. One query always.

    Where there is none, nobody's number is compared: a miss costs what a hit costs.
    """
    wanted = code.strip().upper().partition("-")[0]
    group = OrderGroup.objects.filter(code=wanted).first()
    try:
        e164 = phones.to_e164(phone)
    except phones.NotAPhone:
        e164 = ""
    known = group.buyer_phone if group else NOBODYS
    is_theirs = hmac.compare_digest(known.encode(), e164.encode())
    return group if is_theirs else None


def remember(request: HttpRequest, group: OrderGroup) -> None:
    """Let this browser follow an order that it named with its phone."""
    known = [token for token in request.session.get(SESSION_KEY, []) if token != group.token]
    request.session[SESSION_KEY] = [*known, group.token][-orders.MOST_REMEMBERED :]


def group_to_follow(request: HttpRequest, code: str) -> OrderGroup:
    """An order that this browser may follow, or see whole; a stranger gets 404."""
    group = get_object_or_404(OrderGroup, code=code)
    if group.token not in request.session.get(SESSION_KEY, []) and not orders.may_see(
        request, group
    ):
        raise Http404
    return group
