"""What may be said of a code: facts and when they were seen, never a guess at guilt.

Pure: the standing of a code goes in, sentences come out. What to do is said with every doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from traceability import travel
from traceability.models import ItemCode
from traceability.sightings import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from traceability.queries.standing import Standing

State = ItemCode.State
MANY = 30
"""Looks at one item's code that are more than a family and its guests come to."""
MANY_PLACES = 4


@dataclass(slots=True)
class Verdict:
    """``tone`` is good, wait or bad; ``facts`` are whole sentences; ``advice`` is what to do."""

    tone: str
    title: str
    facts: list[str] = field(default_factory=list)
    advice: str = ""


def verdict(found: Standing, *, on: date, times: int, is_first: bool) -> Verdict:
    """Of an item's or a lot's code on that day, looked at ``times`` times with this one.

    The gravest thing leads; what else is wrong is said after it.
    """
    odd = list(_odd(found, times)) if found.item else []
    told, *more = [*_wrong(found, on), _in_the_book(found, is_odd=bool(odd))]
    told.facts.extend(fact for other in more for fact in other.facts)
    told.facts.append(_issued(found))
    if found.item:
        told.facts.extend(_whereabouts(found, on))
        told.facts.extend(_scans(found, times, is_first=is_first))
        told.facts.extend(odd)
        told.facts.extend(_scratched(found))
    return told


def _wrong(found: Standing, on: date) -> Iterator[Verdict]:
    """The gravest first: what its maker or an authority calls back, before all else."""
    if found.recalled_at:
        yield _recalled(found.recalled_at, is_running=found.recall_closed_at is None)
    if found.is_void:
        gone = _("Hàng mang mã này không còn được bán.")
        yield Verdict("bad", _("Mã này đã bị huỷ"), [gone], _keep_it())
    if found.best_before and found.has_expired(on=on):
        ended = _("Hạn dùng là %(day)s.") % {"day": _day(found.best_before)}
        advice = _("Đừng dùng nữa. Nếu mới mua, hãy giữ hàng và tem, rồi báo người bán.")
        yield Verdict("bad", _("Lô này đã hết hạn dùng"), [ended], advice)
    if found.completed_at is None:
        writing = _("Người làm đang ghi sổ, hàng chưa bán ra.")
        advice = _("Nếu bạn đã mua được món này ở đâu đó, xin báo cho chúng tôi biết.")
        yield Verdict("wait", _("Lô này chưa đủ hồ sơ"), [writing], advice)


def _recalled(since: datetime, *, is_running: bool) -> Verdict:
    """What to do is said by the recall itself."""
    day = {"day": _day(since.astimezone(HERE).date())}
    advice = _("Hãy làm theo lời dặn của đợt thu hồi.")
    if is_running:
        return Verdict("bad", _("Đang bị thu hồi"), [_("Thu hồi từ %(day)s.") % day], advice)
    return Verdict("bad", _("Đã bị thu hồi"), [_("Đã thu hồi từ %(day)s.") % day], advice)


def _in_the_book(found: Standing, *, is_odd: bool) -> Verdict:
    if is_odd:
        return Verdict("wait", _("Mã này có trong sổ, nhưng nên xem kỹ"), [], _look_closely())
    title = (
        _("Mã này có trong sổ của Chợ Gốc") if found.item else _("Lô này có trong sổ của Chợ Gốc")
    )
    return Verdict("good", title, [], _compare())


def _issued(found: Standing) -> str:
    when = found.issued_at or found.opened_at
    whose = found.lot_code, found.producer, get_language() or ""
    return _issued_on(when.astimezone(HERE).date(), *whose, is_item=bool(found.item))


@lru_cache(maxsize=1024)
def _issued_on(day: date, lot: str, producer: str, _language: str, *, is_item: bool) -> str:
    """Thousands of codes share it."""
    told = {"day": _day(day), "lot": lot, "producer": producer}
    if is_item:
        return _("Cấp ngày %(day)s cho một gói thuộc lô %(lot)s của %(producer)s.") % told
    return _("Lô %(lot)s của %(producer)s, mở sổ ngày %(day)s.") % told


def _whereabouts(found: Standing, on: date) -> Iterator[str]:
    if found.state == State.ISSUED:
        yield _("Theo sổ, hàng này chưa giao qua Chợ Gốc; có thể bán tại quầy hoặc hội chợ.")
    elif found.state == State.PACKED:
        yield _("Theo sổ, hàng này đã đóng vào kiện của một đơn, chưa giao.")
    elif found.state == State.SOLD and found.left_at:
        yield _gone(found.left_at.astimezone(HERE).date(), on)
    elif found.state == State.SOLD:
        yield _("Theo sổ, hàng này đã giao cho người mua.")


