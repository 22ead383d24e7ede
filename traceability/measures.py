"""Amounts as people say them: base units (g, ml, pieces) in kilograms, litres and pieces."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

SPOKEN: dict[str, tuple[Promise, int]] = {
    "g": (_("kg"), 1000),
    "ml": (_("lít"), 1000),
    "cái": (_("cái"), 1),
}
"""For each base unit: what people count in, and how many base units that is."""


def size(unit: str) -> int:
    return SPOKEN[unit][1]


def in_spoken(base_units: int, unit: str) -> Decimal:
    """12500 g is 12.5."""
    return (Decimal(base_units) / size(unit)).normalize() + 0


def spoken(base_units: int, unit: str) -> str:
    """«12,5 kg»."""
    return f"{localize(in_spoken(base_units, unit))}\u00a0{SPOKEN[unit][0]}"
