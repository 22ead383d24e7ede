"""What a subscriber wishes for: where to be told, by which secret, at once or by a timetable."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from traceability import callbacks
from traceability.actions.subscriptions import Wish
from traceability.epcis import schedule
from traceability.epcis.moments import moment
from traceability.views.epcis.problems import refuse_strangers, wrong

if TYPE_CHECKING:
    from datetime import datetime

SHORTEST_SECRET, LONGEST_SECRET = 16, 200
LONGEST_DEST = 500
KNOWN = {"dest", "signatureToken", "stream", "schedule", "reportIfEmpty", "initialRecordTime"}


def read(body: dict[str, Any], *, at: datetime) -> Wish:
    """The wish that a body holds; a secret is drawn where none is given."""
    refuse_strangers(body, KNOWN)
    plan, next_at = _plan(body, at)
    return Wish(
        dest=_dest(body.get("dest")),
        secret=_secret(body.get("signatureToken", "")) or secrets.token_hex(20),
        schedule=plan,
        next_at=next_at,
        reports_empty=_is_empty_told(body, is_planned=bool(plan)),
        begins_at=_begins_at(body.get("initialRecordTime")),
    )


def _plan(body: dict[str, Any], at: datetime) -> tuple[dict[str, Any], datetime | None]:
    """A timetable and when it comes next; neither where events are told at once."""
    if "schedule" not in body:
        if body.get("stream") is not True:
            raise wrong("stream", _("phải là true, hoặc phải có lịch báo"), is_control=True)
        return {}, None
    if body.get("stream") is True:
        raise wrong("stream", _("đã có lịch báo thì không báo ngay nữa"), is_control=True)
    try:
        next_at = schedule.read(body["schedule"]).after(localtime(at))
    except schedule.NotASchedule as failure:
        told = _("chỉ nhận số, danh sách như 1,15 hoặc khoảng như [8-17]")
        raise wrong(failure.part, told, is_control=True) from failure
    if next_at is None:
        raise wrong("schedule", _("không có lúc nào như vậy"), is_control=True)
    return body["schedule"], next_at


def _is_empty_told(body: dict[str, Any], *, is_planned: bool) -> bool:
    said = body.get("reportIfEmpty") or False
    if not isinstance(said, bool) or (said and not is_planned):
        raise wrong("reportIfEmpty", _("chỉ là true khi có lịch báo"), is_control=True)
    return said


def _begins_at(said: object) -> datetime | None:
    read = moment(said) if isinstance(said, str) else None
    if said is not None and read is None:
        told = _("phải là ngày giờ có múi giờ, như 2026-11-21T08:00:00+07:00")
        raise wrong("initialRecordTime", told, is_control=True)
    return read


def _secret(said: object) -> str:
    sizes = range(SHORTEST_SECRET, LONGEST_SECRET + 1)
    if not isinstance(said, str) or (said and len(said) not in sizes):
        raise wrong("signatureToken", _("dài từ 16 đến 200 chữ"))
    return said


def _dest(said: object) -> str:
    if not isinstance(said, str) or not _may_be_told(said):
        raise wrong("dest", _("phải là một địa chỉ https công khai"))
    return said


def _may_be_told(dest: str) -> bool:
    try:
        callbacks.destination(dest, loopback=settings.DEMO)
    except callbacks.NotADestination:
        return False
    return dest.isascii() and dest.isprintable() and len(dest) <= LONGEST_DEST
