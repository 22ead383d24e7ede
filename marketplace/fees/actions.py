"""Who has read the law behind a rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from marketplace.fees.models import Rate

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def verify_rate(*, rate: Rate, by: User, at: datetime) -> Rate:
    """Somebody compared the row with the text in force; the newest reading counts."""
    rate = Rate.objects.select_for_update().get(pk=rate.pk)
    rate.verified_by, rate.verified_at = by, at
    rate.save(update_fields=["verified_by", "verified_at"])
    journal.record(actor=by, verb="verified", subject=rate, at=at)
    return rate
