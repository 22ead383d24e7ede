"""Search results: one cross table for all facets and the total, one query for the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, F, Value, When
from django.utils.translation import get_language

from accounts.prepared import Prepared
from catalog.folding import fold
from catalog.models import Commune
from catalog.queries import for_grown_ups, readings, shorter
from marketplace.listings import plain
from marketplace.listings.actions import settle
from marketplace.listings.plain import PAGE, Among
from marketplace.listings.traits import taken_apart
from marketplace.storefront.queries import reach
from marketplace.storefront.queries.cards import Card, card_of
from marketplace.storefront.queries.facets import FIELDS, FacetGroup, Option, groups, tally
from traceability.atlas import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from catalog.search.readings import Reading
    from marketplace.listings.models import ListingQuerySet
    from marketplace.storefront.asking import Question

BROAD = 3_000
"""Where so many are found, the first ones are looked for among the best listings first."""
CrossTable = list[tuple[str, str, int]]
CommuneFound = tuple[str, str, float | None, float | None]
ORDERS: dict[str, tuple[Any, ...]] = {
    "moi": ("-published_at", "-pk"),
    "re": (F("price").asc(nulls_last=True), "pk"),
    "dat": (F("price").desc(nulls_last=True), "pk"),
    "sao": ("-stars", "-is_available", "pk"),
}


@dataclass(frozen=True, slots=True)
class Shorter:
    """The question with a word less, and how many that finds."""

    text: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A commune of the facet, as it lies on the map."""

    option: Option
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Results:
    """One page of cards, how many there are in all, and what one may choose next."""

    question: Question
    total: int
    page: Page[Card]
    facets: tuple[FacetGroup, ...]
    meant: str = ""
    """What was looked for in place of what was typed, where that found nothing."""
    shorter: tuple[Shorter, ...] = ()
    spots: Sequence[Spot] = ()
    hides_some: bool = False
    """Something for grown-ups was found too, and is not shown."""

    @property
    def clear_url(self) -> str:
        return self.question.cleared().query() if self.question.chosen else ""


@dataclass(frozen=True)
class Search:
    """A question, where it is asked, and the criteria sets that this visitor is not shown."""

    question: Question
    among: Among
    limited: list[int]
    on: date

    @cached_property
    def reachable(self) -> ListingQuerySet:
        return reach.reachable(self.among.listings(), self.question, on=self.on)

    @cached_property
    def shown(self) -> ListingQuerySet:
        return self.reachable.exclude(criteria_set__in=self.limited)

    @property
    def is_plain(self) -> bool:
        """Nothing is chosen, and the order is the usual one."""
        return not self.question.chosen and self.question.sort not in ORDERS


def find(among: Among, question: Question, *, on: date, of_age: bool) -> Results:
    """What a question finds among these listings on that day. Few queries, however many rows."""
    settle(on=on)
    limited = [] if of_age else [number for (number,) in for_grown_ups(on=on)]
    search = Search(question, among, limited, on)
    reading, table, hidden = _understood(search)
    found = tally(table, question)
    paginator = Paginator[Card](_Counted(found.total), PAGE)
    number = min(question.page, paginator.num_pages)
    rows = _rows(search, reading, number, found.total) if found.total else []
    communes = _communes_of(question)
    facets = groups(found, question, {code: name for code, name, *_where in communes})
    return Results(
        question=question,
        total=found.total,
        page=Page(rows, number, paginator),
        facets=facets,
        spots=_spots(facets, communes),
        meant=_meant(reading, rows),
        shorter=() if table else tuple(_shorter(search, reading)),
        hides_some=hidden and bool(question.text),
    )


def _rows(search: Search, reading: Reading, number: int, total: int) -> list[Card]:
    """The cards of one page, out of at most three queries."""
    language = get_language()
    return [card_of(face, language) for face in _faces(search, reading, number, total)]


