"""What people agree to, and whether they do: read from the ledger, written to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import Consent, User

if TYPE_CHECKING:
    from datetime import datetime

Purpose, Way = Consent.Purpose, Consent.Way

VERSIONS: dict[str, str] = {
    Purpose.TERMS: "2026-11-22",
    Purpose.MESSAGES: "2026-11-22",
    Purpose.POSITION: "2026-11-22",
    Purpose.SCANS: "2026-11-22",
}
"""The day of the words that are shown today: changed with them, so that each line says which."""


def holds(user: User, purpose: str) -> bool:
    """Whether the newest line of this purpose is a yes; no line is a no."""
    newest = Consent.objects.filter(user=user, purpose=purpose).first()
    return newest is not None and newest.is_given


@transaction.atomic
def note(
    *, user: User, purpose: str, is_given: bool, way: str, at: datetime, detail: str = ""
) -> None:
    """Write a line unless it says what the one before says; two at once write one."""
    User.objects.select_for_update().get(pk=user.pk)
    newest = Consent.objects.filter(user=user, purpose=purpose).first()
    said = (is_given, VERSIONS[purpose], detail)
    if newest is None and not is_given and not detail:
        return
    if newest and (newest.is_given, newest.version, newest.detail) == said:
        return
    Consent.objects.create(
        user=user,
        purpose=purpose,
        version=VERSIONS[purpose],
        is_given=is_given,
        way=way,
        detail=detail,
        at=at,
    )
