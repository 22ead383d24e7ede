"""Writing the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.inserts import insert_one
from accounts.models import Entry, User, label

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model


def record(
    *,
    actor: User | None,
    verb: str,
    subject: Model,
    at: datetime,
    on_behalf_of: Model | None = None,
    **detail: str | int | None,
) -> Entry:
    """Note that ``actor`` did ``verb`` to ``subject``; call it inside the change it describes.

    ``actor`` is None when the market acted by itself (a notice, a time limit). ``detail`` must
    carry no personal data.
    """
    return insert_one(
        Entry(
            actor=actor,
            verb=verb,
            subject=label(subject),
            on_behalf_of=label(on_behalf_of),
            detail=detail,
            at=at,
        )
    )
