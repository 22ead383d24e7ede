"""The sheet that a product is judged by, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.merits import scoring
from marketplace.merits.models import ScoreEdition, ScoreItem, ScoreOption, ScoreSheet

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Product


def sheet_of(product: Product, *, on: date) -> ScoreSheet | None:
    """Of the edition in force on that day; None where none is, or it has no such sheet."""
    edition = ScoreEdition.objects.in_force(on=on).first()
    if edition is None:
        return None
    sheets = edition.sheets.filter(criteria_set=product.criteria_set_id)
    return sheets.select_related("edition", "criteria_set").first()


def as_values(sheet: ScoreSheet) -> scoring.Sheet:
    """Its items with their options, and its stars. Two queries."""
    rows = sheet.items.order_by("number").prefetch_related("options")
    return scoring.Sheet(
        items=tuple(_item(row) for row in rows),
        starts=sheet.edition.starts,
        unknown=sheet.unknown_points,
    )


def _item(row: ScoreItem) -> scoring.Item:
    options = sorted(row.options.all(), key=lambda option: option.points)
    return scoring.Item(
        key=row.pk,
        number=row.number,
        part=row.part,
        criterion=row.criterion,
        name=row.name,
        case=row.case,
        required_for=row.required_for,
        options=tuple(_option(option) for option in options),
    )


def _option(row: ScoreOption) -> scoring.Option:
    return scoring.Option(
        key=row.pk,
        points=row.points,
        words=row.words,
        required_for=row.required_for,
        fact=row.fact,
    )
