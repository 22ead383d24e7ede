"""The report of a recall as a table that spreadsheets open, and cannot be made to run."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marketplace.orders.models import RecalledLine
    from marketplace.recalls.queries.progress import Progress
    from traceability.models import Recall

RUNNING = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a cell a formula (OWASP, CSV injection)."""
BOM = "\ufeff"


def as_csv(recall: Recall, so_far: Progress, lines: Iterable[tuple[RecalledLine, int]]) -> str:
    """First what it came to, then every order line; UTF-8 with the mark that spreadsheets need."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    for row in (*_summary(recall, so_far), (), _head(), *(_line(*one) for one in lines)):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def harmless(cell: object) -> str:
    """The cell as text; what a spreadsheet would run is quoted with an apostrophe."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(RUNNING) else text


def _summary(recall: Recall, so_far: Progress) -> Sequence[tuple[object, ...]]:
    return (
        (_("Mã thu hồi"), recall.code),
        (_("Chủ thể"), recall.producer),
        (_("Số lô"), recall.source_code),
        (_("Thu hồi những gì"), recall.get_scope_display()),
        (_("Hình thức"), recall.get_form_display(), recall.decision),
        (_("Mức độ"), recall.get_severity_display()),
        (_("Lý do"), recall.reason),
        (_("Bắt đầu"), _moment(recall.opened_at)),
        (_("Kết thúc"), _moment(recall.closed_at)),
        (_("Cách xử lý"), recall.get_handling_display()),
        (_("Báo cáo"), recall.report),
        (_("Đã làm ra (gói)"), so_far.made),
        (_("Còn trong kho (gói)"), so_far.kept),
        (_("Đã tới tay người mua (gói)"), so_far.out),
        (_("Đổi sang lô khác (gói)"), so_far.replaced),
        (_("Không giao nữa (gói)"), so_far.withdrawn),
        (_("Đã nhận lại (gói)"), so_far.returned),
        (_("Đã tiêu huỷ (gói)"), recall.destroyed),
        (_("Đơn phải báo"), so_far.letters),
        (_("Đơn đã báo"), so_far.told),
        (_("Đơn đã xem"), so_far.read),
        (_("Đơn được hoàn tiền"), so_far.refunds),
        (_("Tiền hoàn đã chuẩn bị (đồng)"), so_far.refunded),
    )


def _head() -> tuple[str, ...]:
    return (
        *(_("Mã đơn"), _("Hàng"), _("Số gói"), _("Đã xử lý"), _("Nhận lại")),
        _("Hoàn tiền hàng (đồng)"),
    )


def _line(found: RecalledLine, due: int) -> tuple[object, ...]:
    outcome = found.get_outcome_display()
    return (found.line.order, found.line.name, found.packs, outcome, found.returned, due)


def _moment(at: object) -> str:
    return localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""  # type: ignore[arg-type]  # a moment
