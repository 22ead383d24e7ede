"""When goods are in season: the months their producers set, else those of real harvests."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractMonth
from django.utils.formats import date_format

from catalog.models import Product, Shelf
from catalog.queries import suitable
from marketplace.listings.queries import Measured
from marketplace.selling.models import Terms
from marketplace.storefront.queries.cards import Card, cards, with_facts, with_ranks
from traceability.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from marketplace.listings.queries import Products

MONTH = "thang"
"""The parameter of the calendar's page: a month, 1 to 12."""
MONTHS = range(1, 13)
A_YEAR, JUST_NOW = timedelta(days=365), timedelta(days=31)
SHOWN = 24


class Month(NamedTuple):
    """One of the twelve, with its name in the language of the page."""

    number: int
    name: str


class Cell(NamedTuple):
    """One month of a shelf: how many products, and how full that is beside the fullest (0 to 4)."""

    month: int
    goods: int
    fullness: int


class Row(NamedTuple):
    """A shelf through the year."""

    shelf: Shelf
    cells: list[Cell]


def months() -> list[Month]:
    return [Month(number, date_format(date(2000, number, 1), "F")) for number in MONTHS]


def year(*, on: date, of_age: bool) -> list[Row]:
    """The calendar: shelves that know seasons, each with its twelve months. Three queries."""
    listed = suitable(Product.objects.listed().promotable(on=on), on=on, of_age=of_age)
    counts: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for shelf, month, product in _months(listed, on):
        counts[shelf][month].add(product)
    most = max((len(goods) for row in counts.values() for goods in row.values()), default=1)
    return [
        Row(shelf, [_cell(month, len(counts[shelf.pk][month]), most) for month in MONTHS])
        for shelf in Shelf.objects.filter(pk__in=list(counts))
    ]


def _cell(month: int, goods: int, most: int) -> Cell:
    return Cell(month, goods, -(-4 * goods // most))


def _months(listed: Products, on: date) -> Iterator[tuple[str, int, int]]:
    """Shelf, month and product, for each month in which the product is in season."""
    declared = Terms.objects.filter(product__in=listed, first_month__isnull=False)
    columns = ("product__shelf", "product", "first_month", "last_month")
    for shelf, product, first, last in declared.values_list(*columns):
        for month in _from_to(first, last):
            yield shelf, month, product
    undeclared = listed.exclude(terms__first_month__isnull=False)
    for way in ("packs__lots__events", "packs__lots__uses__source__events"):
        reaped = undeclared.filter(_reaped(way, since=on - A_YEAR)).annotate(
            month=ExtractMonth(f"{way}__happened_at")
        )
        yield from reaped.values_list("shelf", "month", "pk").distinct()


def _from_to(first: int, last: int) -> list[int]:
    """The months of a season, which may go over the turn of the year."""
    return [month for month in MONTHS if _is_within(month, first, last)]


def _is_within(month: int, first: int, last: int) -> bool:
    return first <= month <= last if first <= last else month >= first or month <= last


def _reaped(way: str, *, since: date) -> Q:
    return Q(**{f"{way}__stage": Event.Stage.HARVEST, f"{way}__happened_at__date__gt": since})


def in_month(month: int, *, on: date, of_age: bool) -> list[Card]:
    """Goods of a month, what is there now first. Three queries."""
    listed = suitable(Product.objects.listed().promotable(on=on), on=on, of_age=of_age)
    declared = Exists(Terms.objects.in_month(month).filter(product=OuterRef("pk")))
    harvested = _harvests(since=on - A_YEAR, month=month)
    found = listed.filter(declared | (harvested & ~_has_season()))
    ranked = with_ranks(with_facts(found, on=on))
    return cards(ranked.order_by("-is_available", "-stars_rank", "pk")[:SHOWN], on=on)


def fresh_now(products: Measured, *, on: date) -> Measured:
    """Those whose season it is by their producers' word, or that were harvested these weeks."""
    declared = Exists(Terms.objects.in_month(on.month).filter(product=OuterRef("pk")))
    found: Measured = products.filter(declared | (_harvests(since=on - JUST_NOW) & ~_has_season()))
    return found


def _has_season() -> Exists:
    return Exists(Terms.objects.filter(product=OuterRef("pk"), first_month__isnull=False))


def _harvests(*, since: date, month: int | None = None) -> Q:
    """Something of the product was harvested since then: its lots, or what went into them."""
    reaped: QuerySet[Event] = Event.objects.filter(
        stage=Event.Stage.HARVEST, happened_at__date__gt=since
    )
    if month:
        reaped = reaped.filter(happened_at__month=month)
    own = reaped.filter(lot__pack__product=OuterRef("pk"))
    raw = reaped.filter(material_lot__uses__into_lot__pack__product=OuterRef("pk"))
    return Q(Exists(own)) | Q(Exists(raw))
