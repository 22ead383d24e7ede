"""All parts of a dossier, one after the other: nothing is held that was handed on already."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.folding import fold
from marketplace.merits.dossier import summary
from marketplace.merits.queries.known import claims_about
from marketplace.merits.wording import STANDINGS, shown_by
from marketplace.payouts.files.tables import in_pieces
from traceability.dossiers.pieces import zipped
from traceability.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models.fields.files import FieldFile

    from marketplace.merits.queries.assessment import Assessment
    from traceability.dossiers.table import Cell

LONGEST_NAME = 60
AT_A_TIME = 500


class Paper(NamedTuple):
    """A file of the dossier: its name in it, what it is, the kept file."""

    name: str
    words: str
    file: FieldFile


def papers(found: Assessment) -> list[Paper]:
    """Papers in force of product and stall, then those sent with marks; each file once."""
    told = [(one.title, f"{one.issuer} {one.number}", one.file, one.sha256) for one in _kept(found)]
    sent = [(row.item.words, row.mark) for row in found.rows if row.mark and row.mark.file]
    told += [(words, mark.note, mark.file, mark.sha256) for words, mark in sent]
    there: dict[str, Paper] = {}
    for title, words, file, digest in told:
        if digest not in there:
            name = f"giay-to/{len(there) + 1:02d}-{_short(title)}{PurePath(file.name or '').suffix}"
            there[digest] = Paper(name, f"{title} · {words}".strip(" ·"), file)
    return list(there.values())


def _kept(found: Assessment) -> list[Any]:
    chosen = [row.mark.document for row in found.rows if row.mark and row.mark.document]
    return [*found.known.papers, *chosen]


def dossier(found: Assessment, *, at: datetime) -> Iterator[bytes]:
    """The ZIP, in pieces."""
    return zipped(_parts(found, at))


def summary_of(found: Assessment, *, at: datetime) -> bytes:
    """The PDF that stands first in it, alone."""
    listed = [(paper.name, paper.words) for paper in papers(found)]
    return summary.written(found, papers=listed, at=at)


def _parts(found: Assessment, at: datetime) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "tom-tat.pdf", [summary_of(found, at=at)]
    yield "so-lieu/tu-cham.csv", in_pieces(*_marks(found))
    yield "so-lieu/lo-hang.csv", in_pieces(*_lots(found))
    yield "so-lieu/cong-doan.csv", in_pieces(*_events(found))
    yield "so-lieu/ban-hang-theo-thang.csv", in_pieces(*_months(found))
    yield "so-lieu/khieu-nai.csv", in_pieces(*_claims(found))
    for paper in papers(found):
        yield paper.name, _read(paper.file)


def _read(file: FieldFile) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from opened.chunks()


def _marks(found: Assessment) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    head = [
        *(_("Phần"), _("Tiêu chí"), _("Nội dung"), _("Mức"), _("Điểm"), _("Tối đa")),
        *(_("Biết bằng cách nào"), _("Dựa vào")),
    ]
    return head, (
        (
            row.item.part,
            row.item.criterion,
            row.item.name,
            row.option.words if row.option else "",
            row.points,
            row.item.most,
            str(STANDINGS[row.standing]),
            shown_by(row),
        )
        for row in found.rows
    )


def _lots(found: Assessment) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    head = [
        *(_("Số lô"), _("Quy cách"), _("Ngày sản xuất"), _("Hạn dùng"), _("Số gói")),
        *(_("Nơi thu hoạch"), _("Xã, phường"), _("Đủ hồ sơ lúc"), _("Trang truy xuất")),
    ]
    return head, (
        (
            lot["code"],
            lot["pack__name"],
            _day(lot["made_on"]),
            _day(lot["best_before"]),
            lot["packed"],
            lot["origin__name"],
            lot["origin__commune__name"] or "",
            lot["completed_at"].isoformat(timespec="seconds"),
            urljoin(settings.SITE_URL, reverse("scan:lot", args=[lot["trace_code"]])),
        )
        for lot in found.known.lots
    )


def _events(found: Assessment) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    head = [
        *(_("Số lô"), _("Công đoạn"), _("Xảy ra lúc"), _("Ghi lúc"), _("Nơi"), _("Mã băm")),
    ]
    told = Event.objects.standing().filter(lot__in=[lot["pk"] for lot in found.known.lots])
    rows = told.select_related("lot", "place").order_by("lot", "happened_at", "pk")
    return head, (
        (
            event.lot.code if event.lot else "",
            event.get_stage_display() or event.kind,
            event.happened_at.isoformat(timespec="seconds"),
            event.recorded_at.isoformat(timespec="seconds"),
            event.place.name if event.place else "",
            event.hash_id,
        )
        for event in rows.iterator(AT_A_TIME)
    )


def _months(found: Assessment) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    head = [_("Tháng"), _("Số đơn"), _("Số gói"), _("Tiền hàng (đồng)")]
    return head, (
        (f"{month.begins_on:%Y-%m}", month.orders, month.packs, month.value)
        for month in found.known.months
    )


def _claims(found: Assessment) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    """What it was about and how it ended; nothing of who claimed."""
    head = [_("Mở ngày"), _("Việc"), _("Tình trạng"), _("Giải quyết ngày")]
    return head, (
        (
            _day(claim.opened_at.date()),
            claim.get_kind_display(),
            claim.get_state_display(),
            _day(claim.settled_at.date()) if claim.settled_at else "",
        )
        for claim in claims_about(found.product).order_by("-opened_at", "-pk").iterator(AT_A_TIME)
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _short(title: str) -> str:
    return slugify(fold(title))[:LONGEST_NAME].strip("-") or "giay-to"
