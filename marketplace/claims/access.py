"""The doors to a claim: its buyer's, its producer's, and whoever may decide it; others get 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.models import Officer, Producer
from marketplace.claims.models import Claim, ClaimPhoto
from marketplace.claims.queries import may_be_claimed
from marketplace.orders import access as orders
from marketplace.talks.models import RemarkPhoto

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User
    from marketplace.orders.models import Order


def order_to_claim(request: HttpRequest, code: str) -> Order:
    """The buyer's own order, once it has left."""
    order = orders.order_to_receive(request, code)
    if not may_be_claimed(order):
        raise Http404
    return order


def claim_to_see(request: HttpRequest, code: str) -> Claim:
    """The buyer's own, by account or by the order's link."""
    claim = get_object_or_404(_claims(), code=code)
    if not orders.may_see(request, claim.order.group):
        raise Http404
    return claim


def claim_by_link(request: HttpRequest, code: str, token: str) -> None:
    """Let this browser see the order of a claim, by the secret of its link."""
    claim = get_object_or_404(_claims(), code=code)
    orders.remember(request, orders.group_by_link(claim.order.group.code, token))


def claim_to_answer(producer: Producer, code: str) -> Claim:
    return get_object_or_404(_claims(), code=code, order__producer=producer)


def claim_to_decide(user: User, code: str) -> Claim:
    """About goods of an officer's area; an operator's are all. Not before the producer spoke."""
    seen = _claims().filter(pk__in=Claim.objects.overseen_by(user).values("pk"))
    return get_object_or_404(seen.exclude(state=Claim.State.OPEN), code=code)


def talk_photo_to_see(user: User, code: str, key: UUID) -> RemarkPhoto:
    """A picture of what the two sides wrote about an order, inside a claim one may decide."""
    order = claim_to_decide(user, code).order
    return get_object_or_404(RemarkPhoto, key=key, remark__order=order)


def is_judge(user: User) -> bool:
    """An officer, of whatever area, or an operator."""
    return user.is_staff or Officer.objects.active().filter(user=user).exists()


def photo_to_see(request: HttpRequest, key: UUID) -> ClaimPhoto:
    """For the buyer, for who acts for the stall, and for who oversees it."""
    photos = ClaimPhoto.objects.select_related("claim__order__group")
    photo = get_object_or_404(photos, key=key)
    order, user = photo.claim.order, request.user
    if orders.may_see(request, order.group):
        return photo
    if not user.is_authenticated:
        raise Http404
    if Producer.objects.run_by(user).filter(pk=order.producer_id).exists():
        return photo
    get_object_or_404(Claim.objects.overseen_by(user), pk=photo.claim_id)
    return photo


def _claims() -> QuerySet[Claim]:
    related = ("order__group", "order__producer__commune", "order__producer__province")
    return Claim.objects.select_related(*related)
