"""The journey of a lot as a table: one row an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from traceability.dossiers.table import csv_text
from traceability.models.events import Evidence
from traceability.views.telling import amount

if TYPE_CHECKING:
    from traceability.models import Event
    from traceability.queries.scan import Story


def table(story: Story, *, in_full: bool) -> bytes:
    """CSV. Strangers get the columns of the scan page; in full come the ids others know it by."""
    heading = [
        *(_("Xảy ra lúc"), _("Ghi lúc"), _("Công đoạn"), _("Nơi"), _("Xã, phường")),
        *(_("Số lượng"), _("Sản phẩm"), _("Quy cách"), _("GTIN"), _("Số lô"), _("Mã truy xuất")),
        *(_("Ai ghi"), _("Biết bằng cách nào"), _("Đã sửa lại"), _("Mã băm")),
    ]
    more = [_("Mã sự kiện"), "bizStep", "disposition", "type"] if in_full else []
    rows = [_row(story, event) + (_ids(event) if in_full else []) for event in story.events]
    return csv_text(heading + more, rows)


def _row(story: Story, event: Event) -> list[str]:
    lot, place = story.lot, event.place
    return [
        localtime(event.happened_at).isoformat(timespec="seconds"),
        localtime(event.recorded_at).isoformat(timespec="seconds"),
        event.get_stage_display(),
        place.name if place else "",
        place.commune.name if place else "",
        amount(event).replace("\u00a0", " "),
        lot.pack.product.name,
        lot.pack.name,
        lot.pack.gtin or "",
        lot.code,
        lot.trace_code,
        event.producer.name,
        str(Evidence(event.evidence).label),
        _("có") if event.corrects_id else "",
        event.hash_id,
    ]


def _ids(event: Event) -> list[str]:
    return [event.event_id, event.biz_step, event.disposition, event.kind]
