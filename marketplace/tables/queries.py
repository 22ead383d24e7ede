"""A stall's goods as one table, and what a sent table would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from catalog.models import Pack
from marketplace.tables.columns import COLUMNS, TITLES
from marketplace.tables.judging import OURS
from marketplace.tables.models import Intake, IntakeLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from catalog.models import Producer

MOST_SHOWN = 100
AT_A_TIME = 500


def packs_of(producer: Producer) -> QuerySet[Pack]:
    """Every pack with its product, as they lie on the shelves."""
    mine = Pack.objects.filter(product__producer=producer)
    return mine.select_related("product", "own_code").order_by("product__name", "position", "pk")


def as_table(producer: Producer) -> Iterator[list[str | int]]:
    """The rows of a table to take along, edit and send in again."""
    for pack in packs_of(producer).iterator(AT_A_TIME):
        own = getattr(pack, "own_code", None)
        yield [
            own.code if own else f"{OURS}{pack.pk}",
            pack.product.name,
            pack.product.criteria_set_id,
            pack.name,
            pack.net_content,
            pack.net_unit,
            pack.gross_weight,
            pack.price,
            pack.gtin or "",
            _("có") if pack.is_active else _("không"),
        ]


def heading() -> list[str]:
    return [str(column.title) for column in COLUMNS]


class Shown(NamedTuple):
    """A line on the page: what it says by column, and what is wrong or was there before."""

    number: int
    verb: str
    label: str
    cells: list[tuple[str, object, object, list[str]]]


class Preview(NamedTuple):
    """What a table would do: how many lines of each kind, and the first of them, faults first."""

    counts: dict[str, int]
    shown: list[Shown]

    @property
    def changes(self) -> int:
        return self.counts["new"] + self.counts["change"]


def preview(intake: Intake) -> Preview:
    """Two queries."""
    verbs = intake.rows.order_by().values_list("verb").annotate(Count("pk"))
    counts = dict.fromkeys(IntakeLine.Verb.values, 0) | dict(verbs)
    wanted = IntakeLine.Verb.FAULTY if intake.faults else None
    rows = intake.rows.exclude(verb=IntakeLine.Verb.SAME).order_by("number")
    rows = rows.filter(verb=wanted) if wanted else rows
    return Preview(counts, [_shown(one) for one in rows[:MOST_SHOWN]])


def _shown(one: IntakeLine) -> Shown:
    keys = [column.key for column in COLUMNS if column.key in {**one.cells, **one.faults}]
    cells = [
        (str(TITLES[key]), one.cells.get(key, ""), one.before.get(key), one.faults.get(key, []))
        for key in keys
    ]
    return Shown(one.number, one.verb, str(one.get_verb_display()), cells)


def tables_of(producer: Producer) -> QuerySet[Intake]:
    return producer.intakes.select_related("sent_by")[:10]
