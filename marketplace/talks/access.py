"""The doors to a talk: its buyer's and its stall's; a claim has another one to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.models import Producer
from marketplace.orders import access as orders
from marketplace.orders.models import Order
from marketplace.talks.models import RemarkPhoto

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


def order_to_speak_of(request: HttpRequest, code: str) -> Order:
    """The buyer's own order, once it is paid: before that its stall knows nothing of it."""
    order = orders.order_to_receive(request, code)
    if not order.is_paid:
        raise Http404
    return order


def order_by_link(request: HttpRequest, code: str, token: str) -> None:
    """Let this browser see an order by the secret of its link."""
    order = get_object_or_404(Order.objects.select_related("group"), code=code)
    orders.remember(request, orders.group_by_link(order.group.code, token))


def order_to_answer(producer: Producer, code: str) -> Order:
    """An order of that stall that money has come for."""
    paid = Order.objects.filter(producer=producer, paid_at__isnull=False)
    return get_object_or_404(paid.select_related("group", "producer"), code=code)


def photo_to_see(request: HttpRequest, key: UUID) -> RemarkPhoto:
    """For the buyer, and for who acts for the stall."""
    photos = RemarkPhoto.objects.select_related("remark__order__group")
    photo = get_object_or_404(photos, key=key)
    order, user = photo.remark.order, request.user
    if orders.may_see(request, order.group):
        return photo
    is_theirs = user.is_authenticated and Producer.objects.run_by(user).filter(pk=order.producer_id)
    if not is_theirs:
        raise Http404
    return photo
