"""What people do about a difference: one takes it on, and says why it is right as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.reconciliation.models import Difference

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class AlreadyClosed(Exception):
    """The difference is gone or explained; the message says so."""


@transaction.atomic
def take_on(*, difference: Difference, by: User, at: datetime) -> Difference:
    """Somebody sees to it; whoever comes later takes it over."""
    found = _open(difference)
    if found.owner_id != by.pk:
        found.owner = by
        found.save(update_fields=["owner"])
        journal.record(actor=by, verb="took on", subject=found, at=at)
    return found


@transaction.atomic
def explain(*, difference: Difference, reason: str, by: User, at: datetime) -> Difference:
    """A person says why the two sides differ. No number changes: that takes a booking.

    Raises :class:`AlreadyClosed`.
    """
    found = _open(difference)
    found.owner, found.closed_by, found.closed_at = found.owner or by, by, at
    found.ending, found.reason = Difference.Ending.EXPLAINED, reason
    found.save(update_fields=["owner", "closed_by", "closed_at", "ending", "reason"])
    journal.record(actor=by, verb="explained", subject=found, at=at)
    return found


def _open(difference: Difference) -> Difference:
    found = Difference.objects.select_for_update(of=("self",)).get(pk=difference.pk)
    if found.closed_at is not None:
        raise AlreadyClosed(_("Chênh lệch này đã xong."))
    return found
