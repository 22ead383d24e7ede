"""Messages, choices, sessions and consents, as their pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import links
from accounts.models import Consent, Message, Session, Unsubscription, User

if TYPE_CHECKING:
    from datetime import datetime

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


def sessions_of(user: User, *, at: datetime) -> QuerySet[Session]:
    """Where this person is signed in then, the last seen first."""
    return Session.objects.filter(user=user, expire_date__gt=at).order_by("-seen_at", "pk")


def consents_of(user: User) -> QuerySet[Consent]:
    """What this person agreed to and took back, the newest first."""
    return Consent.objects.filter(user=user)
