"""Units of measurement of UN/CEFACT Recommendation 20 that may stand for one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

PLACES = Decimal("0.000001")
FACTORS: tuple[dict[str, str], ...] = (
    {"KEL": "1", "CEL": "1", "FAH": "0.55555555555556"},
    {
        "KGM": "1", "GRM": "0.001", "MGM": "0.000001", "TNE": "1000",
        "LBR": "0.45359237", "ONZ": "0.028349523125",
    },
    {"LTR": "1", "MLT": "0.001", "HLT": "100", "MTQ": "1000", "CMQ": "0.001", "DMQ": "1"},
    {"MTR": "1", "CMT": "0.01", "MMT": "0.001", "KMT": "1000", "FOT": "0.3048", "INH": "0.0254"},
    {"PAL": "1", "KPA": "1000", "HPA": "100", "BAR": "100000"},
    {"SEC": "1", "MIN": "60", "HUR": "3600", "DAY": "86400"},
)  # fmt: skip
"""Of each kind of quantity: units, and what one of each is in the first of them."""

STARTS = {"CEL": "273.15", "FAH": "255.37222222222"}  # where a scale begins, in its first unit


def alike(amount: Decimal, unit: str, *, is_span: bool = False) -> Iterator[tuple[str, Decimal]]:
    """The amount in this unit, and in every other of its kind; a span has no beginning.

    A unit that is not known here stands for itself alone.
    """
    yield unit, amount
    factors = next((kind for kind in FACTORS if unit in kind), {})
    for other in factors.keys() - {unit}:
        first = amount * Decimal(factors[unit]) + _start(unit, is_span=is_span)
        told = (first - _start(other, is_span=is_span)) / Decimal(factors[other])
        yield other, told.quantize(PLACES)


def _start(unit: str, *, is_span: bool) -> Decimal:
    return Decimal(0) if is_span else Decimal(STARTS.get(unit, "0"))
