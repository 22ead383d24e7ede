"""The list of a stall's products, each with its stars and how far its self-assessment has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from catalog.models import Product, Recognition
from marketplace.merits.models import ScoreEdition, ScoreItem
from marketplace.merits.queries.renewals import STAGES, days_left

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Producer


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """``recognition`` is the decision in force; ``marked`` of ``items`` were answered by hand."""

    product: Product
    recognition: Recognition | None
    days: int
    marked: int
    items: int

    @property
    def ends_soon(self) -> bool:
        return self.recognition is not None and self.days <= STAGES[-1]


def assessed(producer: Producer, *, on: date) -> list[Assessed]:
    """All products by name. Four queries."""
    edition = ScoreEdition.objects.in_force(on=on).first()
    items = ScoreItem.objects.filter(sheet__edition=edition).order_by()
    counts = dict(items.values_list("sheet__criteria_set").annotate(n=Count("pk")))
    marks = producer.products.filter(self_marks__item__sheet__edition=edition).order_by()
    marked = dict(marks.values_list("pk").annotate(n=Count("self_marks")))
    held = {
        row.product_id: row
        for row in Recognition.objects.in_force(on=on)
        .filter(product__producer=producer)
        .order_by("valid_until", "pk")
    }
    return [
        Assessed(
            product=product,
            recognition=held.get(product.pk),
            days=days_left(held[product.pk], on=on) if product.pk in held else 0,
            marked=marked.get(product.pk, 0),
            items=counts.get(product.criteria_set_id, 0),
        )
        for product in producer.products.select_related("criteria_set").order_by("name", "pk")
    ]
