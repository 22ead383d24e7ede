"""Somebody saw something wrong with a code, and somebody looked into it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from accounts import journal
from catalog import pictures
from traceability.models import CodeReport, ItemCode, Lot

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

WIDEST = 1280


@transaction.atomic
def report_code(
    *, written: str, code: ItemCode | None, lot: Lot | None, what: str, note: str, phone: str,
    photo: pictures.Photo | None, at: datetime,
) -> CodeReport:  # fmt: skip
    """Keep what somebody saw. The photo is drawn anew, without what the camera wrote."""
    report = CodeReport(
        written=written[:80], code=code, lot=lot, what=what, note=note, phone=phone, made_at=at
    )
    if photo:
        drawn = pictures.sizes(photo)[WIDEST]
        report.photo.save(f"{secrets.token_hex(16)}.webp", ContentFile(drawn), save=False)
    report.save()
    return report


@transaction.atomic
def settle_report(*, report: CodeReport, answer: str, by: User, at: datetime) -> CodeReport:
    """Note what came of a report. Settled a second time it stays as it is."""
    report = CodeReport.objects.select_for_update().get(pk=report.pk)
    if report.settled_at is None:
        report.settled_at, report.settled_by, report.answer = at, by, answer
        report.save(update_fields=["settled_at", "settled_by", "answer"])
        journal.record(actor=by, verb="settled a report", subject=report, at=at)
    return report
