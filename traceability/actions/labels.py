"""Issuing item codes for labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts import journal
from traceability import serials
from traceability.models import ItemCode, LabelRun, Lot
from traceability.queries import labels

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

BATCH = 1_000  # rows an INSERT, under the 32,766 parameters of SQLite


class LotNotComplete(ValidationError):
    """A label is asked for while the page behind it would not be complete."""


class MoreThanPacked(ValidationError):
    """All runs together would give more codes than there are packs."""


@transaction.atomic
def issue_labels(*, lot: Lot, count: int, by: User, at: datetime) -> LabelRun:
    """Issue ``count`` random serials for a complete lot, never more in all than its packs."""
    lot = Lot.objects.select_for_update().get(pk=lot.pk)
    if not lot.is_complete:
        raise LotNotComplete(
            _("Lô chưa đủ hồ sơ nên chưa in tem được. Hãy làm xong các mục còn thiếu trước."),
            code="lot_not_complete",
        )
    left = lot.packed - labels.codes_issued(lot)
    if count > left:
        raise MoreThanPacked(
            _("Lô này chỉ còn %(left)s gói chưa có tem.") % {"left": localize(left)},
            code="more_than_packed",
        )
    run = LabelRun.objects.create(lot=lot, count=count, issued_by=by, issued_at=at)
    rows = [ItemCode(serial=serial, lot=lot, run=run) for serial in _new_serials(count)]
    ItemCode.objects.bulk_create(rows, batch_size=BATCH)
    journal.record(
        actor=by, verb="issued labels", subject=lot, at=at, on_behalf_of=lot.producer, count=count
    )
    return run


def _new_serials(count: int) -> list[str]:
    """Serials that were never issued: drawn anew in the rare case that one was."""
    drawn: set[str] = set()
    while len(drawn) < count:
        fresh = {serials.new_serial() for _ in range(count - len(drawn))} - drawn
        drawn |= fresh - _already_issued(list(fresh))
    return list(drawn)


def _already_issued(fresh: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(fresh), BATCH):
        some = fresh[start : start + BATCH]
        known = ItemCode.objects.filter(serial__in=some).values_list("serial", flat=True)
        found.update(known)
    return found
