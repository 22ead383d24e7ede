"""What may be said of a code: facts and when they were seen, never a guess at guilt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.models import ItemCode

if TYPE_CHECKING:
    from datetime import date

    from traceability.models import Recall
    from traceability.queries.scan import Story

State = ItemCode.State


@dataclass(slots=True)
class Verdict:
    """``tone`` is good, wait or bad; ``facts`` are whole sentences."""

    tone: str
    title: str
    facts: list[str] = field(default_factory=list)


def verdict(story: Story, *, on: date, is_counted: bool, recall: Recall | None = None) -> Verdict:
    """Of an item's or a lot's code on that day; ``is_counted``: this look is one more scan.

    ``recall`` is the one by which it must not be used.
    """
    told = _recalled(recall) if recall else _standing(story, on)
    told.facts.append(_issued(story))
    if story.code:
        told.facts.extend(_whereabouts(story.code))
        told.facts.append(_scans(story, is_counted=is_counted))
    return told


def _recalled(recall: Recall) -> Verdict:
    day = _day(localtime(recall.opened_at))
    if recall.is_running:
        return Verdict("bad", _("Đang bị thu hồi"), [_("Thu hồi từ %(day)s.") % {"day": day}])
    return Verdict("bad", _("Đã bị thu hồi"), [_("Đã thu hồi từ %(day)s.") % {"day": day}])


def _standing(story: Story, on: date) -> Verdict:
    """The gravest fact leads."""
    lot = story.lot
    if story.code and story.code.state == State.VOID:
        return Verdict("bad", _("Mã này đã bị huỷ"), [_("Hàng mang mã này không còn được bán.")])
    if lot.has_expired(on=on) and lot.best_before:
        return Verdict(
            "bad",
            _("Lô này đã hết hạn dùng"),
            [_("Hạn dùng là %(day)s.") % {"day": _day(lot.best_before)}],
        )
    if not lot.is_complete:
        return Verdict(
            "wait", _("Lô này chưa đủ hồ sơ"), [_("Người làm đang ghi sổ, hàng chưa bán ra.")]
        )
    if story.code:
        return Verdict("good", _("Mã này có trong sổ của Chợ Gốc"))
    return Verdict("good", _("Lô này có trong sổ của Chợ Gốc"))


def _issued(story: Story) -> str:
    lot = story.lot
    if story.code:
        return _("Cấp ngày %(day)s cho một gói thuộc lô %(lot)s của %(producer)s.") % {
            "day": _day(localtime(story.code.run.issued_at)),
            "lot": lot.code,
            "producer": lot.pack.product.producer.name,
        }
    return _("Lô %(lot)s của %(producer)s, mở sổ ngày %(day)s.") % {
        "day": _day(localtime(lot.opened_at)),
        "lot": lot.code,
        "producer": lot.pack.product.producer.name,
    }


def _whereabouts(code: ItemCode) -> list[str]:
    said = {
        State.ISSUED: _(
            "Theo sổ, hàng này chưa giao qua Chợ Gốc; có thể bán tại quầy hoặc hội chợ."
        ),
        State.PACKED: _("Theo sổ, hàng này đã đóng vào kiện của một đơn, chưa giao."),
        State.SOLD: _("Theo sổ, hàng này đã giao cho người mua."),
    }
    return [said[State(code.state)]] if code.state in said else []


def _scans(story: Story, *, is_counted: bool) -> str:
    times = story.scans + is_counted
    first = story.first_scan_at
    if first is None or times <= 1:
        return _("Đây là lần đầu mã này được quét.")
    return ngettext(
        "Mã này đã được quét %(n)s lần. Lần đầu lúc %(first)s.",
        "Mã này đã được quét %(n)s lần. Lần đầu lúc %(first)s.",
        times,
    ) % {"n": times, "first": date_format(localtime(first), "SHORT_DATETIME_FORMAT")}


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
