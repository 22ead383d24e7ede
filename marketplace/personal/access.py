"""The door to a copy of somebody's data: its owner's, ready, not yet expired; or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from marketplace.personal.models import Erasure, Export

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User


def export_to_fetch(user: User, key: UUID, *, at: datetime) -> Export:
    return get_object_or_404(Export.objects.fetchable(at=at), user=user, key=key)


def export_of(user: User, *, at: datetime) -> Export | None:
    """The one that is there or being made."""
    return Export.objects.kept().filter(user=user, expires_at__gt=at).first()


def erasure_of(user: User) -> Erasure | None:
    """The wish that stands."""
    return Erasure.objects.standing().filter(user=user).first()
