"""Statements, declarations and transfers as CSV and XLSX: nothing in them is ever computed.

Both come in pieces while the rows are read, so neither grows with them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from traceability.dossiers.table import BOM, Cell, harmless

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
