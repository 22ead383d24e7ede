"""Messages and choices, as their pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import links
from accounts.models import Message, Unsubscription, User

if TYPE_CHECKING:
    from django.db.models import QuerySet


def person_of(user: User) -> str:
    """Under which this person's choices are kept."""
    return links.person_key(phone=user.phone, email=user.email)


def families_left(person: str) -> set[str]:
    """What this person (a key) does not want any more."""
    return set(Unsubscription.objects.filter(person=person).values_list("family", flat=True))


def letters() -> QuerySet[Message]:
    """Every message, newest first, with the tries to carry it."""
    return Message.objects.order_by("-pk").prefetch_related("attempts")
