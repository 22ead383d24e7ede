"""What people change about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def change_profile(*, user: User, full_name: str, email: str, at: datetime) -> User:
    """Keep a person's new name and e-mail address."""
    user.full_name, user.email = full_name, email
    user.save(update_fields=["full_name", "email"])
    journal.record(actor=user, verb="changed_profile", subject=user, at=at)
    return user
