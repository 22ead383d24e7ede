"""Figures as a page's bars and cells, and as the rows of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from catalog.money import dong
from marketplace.figures.queries.cashless import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marketplace.figures.queries.cashless import Month

HEAD = ("month", "way", "orders", "value", "cashless_share_percent", "growth_percent")


def bars_by_month(rows: list[Month]) -> list[dict[str, Any]]:
    """The value paid without cash, month by month."""
    most = max((row.cashless.value for row in rows), default=0) or 1
    return [
        {
            "label": _month(row),
            "text": dong(row.cashless.value),
            "percent": round(100 * row.cashless.value / most, 1),
        }
        for row in rows
    ]


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
