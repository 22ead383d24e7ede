"""Statements, declarations and transfers as CSV and XLSX: nothing in them is ever computed.

CSV comes in pieces and XLSX goes to a file as it is written, so neither grows with its rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from traceability.dossiers.table import BOM, Book, Cell, harmless

AT_A_TIME = 200


def in_pieces(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A CSV with the mark that Excel needs, some rows at a time; figures stay figures."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    out.write(BOM)
    writer.writerow(heading)
    for number, row in enumerate(rows, 1):
        writer.writerow([cell if isinstance(cell, int) else harmless(str(cell)) for cell in row])
        if number % AT_A_TIME == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def book(sheet: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX of one sheet."""
    made = Book({sheet: heading})
    for row in rows:
        made.add(sheet, row)
    return made.written()
