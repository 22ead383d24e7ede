"""How a product stands against its sheet: what is known, what is claimed, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from marketplace.merits import scoring
from marketplace.merits.facts import find, is_measured
from marketplace.merits.models import ScoreSheet, SelfMark
from marketplace.merits.queries.known import Known, known
from marketplace.merits.queries.sheets import as_values, sheet_of
from marketplace.merits.scoring import Chosen, Item, Option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from catalog.models import Product


class Standing(StrEnum):
    """How an item's points are known."""

    KNOWN = "known"
    CLAIMED = "claimed"
    HINTED = "hinted"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item. ``option`` counts; ``hint`` is more that the records point to.

    ``differs``: more is claimed than the records measure.
    """

    item: Item
    standing: Standing
    option: Option | None = None
    words: str = ""
    hint: Option | None = None
    hint_words: str = ""
    mark: SelfMark | None = None
    differs: bool = False

    @property
    def points(self) -> int:
        return self.option.points if self.option else 0

    @property
    def more(self) -> int:
        """Points that a yes to the hint would bring."""
        return self.hint.points - self.points if self.hint else 0


@dataclass(frozen=True)
class Assessment:
    """A self-assessment on a day. A council's word is another thing."""

    product: Product
    on: date
    source: ScoreSheet
    sheet: scoring.Sheet
    known: Known
    rows: Sequence[Row]

    @cached_property
    def chosen(self) -> Chosen:
        return {row.item.key: row.option for row in self.rows if row.option}

    @cached_property
    def score(self) -> scoring.Score:
        return scoring.score(self.sheet, self.chosen)

    @cached_property
    def way(self) -> scoring.Way | None:
        hinted = {row.item.key: row.hint for row in self.rows if row.hint}
        return scoring.way_on(self.sheet, self.chosen, hinted)

    @cached_property
    def points_by_standing(self) -> dict[str, int]:
        """Points that are known, that are claimed, and that hints would bring."""
        return {
            Standing.KNOWN: self._sum(Standing.KNOWN),
            Standing.CLAIMED: self._sum(Standing.CLAIMED),
            Standing.HINTED: sum(row.more for row in self.rows),
        }

    def row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.item.number == number), None)

    def _sum(self, standing: Standing) -> int:
        those = {r.item.key: r.option for r in self.rows if r.standing is standing and r.option}
        return scoring.score(self.sheet, those).points


def assessment(product: Product, *, on: date) -> Assessment | None:
    """As it stands; None while no sheet is loaded for this kind of goods. Eighteen queries.

    ``product`` comes with its producer.
    """
    source = sheet_of(product, on=on)
    if source is None:
        return None
    sheet, found = as_values(source), known(product, on=on)
    marks = SelfMark.objects.filter(product=product, item__sheet=source)
    by_item = {mark.item_id: mark for mark in marks.select_related("document")}
    rows = [_row(item, found, by_item.get(item.key)) for item in sheet.items]
    return Assessment(product, on, source, sheet, found, rows)


def _row(item: Item, found: Known, mark: SelfMark | None) -> Row:
    settled, pointed = _looked(item, found)
    if mark is not None:
        return _marked(item, mark, settled, pointed)
    option, words = settled or (None, "")
    hint, hint_words = _above(pointed, option)
    standing = Standing.KNOWN if option else Standing.HINTED if hint else Standing.MISSING
    return Row(
        item=item,
        standing=standing,
        option=option,
        words=words,
        hint=hint,
        hint_words=hint_words,
    )


Shown = tuple[Option, str] | None


def _looked(item: Item, found: Known) -> tuple[Shown, Shown]:
    """The highest option that the records settle, and the highest they point to."""
    settled = pointed = None
    for option in item.options:
        shown = find(option.fact, found)
        if shown and shown.is_known:
            settled = (option, shown.words)
        elif shown:
            pointed = (option, shown.words)
    return settled, pointed


def _marked(item: Item, mark: SelfMark, settled: Shown, pointed: Shown) -> Row:
    """What the producer chose counts; the market knows it too where its records say as much."""
    option = next(one for one in item.options if one.key == mark.option_id)
    hint, hint_words = _above(_higher(settled, pointed), option)
    is_known = settled is not None and settled[0].points == option.points
    return Row(
        item=item,
        standing=Standing.KNOWN if is_known else Standing.CLAIMED,
        option=option,
        words=settled[1] if settled and is_known else "",
        hint=hint,
        hint_words=hint_words,
        mark=mark,
        differs=bool(settled and is_measured(option.fact) and option.points > settled[0].points),
    )


def _higher(one: Shown, other: Shown) -> Shown:
    both = [shown for shown in (one, other) if shown]
    return max(both, key=lambda shown: shown[0].points, default=None)


def _above(shown: Shown, option: Option | None) -> tuple[Option | None, str]:
    if shown and shown[0].points > (option.points if option else -1):
        return shown
    return None, ""


def by_criterion(rows: Sequence[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    """Part, criterion and its rows, in the order of the sheet."""
    kept: list[Row] = []
    for row in rows:
        if kept and kept[-1].item.criterion != row.item.criterion:
            yield kept[-1].item.part, kept[-1].item.criterion, kept
            kept = []
        kept = [*kept, row]
    if kept:
        yield kept[-1].item.part, kept[-1].item.criterion, kept
