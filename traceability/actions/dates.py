"""What an open lot says of its dates may still be put right; a packed one has labels out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import journal
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


class DatesArePrinted(ValidationError):
    """The lot is packed: its dates stand on labels."""


class ChangedSince(ValidationError):
    """Somebody else wrote another day after the page was opened on which this was typed."""


@transaction.atomic
def set_best_before(
    *, lot: Lot, best_before: date, by: User, at: datetime, seen: str | None = None
) -> Lot:
    """Write the best-before day of a lot that is not packed. Raises :class:`DatesArePrinted`.

    ``seen`` is the day that stood there (ISO 8601, empty for none) when it was asked; where another
    stands there now, raises :class:`ChangedSince`.
    """
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    if lot.best_before == best_before:
        return lot
    if lot.is_complete:
        raise DatesArePrinted(_("Lô đã đóng gói, hạn dùng đã nằm trên tem."), code="is_packed")
    now = lot.best_before.isoformat() if lot.best_before else ""
    if seen is not None and seen != now:
        raise ChangedSince(
            _("Máy khác vừa ghi hạn dùng %(day)s cho lô này. Xem lại rồi hãy ghi.")
            % {
                "day": date_format(lot.best_before, "SHORT_DATE_FORMAT") if lot.best_before else "–"
            },
            code="changed_since",
        )
    lot.best_before = best_before
    lot.save(update_fields=["best_before"])
    journal.record(
        actor=by, verb="set best before", subject=lot, at=at, on_behalf_of=lot.producer,
        best_before=best_before.isoformat(),
    )  # fmt: skip
    return lot
