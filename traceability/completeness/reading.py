"""What completeness looks at, read for any number of lots with four queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from catalog.models import Photo, Policy
from traceability.completeness.facts import Known
from traceability.models import Document, Event, ItemCode, Lot, Requirement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

__all__ = ["Asked", "Known", "known", "requirements"]

WITH = ("pack__product", "producer", "workshop")
MAKING = (Event.Stage.HARVEST, Event.Stage.PROCESSING)


@dataclass(frozen=True, slots=True)
class Asked:
    """A row, the kinds of goods it is for (none: all), and its place among the laws."""

    requirement: Requirement
    kinds: frozenset[int]
    place: tuple[date, str, int]

    def concerns(self, lot: Lot) -> bool:
        return not self.kinds or lot.pack.product.criteria_set_id in self.kinds


def requirements(*, since: date) -> list[Asked]:
    """Rows in force on that day or later; the older law's come first."""
    rows = list(Requirement.objects.not_ended(on=since).prefetch_related("criteria_sets"))
    first: dict[str, date] = {}
    for row in rows:
        first[row.law] = min(first.get(row.law, row.valid_from), row.valid_from)
    return [
        Asked(
            row,
            frozenset(kind.pk for kind in row.criteria_sets.all()),
            (first[row.law], row.law, row.number),
        )
        for row in rows
    ]


def known(days: Mapping[int, date]) -> dict[int, Known]:
    """What is known of each lot, ``{key: day it is judged on}``; read anew, never from memory."""
    lots = list(_lots().filter(pk__in=days))
    kinds = {lot.pack.product.criteria_set_id for lot in lots}
    policies = list(Policy.objects.filter(criteria_set__in=kinds).order_by("valid_from", "pk"))
    papers = _papers(lots)
    return {
        lot.pk: Known(
            lot=lot,
            has_photo=lot.has_photo,
            has_stage=lot.has_stage,
            has_serials=lot.has_serials,
            has_papers=any(_holds(paper, lot, days[lot.pk]) for paper in papers),
            policy=next((one for one in policies if _rules(one, lot, days[lot.pk])), None),
        )
        for lot in lots
    }


def _lots() -> QuerySet[Any]:
    """Lots with ``has_photo``, ``has_stage`` and ``has_serials``."""
    stages = Event.objects.standing().filter(lot=OuterRef("pk"), stage__in=MAKING)
    return Lot.objects.select_related(*WITH).annotate(
        has_photo=Exists(Photo.objects.filter(product=OuterRef("pack__product"))),
        has_stage=Exists(stages.filter(place__isnull=False)),
        has_serials=Exists(ItemCode.objects.filter(lot=OuterRef("pk"))),
    )


def _papers(lots: list[Lot]) -> list[Document]:
    of_products = Q(product__in={lot.pack.product_id for lot in lots}, lot__isnull=True)
    papers = Document.objects.filter(Q(lot__in=lots) | of_products)
    return list(papers.only("lot_id", "product_id", "valid_until"))


def _holds(paper: Document, lot: Lot, day: date) -> bool:
    is_its = paper.lot_id == lot.pk or paper.product_id == lot.pack.product_id
    return is_its and (paper.valid_until is None or paper.valid_until > day)


def _rules(policy: Policy, lot: Lot, day: date) -> bool:
    is_its = policy.criteria_set_id == lot.pack.product.criteria_set_id
    has_ended = policy.valid_until is not None and policy.valid_until <= day
    return is_its and policy.valid_from <= day and not has_ended