def _faces(search: Search, reading: Reading, number: int, total: int) -> Iterable[str]:
    if number == 1 and search.is_plain:
        limited, is_broad = search.limited, total > BROAD
        keys = plain.closest(reading, search.among, limited=limited, most=PAGE, is_broad=is_broad)
        if keys is not None:
            return plain.faces(keys)
    chosen = _chosen(search.shown.holding(reading), search.question)
    arranged = partial(_arranged, search.question, reading)
    return chosen.faces(arranged, at=(number - 1) * PAGE, most=PAGE)


class _Counted(list[Card]):
    """A list of which only the length is known: the cross table has counted already."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = total

    def __len__(self) -> int:
        return self.total


def _understood(search: Search) -> tuple[Reading, CrossTable, bool]:
    """The first reading by which something is found that may be shown; else the literal one.

    With its cross table, and whether it finds some of the ``limited`` criteria sets too.
    """
    unseen, literal = frozenset(map(str, search.limited)), None
    for reading in readings(search.question.text, on=search.on):
        counted = _cross_table(search, reading)
        table = [row for row in counted if taken_apart(row[0])[1] not in unseen]
        told = reading, table, len(table) < len(counted)
        literal = literal or told
        if table or reading.is_hopeless:
            return told
    assert literal is not None  # noqa: S101 - a question has a reading
    return literal


def _cross_table(search: Search, reading: Reading) -> CrossTable:
    """How many share each combination of choices; communes only of the chosen province."""
    question = search.question
    province = next(iter(question.values("tinh")), "")
    if not (province or question.destination):
        return [(told, "", n) for told, n in plain.shared(reading, search.among)]
    found = search.reachable.holding(reading)
    if not province and question.text:
        return [(told, "", n) for told, n in found.sharing().items()]
    is_here = When(province=province, then=F("commune"))
    here = Case(is_here, default=Value(""), output_field=CharField()) if province else Value("")
    told = found.order_by().values_list("traits", here)
    return list(told.annotate(n=Count("*")))


def _chosen(listings: ListingQuerySet, question: Question) -> ListingQuerySet:
    for name, column in FIELDS.items():
        if values := question.values(name):
            listings = listings.filter(**{f"{column}__in": values})
    return listings


def _arranged(question: Question, reading: Reading, listings: ListingQuerySet) -> ListingQuerySet:
    order = ORDERS.get(question.sort)
    return listings.order_by(*order) if order else listings.closest_first(reading)


def _communes_of(question: Question) -> list[CommuneFound]:
    """A chosen province's communes."""
    province = next(iter(question.values("tinh")), "")
    return _communes(province=province) if province else []


@Prepared
def _communes(province: str) -> QuerySet[Commune, CommuneFound]:
    here = Commune.objects.of_today().filter(province=province)
    return here.order_by("name").values_list("code", "name", "latitude", "longitude")


def _spots(facets: Sequence[FacetGroup], communes: Sequence[CommuneFound]) -> list[Spot]:
    """The communes of the facet on the map, where it reaches."""
    options = next((group.options for group in facets if group.name == "xa"), ())
    where = {code: (lat, long) for code, _name, lat, long in communes if lat and long}
    return [
        Spot(option, point.x, point.y, round(5 + 2 * min(option.count, 16) ** 0.5, 1))
        for option in options
        if option.value in where and (point := locate(*where[option.value]))
    ]


def _meant(reading: Reading, found: Sequence[Card]) -> str:
    """The words of a guess, with their marks as the names found have them."""
    if not (reading.is_guess and found):
        return ""
    written = {fold(word): word for card in reversed(found) for word in card["name"].split()}
    meant = (
        next((word for (word, *_more) in unit.ways if word in written), unit.ways[0][0])
        for unit in reading.units
    )
    return " ".join(written.get(word, word) for word in meant).lower()


def _shorter(search: Search, reading: Reading) -> Iterator[Shorter]:
    """What would be found with a word less, so that nobody stands before a wall."""
    for less in shorter(reading):
        count = search.shown.holding(less).count()
        if count:
            asked = search.question.worded(" ".join(less.typed))
            yield Shorter(asked.text, asked.query(), count)
