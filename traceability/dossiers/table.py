"""Tables for spreadsheet programs: CSV and workbooks whose cells are never taken for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

Cell = str | int | Decimal | date | datetime | None
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection)."""

BOM = "\ufeff"
WIDEST, NARROWEST = 42, 10
HEADING = PatternFill("solid", fgColor="1C4A37")


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


class Book:
    """A workbook written row by row: memory does not grow with the rows of one sheet."""

    def __init__(self, headings: Mapping[str, Sequence[str]]) -> None:
        self._book = Workbook(write_only=True)
        self._sheets = {name: self._book.create_sheet(name) for name in headings}
        for name, heading in headings.items():
            sheet = self._sheets[name]
            sheet.freeze_panes = "A2"
            for at, title in enumerate(heading, 1):
                width = max(NARROWEST, min(WIDEST, len(title) + 2))
                sheet.column_dimensions[get_column_letter(at)].width = width
            sheet.append(list(self._titles(name, heading)))

    def add(self, sheet: str, row: Iterable[Cell]) -> None:
        """One row; a time is written as the clock showed it, its zone being said in the heading."""
        self._sheets[sheet].append([self._plain(sheet, cell) for cell in row])

    def filter(self, sheet: str, columns: int, rows: int) -> None:
        """Let the rows be sorted and filtered by their heading."""
        self._sheets[sheet].auto_filter.ref = f"A1:{get_column_letter(columns)}{rows + 1}"

    def written(self) -> bytes:
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _titles(self, name: str, heading: Sequence[str]) -> Iterator[object]:
        for title in heading:
            cell = WriteOnlyCell(self._sheets[name], value=title)
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = HEADING
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            yield cell

    def _plain(self, sheet: str, cell: Cell) -> object:
        if isinstance(cell, datetime):
            return cell.replace(tzinfo=None)
        if not isinstance(cell, str):
            return cell
        text = ILLEGAL_CHARACTERS_RE.sub("", cell)
        if not text.startswith("="):
            return text
        plain = WriteOnlyCell(self._sheets[sheet], value=text)
        plain.data_type = "s"
        return plain
