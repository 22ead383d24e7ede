"""What an open lot says of its dates may still be put right; a packed one has labels out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


class DatesArePrinted(ValidationError):
    """The lot is packed: its dates stand on labels."""


@transaction.atomic
def set_best_before(*, lot: Lot, best_before: date, by: User, at: datetime) -> Lot:
    """Write the best-before day of a lot that is not packed. Raises :class:`DatesArePrinted`."""
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    if lot.best_before == best_before:
        return lot
    if lot.is_complete:
        raise DatesArePrinted(_("Lô đã đóng gói, hạn dùng đã nằm trên tem."), code="is_packed")
    lot.best_before = best_before
    lot.save(update_fields=["best_before"])
    journal.record(
        actor=by, verb="set best before", subject=lot, at=at, on_behalf_of=lot.producer,
        best_before=best_before.isoformat(),
    )  # fmt: skip
    return lot
