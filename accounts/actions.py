"""What people change about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from rest_framework.authtoken.models import Token

from accounts import journal
from accounts.models import User

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def change_profile(*, user: User, full_name: str, email: str, at: datetime) -> User:
    """Keep a person's new name and e-mail address."""
    user.full_name, user.email = full_name, email
    user.save(update_fields=["full_name", "email"])
    journal.record(actor=user, verb="changed_profile", subject=user, at=at)
    return user


@transaction.atomic
def make_token(*, user: User, at: datetime) -> str:
    """A fresh API key for this person, shown once; the one before it opens nothing any more."""
    user = User.objects.select_for_update().get(pk=user.pk)
    Token.objects.filter(user=user).delete()
    token = Token.objects.create(user=user)
    journal.record(actor=user, verb="made_token", subject=user, at=at)
    return str(token.key)


@transaction.atomic
def revoke_token(*, user: User, at: datetime) -> None:
    """The person's API key opens nothing any more; twice is as good as once."""
    revoked, _each = Token.objects.filter(user=user).delete()
    if revoked:
        journal.record(actor=user, verb="revoked_token", subject=user, at=at)
