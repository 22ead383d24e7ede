"""Who may see or handle which order: found and allowed, or 404."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from marketplace.orders.models import Order, OrderGroup, Substitution

if TYPE_CHECKING:
    from django.http import HttpRequest


SESSION_KEY = "orders"
MOST_REMEMBERED = 20


def remember(request: HttpRequest, group: OrderGroup) -> None:
    """Let this browser see an order that it placed, or opened by its secret link.

    It is known by the secret, so that a link that is withdrawn shuts the browsers that used it.
    """
    known = [token for token in remembered(request) if token != group.token]
    request.session[SESSION_KEY] = [*known, group.token][-MOST_REMEMBERED:]


def remembered(request: HttpRequest) -> list[str]:
    """The secrets of the orders that this browser may see."""
    return list(request.session.get(SESSION_KEY, []))


def may_see(request: HttpRequest, group: OrderGroup) -> bool:
    if group.token in remembered(request):
        return True
    return request.user.is_authenticated and group.user_id == request.user.pk


def group_to_see(request: HttpRequest, code: str) -> OrderGroup:
    """The buyer's own order; a stranger gets 404."""
    group = get_object_or_404(OrderGroup.objects.select_related("gift", "company"), code=code)
    if not may_see(request, group):
        raise Http404
    return group


def order_to_receive(request: HttpRequest, code: str) -> Order:
    """One producer's part of the buyer's own order."""
    order = get_object_or_404(Order.objects.select_related("group", "producer"), code=code)
    if not may_see(request, order.group):
        raise Http404
    return order


def offer_to_answer(request: HttpRequest, code: str, pk: int) -> Substitution:
    """Other goods offered in the buyer's own order."""
    order = order_to_receive(request, code)
    rows = Substitution.objects.select_related("line")
    return get_object_or_404(rows, pk=pk, line__order=order)


def group_by_link(code: str, token: str) -> OrderGroup:
    """The order of a secret link; a wrong secret is as good as no order."""
    group = get_object_or_404(OrderGroup, code=code)
    if not hmac.compare_digest(group.token.encode(), token.encode(errors="replace")):
        raise Http404
    return group
