"""Tables for spreadsheet programs: CSV whose cells are never taken for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | Decimal | date | datetime | None
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection)."""

BOM = "\ufeff"


def harmless(text: str) -> str:
    """The text as a cell that only says itself: an apostrophe goes before what would compute."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese; times in ISO 8601."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless("" if cell is None else str(cell))
