"""A stall's figures as a page's charts and as the rows of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import charts as drawing
from catalog.money import dong
from marketplace.figures.periods import A_YEAR, MONTH, PERIODS, WEEK
from marketplace.figures.queries.stalls import best
from marketplace.figures.sums import folded
from marketplace.figures.tables.cashless import percent, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from marketplace.figures.queries.stalls import Found
    from marketplace.figures.sums import Sums

    Row = dict[str, Any]

FEWEST = 5
"""Fewer orders of one province are told together with others: somebody might know who it was."""

MOST_PROVINCES = 8
HUNDRED = 100
NAMES = {
    WEEK: gettext_lazy("7 ngày"),
    MONTH: gettext_lazy("30 ngày"),
    A_YEAR: gettext_lazy("12 tháng"),
}


class Chart(NamedTuple):
    """One drawing of a page, with what its table is headed by."""

    key: str
    title: str
    label: str
    drawn: drawing.Chart


def tabs(found: Found) -> list[Row]:
    """The periods, each a link."""
    return [
        {"label": NAMES[one], "url": f"?ky={one.value}", "current": one == found.period}
        for one in PERIODS
    ]


def stats(found: Found) -> list[Row]:
    """What all came to."""
    whole = found.whole
    came_back = percent(_of(whole.returning, whole.orders))
    claimed = percent(_of(whole.claims, whole.orders))
    return [
        {"label": _("Tiền hàng"), "value": dong(whole.amount), "note": _("chưa trừ phí và thuế")},
        {
            "label": _("Đơn đã bán"),
            "value": _number(whole.orders),
            "note": _("%(packs)s gói") % {"packs": _number(whole.sold)},
        },
        {
            "label": _("Khách quay lại"),
            "value": came_back,
            "note": _("%(n)s đơn của người đã từng mua") % {"n": _number(whole.returning)},
        },
        {
            "label": _("Khiếu nại"),
            "value": _number(whole.claims),
            "note": _("%(share)s số đơn") % {"share": claimed},
        },
    ]


def charts(found: Found) -> list[Chart]:
    """What there is anything to draw of."""
    drawn = (
        ("tien", _("Tiền hàng"), _("Tiền hàng (₫)"), lambda one: one.amount, dong, short),
        ("don", _("Số đơn"), _("Số đơn"), lambda one: one.orders, _number, _number),
        ("quet", _("Lượt quét tem"), _("Lượt quét tem"), lambda one: one.looks, _number, _number),
    )
    return [
        Chart(key, title, label, chart)
        for key, title, label, of, said, on_line in drawn
        if (chart := _drawn(found, of, said, on_line))
    ]


def by_pack(found: Found) -> list[Row]:
    """The best, with how many packs."""
    names = {key: str(pack) for key, pack in found.packs.items()}
    ranked = [(key, found.whole.packs[key]) for key in best(found.whole) if key in names]
    most = max((sold.amount for _key, sold in ranked), default=0) or 1
    return [
        {
            "label": names[key],
            "text": _("%(packs)s gói · %(money)s")
            % {"packs": _number(sold.packs), "money": dong(sold.amount)},
            "percent": round(HUNDRED * sold.amount / most, 1),
        }
        for key, sold in ranked
    ]


def by_province(counts: Mapping[str, int], found: Found) -> list[Row]:
    """The provinces with most; all others, and those of a few, stand together at the end."""
    named, rest = folded(counts, least=FEWEST)
    rows = [(found.provinces.get(code, code), n) for code, n in named[:MOST_PROVINCES]]
    rest += sum(n for _code, n in named[MOST_PROVINCES:])
    if rest:
        rows.append((_("Nơi khác, chưa rõ"), rest))
    whole = sum(n for _name, n in rows) or 1
    most = max((n for _name, n in rows), default=0) or 1
    return [
        {
            "label": name,
            "text": f"{_number(n)} · {percent(HUNDRED * n / whole)}",
            "percent": round(HUNDRED * n / most, 1),
        }
        for name, n in rows
    ]


def heading(found: Found) -> list[str]:
    """Of the file: one line is a day or a month, what was sold of a pack, or a province."""
    when = _("Ngày") if found.period.days else _("Tháng")
    told = (when, _("Việc"), _("Của"), _("Đơn"), _("Đơn khách cũ"), _("Gói"))
    return [*told, _("Tiền hàng (đồng)"), _("Khiếu nại"), _("Lượt quét tem")]


def lines(found: Found) -> Iterator[list[int | str]]:
    """Every day or month, then all packs that were sold, then provinces as the page folds them."""
    for on, one in found.rows:
        yield [
            _plain(on, found),
            _("từng ngày") if found.period.days else _("từng tháng"),
            "",
            *_all(one),
        ]
    yield ["", _("cả kỳ"), "", *_all(found.whole)]
    for key in best(found.whole):
        sold = found.whole.packs[key]
        yield ["", _("gói hàng"), str(found.packs.get(key, key)), "", "", *sold, "", ""]
    orders, other_orders = folded(found.whole.provinces, least=FEWEST)
    looks, other_looks = folded(found.whole.places, least=FEWEST)
    rest = ("", _("Nơi khác, chưa rõ"))
    for counted, other, before, after in (
        (orders, other_orders, 0, 5),
        (looks, other_looks, 5, 0),
    ):
        for code, n in [*counted, *([("", other)] if other else [])]:
            name = found.provinces.get(code, code) if code else rest[1]
            yield ["", _("tỉnh"), name, *[""] * before, n, *[""] * after]


def _drawn(
    found: Found,
    of: Callable[[Sums], int],
    said: Callable[[int], str],
    on_line: Callable[[int], str],
) -> drawing.Chart | None:
    last = found.rows[-1][0]
    points = [
        drawing.Point(label=_when(on, found), value=of(one), text=said(of(one)), goes_on=on == last)
        for on, one in found.rows
    ]
    return drawing.columns(points, total=said(of(found.whole)), said=on_line)


def _when(on: date, found: Found) -> str:
    return date_format(on, "d/m" if found.period.days else "m/y")


def _plain(on: date, found: Found) -> str:
    return f"{on:%Y-%m-%d}" if found.period.days else f"{on:%Y-%m}"


def _all(one: Sums) -> list[int]:
    return [one.orders, one.returning, one.sold, one.amount, one.claims, one.looks]


def _number(n: int) -> str:
    return number_format(n, use_l10n=True, force_grouping=True)


def _of(part: int, whole: int) -> float | None:
    return HUNDRED * part / whole if whole else None
