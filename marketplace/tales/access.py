"""The only doors to a tale: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog import access as stalls
from catalog.models import Producer
from marketplace.tales.models import Tale, TalePhoto

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from accounts.models import User


def tale_to_manage(user: User, producer: str, pk: int) -> Tale:
    """One of a stall for which this person may act."""
    own = Tale.objects.filter(producer=stalls.stall(user, producer), withdrawn_at__isnull=True)
    return get_object_or_404(own.select_related("producer"), pk=pk)


def tale_to_judge(user: User, pk: int) -> Tale:
    """One of a producer in the officer's area."""
    stalls.post(user)
    return get_object_or_404(Tale.objects.overseen_by(user).select_related("producer"), pk=pk)


def photo_to_see(request: HttpRequest, key: UUID) -> TalePhoto:
    """A picture of a public tale; of a hidden one only for its stall and its officers."""
    photo = get_object_or_404(TalePhoto.objects.select_related("tale__producer"), key=key)
    if photo.tale.is_public or _may_look(request, photo.tale):
        return photo
    raise Http404


def _may_look(request: HttpRequest, tale: Tale) -> bool:
    user = request.user
    if not user.is_authenticated:
        return False
    seen = Tale.objects.filter(pk=tale.pk)
    own = Producer.objects.run_by(user).filter(pk=tale.producer_id)
    return own.exists() or seen.overseen_by(user).exists()
