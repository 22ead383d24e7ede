"""Issuing item codes for labels, noting what is printed, having codes read back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts import journal
from traceability import completeness
from traceability.models import LabelCheck, LabelPrint, LabelRun, Lot, PrinterSetting
from traceability.queries import labels
from traceability.tasks import labels as tasks

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.labels.sheets import Sheet

PATIENCE = timedelta(minutes=10)
"""After which a check is taken to have stopped; the longest needs less than one."""
REMEMBERED = ("paper", "language", "dpi", "level", "has_cut_marks")
SAMPLE = 200
"""Codes read back where a sample is enough; a fault of drawing shows in every one."""


class LotNotComplete(ValidationError):
    """A label is asked for while the page behind it is not complete, or is so no longer."""


class MoreThanPacked(ValidationError):
    """All runs together would give more codes than there are packs."""


class NotReady(ValidationError):
    """Labels are asked for whose codes are not there, or not yet."""


class PrintedBefore(ValidationError):
    """Labels are to be printed a second time, and nobody said why."""


@transaction.atomic
def issue_labels(*, lot: Lot, count: int, by: User, at: datetime) -> LabelRun:
    """Issue ``count`` random serials for a complete lot, never more in all than its packs.

    The run counts at once; beyond a few thousand its codes are drawn in the background.
    """
    lot = Lot.objects.select_for_update().get(pk=lot.pk)
    refuse_hollow(lot=lot, at=at)
    left = lot.packed - labels.codes_issued(lot)
    if count > left:
        raise MoreThanPacked(
            _("Lô này chỉ còn %(left)s gói chưa có tem.") % {"left": localize(left)},
            code="more_than_packed",
        )
    run = LabelRun.objects.create(lot=lot, count=count, issued_by=by, issued_at=at)
    journal.record(
        actor=by, verb="issued labels", subject=lot, at=at, on_behalf_of=lot.producer, count=count
    )
    _draw_codes(run)
    return run


def refuse_hollow(*, lot: Lot, at: datetime) -> None:
    """Raise :class:`LotNotComplete` unless the page behind the label holds all that is asked.

    A lot is complete once it is packed; words, numbers and pictures may be taken away after that.
    """
    if not lot.is_complete:
        raise LotNotComplete(
            _("Lô chưa đủ hồ sơ nên chưa in tem được. Hãy làm xong các mục còn thiếu trước."),
            code="lot_not_complete",
        )
    if lost := completeness.lost(lot, at=at):
        missing = ", ".join(dict.fromkeys(one.label for one in lost))
        raise LotNotComplete(
            _("Trang sau tem không còn đủ, chưa in được. Hãy ghi lại: %(missing)s.")
            % {"missing": missing},
            code="lot_not_complete",
        )


@transaction.atomic
def go_on_issuing(*, run: LabelRun) -> None:
    """Draw the codes that a run still lacks, after whatever interrupted it."""
    run = LabelRun.objects.select_for_update().get(pk=run.pk)
    if labels.ready(run) < run.count:
        _draw_codes(run)


@transaction.atomic
def print_labels(
    *, run: LabelRun, first: int, last: int, sheet: Sheet, setting: PrinterSetting, start: int,
    reason: str, by: User, at: datetime,
) -> LabelPrint:  # fmt: skip
    """Note that labels ``first`` to ``last`` go to paper, and how; keep the printer's setting.

    Raises :class:`NotReady` and, where one of them was printed before and ``reason`` is empty,
    :class:`PrintedBefore`.
    """
    run = (
        LabelRun.objects.select_for_update(of=("self",))
        .select_related("lot__producer")
        .get(pk=run.pk)
    )
    refuse_hollow(lot=run.lot, at=at)
    if not 1 <= first <= last <= labels.ready(run):
        raise NotReady(
            _("Đợt này có tem từ 1 đến %(n)s.") % {"n": localize(labels.ready(run))},
            code="not_ready",
        )
    again = labels.was_printed(run, first, last)
    if again and not reason:
        raise PrintedBefore(
            _("Trong số này có tem đã in rồi. Hãy chọn lý do in lại."), code="printed_before"
        )
    PrinterSetting.objects.update_or_create(
        producer=run.lot.producer,
        defaults={name: getattr(setting, name) for name in REMEMBERED},
    )
    printing = LabelPrint.objects.create(
        run=run, first=first, last=last, start=start, reason=reason if again else "",
        paper=LabelPrint.noted(sheet, setting.adjustment()), language=setting.language,
        dpi=setting.dpi if sheet.is_roll else 300, level=setting.level,
        has_cut_marks=setting.has_cut_marks, printed_by=by, printed_at=at,
    )  # fmt: skip
    journal.record(
        actor=by, verb="reprinted labels" if again else "printed labels", subject=run.lot, at=at,
        on_behalf_of=run.lot.producer, first=first, last=last,
    )  # fmt: skip
    return printing


@transaction.atomic
def ask_to_read_back(
    *, run: LabelRun, level: str, wants_all: bool, by: User, at: datetime
) -> LabelCheck:
    """Have the codes of a run drawn and read, all of them or a sample. One check at a time.

    A check that is long overdue is taken up where it stopped.
    """
    run = LabelRun.objects.select_for_update().get(pk=run.pk)
    if labels.ready(run) < run.count:
        raise NotReady(_("Mã của đợt này còn đang cấp. Hãy đợi cấp xong."), code="not_ready")
    running = run.checks.filter(finished_at=None).first()
    if running:
        if at - running.asked_at > PATIENCE:
            tasks.read_back.enqueue(running.pk)
        return running
    asked = run.count if wants_all else min(run.count, SAMPLE)
    check = LabelCheck.objects.create(run=run, level=level, asked=asked, asked_by=by, asked_at=at)
    tasks.read_back.enqueue(check.pk)
    return check


def _draw_codes(run: LabelRun) -> None:
    """Now where it takes a moment, else in the background."""
    if run.count <= tasks.PORTION:
        tasks.fill_run.func(run.pk)
    else:
        tasks.fill_run.enqueue(run.pk)