def _gone(left: date, on: date) -> str:
    days = (on - left).days
    if days < 1:
        return _("Theo sổ, hàng này rời tay người làm hôm nay.")
    return ngettext(
        "Theo sổ, hàng này rời tay người làm ngày %(day)s, cách nay %(n)s ngày.",
        "Theo sổ, hàng này rời tay người làm ngày %(day)s, cách nay %(n)s ngày.",
        days,
    ) % {"day": _day(left), "n": days}


def _scans(found: Standing, times: int, *, is_first: bool) -> Iterator[str]:
    if is_first or found.first_at is None:
        if times:
            yield _("Đây là lần đầu mã này được quét.")
        return
    if times == 1:
        yield _("Mã này mới được quét một lần, lúc %(first)s.") % {"first": _moment(found.first_at)}
        return
    yield ngettext(
        "Mã này đã được quét %(n)s lần. Lần đầu lúc %(first)s.",
        "Mã này đã được quét %(n)s lần. Lần đầu lúc %(first)s.",
        times,
    ) % {"n": times, "first": _moment(found.first_at)}
    if found.days > 1:
        said = ngettext(
            "Các lần quét rải trong %(n)s ngày.", "Các lần quét rải trong %(n)s ngày.", found.days
        )
        yield said % {"n": found.days}


def _odd(found: Standing, times: int) -> Iterator[str]:
    """What a reader should know who has just bought this."""
    if found.leaps:
        yield _(
            "Mã này từng được quét ở %(here)s, rồi ở %(there)s chỉ %(time)s sau. "
            "Một món hàng khó đi nhanh như vậy."
        ) % {
            "here": travel.name(found.leap_from),
            "there": travel.name(found.leap_to),
            "time": _span(found.leap_minutes),
        }
    elif len(found.provinces) >= MANY_PLACES:
        names = ", ".join(map(travel.name, found.provinces))
        yield _("Mã này đã được quét ở nhiều nơi: %(places)s.") % {"places": names}
    if found.early and found.state == State.SOLD:
        yield ngettext(
            "Có %(n)s lần quét từ trước khi hàng giao đi; người làm thử tem cũng tính vào đó.",
            "Có %(n)s lần quét từ trước khi hàng giao đi; người làm thử tem cũng tính vào đó.",
            found.early,
        ) % {"n": found.early}
    if found.late:
        yield ngettext(
            "Có %(n)s lần quét sau hạn dùng.", "Có %(n)s lần quét sau hạn dùng.", found.late
        ) % {"n": found.late}
    if times >= MANY:
        yield _("Một món hàng thường không được quét nhiều lần đến thế.")


def _scratched(found: Standing) -> Iterator[str]:
    if found.revealed_at:
        yield _("Lớp cào trên tem đã được mở lần đầu lúc %(when)s.") % {
            "when": _moment(found.revealed_at)
        }
    elif found.has_pin:
        yield _("Tem này có lớp cào, chưa ai báo đã mở.")


def _compare() -> str:
    return _("Một mã in ra có thể bị chép lại. Hãy so mã này với mã trên tem trước khi tin.")


def _look_closely() -> str:
    return _(
        "Một mã in ra có thể bị chép lại. Hãy so mã và số lô trên tem với trang này. Nếu tem bị "
        "bóc, bị dán chồng, hoặc bạn mới mở lần đầu, thì khoan dùng và báo cho chúng tôi."
    )


def _keep_it() -> str:
    return _("Đừng dùng vội. Hãy giữ hàng và tem lại, rồi báo cho chúng tôi.")


def _span(minutes: int) -> str:
    hours = minutes // 60
    if not hours:
        return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}
    return ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}


def _moment(at: datetime) -> str:
    return _written(at.astimezone(HERE).replace(second=0, microsecond=0), "SHORT_DATETIME_FORMAT")


def _day(day: date) -> str:
    return _written(day, "SHORT_DATE_FORMAT")


def _written(when: date, how: str) -> str:
    return _remembered(when, how, get_language() or "")


@lru_cache(maxsize=4096)
def _remembered(when: date, how: str, _language: str) -> str:
    """Writing a day takes longer than anything else here, and thousands of codes share it."""
    return date_format(when, how)
