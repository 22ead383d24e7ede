"""Figures as a page's bars and cells, and as the rows of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from catalog import charts
from catalog.money import dong
from marketplace.figures.queries.cashless import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marketplace.figures.queries.cashless import Month

THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9
HEAD = ("month", "way", "orders", "value", "cashless_share_percent", "growth_percent")


def columns_by_month(rows: list[Month]) -> charts.Chart | None:
    """The value paid without cash, month by month; the last one is not over."""
    points = [
        charts.Point(
            label=date_format(row.begins_on, "m/y"),
            value=row.cashless.value,
            text=dong(row.cashless.value),
            goes_on=row is rows[-1],
        )
        for row in rows
    ]
    whole = sum(row.cashless.value for row in rows)
    return charts.columns(points, total=dong(whole), said=short)


def short(amount: int) -> str:
    """Đồng beside a line of a chart: «1,5 triệu» for 1.500.000."""
    for unit, words in (
        (BILLION, _("%(n)s tỷ")),
        (MILLION, _("%(n)s triệu")),
        (THOUSAND, _("%(n)s nghìn")),
    ):
        if amount >= unit:
            places = 0 if amount % unit == 0 else 1
            return words % {"n": number_format(amount / unit, decimal_pos=places)}
    return number_format(amount)


def bars_by_way(year: Month) -> list[dict[str, Any]]:
    """Each way's part of the orders of a year."""
    whole = year.all.orders or 1
    return [
        {
            "label": str(label),
            "text": percent(100 * year.ways[way].orders / whole),
            "percent": round(100 * year.ways[way].orders / whole, 1),
        }
        for way, label in WAYS.items()
        if way in year.ways
    ]


def cells(rows: list[Month]) -> list[list[dict[str, Any]]]:
    """The same as a table, the newest month first."""
    return [
        [
            {"label": _("Tháng"), "text": _month(row)},
            {"label": _("Số đơn"), "text": number_format(row.all.orders), "end": True},
            {"label": _("Giá trị"), "text": dong(row.all.value), "end": True},
            {"label": _("Không tiền mặt"), "text": percent(row.share), "end": True},
            {"label": _("So với năm trước"), "text": percent(row.growth, sign=True), "end": True},
        ]
        for row in reversed(rows)
    ]


def lines(rows: Iterable[Month]) -> Iterator[tuple[object, ...]]:
    """A file's rows: each month's ways with their sums; empty where there is no figure."""
    yield HEAD
    for row in rows:
        for way in WAYS:
            if sums := row.ways.get(way):
                growth = "" if row.growth is None else row.growth
                share = "" if row.share is None else row.share
                yield (f"{row.begins_on:%Y-%m}", way, sums.orders, sums.value, share, growth)


def percent(figure: float | None, *, sign: bool = False) -> str:
    """As people write it; a dash where there is nothing to reckon with."""
    if figure is None:
        return "–"
    plus = "+" if sign and figure > 0 else ""
    return f"{plus}{number_format(round(figure, 1), decimal_pos=1)} %"


def _month(row: Month) -> str:
    return date_format(row.begins_on, "m/Y")
