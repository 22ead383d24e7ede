"""A producer chooses how shoppers may reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from marketplace.freshness import forget_pages
from marketplace.voices.models import Contact

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Producer


@transaction.atomic
def show_contact(
    *,
    producer: Producer,
    phone: str,
    takes_calls: bool,
    is_on_zalo: bool,
    by: User,
    at: datetime,
) -> None:
    """Show this number (E.164) on the producer's product pages: for calls, for Zalo, or not."""
    is_shown = bool(phone) and (takes_calls or is_on_zalo)
    if is_shown:
        told = {"phone": phone, "takes_calls": takes_calls, "is_on_zalo": is_on_zalo}
        Contact.objects.update_or_create(producer=producer, defaults=told)
    else:
        Contact.objects.filter(producer=producer).delete()
    verb = "showed a number" if is_shown else "showed no number"
    journal.record(actor=by, verb=verb, subject=producer, at=at, on_behalf_of=producer)
    transaction.on_commit(forget_pages)
