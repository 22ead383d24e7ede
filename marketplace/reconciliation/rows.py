"""Lines of a gateway's report or a bank's statement: what they are, and how a file says them.

No Django here. Whoever reads statements in a bank's own shape hands over :class:`Row` as well.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ["date", "amount", "reference", "text"]
WHOLE = re.compile(r"-?[1-9][0-9]{0,14}", re.ASCII)
LONGEST_REFERENCE, LONGEST_TEXT = 120, 500


class BadRow(ValueError):
    """A line that cannot be right: its number in the file, and a ``code`` that says why."""

    def __init__(self, number: int, code: str) -> None:
        super().__init__(f"line {number}: {code}")
        self.number, self.code = number, code


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """So many đồng came in (or, less than 0, went out) on a day, under a name, with these words."""

    day: date
    amount: int
    reference: str
    text: str = ""


def read_csv(lines: Iterable[str]) -> Iterator[Row]:
    """Rows of a file with the header ``date,amount,reference,text``; :class:`BadRow` for others.

    Days as ``2026-11-22``, whole đồng without separators, money going out with a minus.
    """
    table = csv.reader(lines, strict=True)
    try:
        if next(table, None) != COLUMNS:
            raise BadRow(1, "header")
        for cells in table:
            if cells:
                yield _row(cells, table.line_num)
    except csv.Error as fault:
        raise BadRow(table.line_num, "quotes") from fault


def named(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Each row with a name of its own, the same whenever it is read again.

    Of alike rows of one day the first, the second and so on have names; therefore the rows of a
    day stand together, or it is a :class:`BadRow`.
    """
    today, alike, past = date.min, Counter[str](), set[date]()
    for number, row in enumerate(rows, start=2):
        if row.day != today:
            if row.day in past:
                raise BadRow(number, "order")
            past.add(row.day)
            today, alike = row.day, Counter()
        said = "\x1f".join([str(row.day), str(row.amount), row.reference, row.text])
        alike[said] += 1
        yield sha256(f"{said}\x1f{alike[said]}".encode()).hexdigest(), row


def _row(cells: list[str], number: int) -> Row:
    if len(cells) != len(COLUMNS):
        raise BadRow(number, "columns")
    day, amount, reference, text = (cell.strip() for cell in cells)
    if not WHOLE.fullmatch(amount):
        raise BadRow(number, "amount")
    if len(reference) > LONGEST_REFERENCE or len(text) > LONGEST_TEXT:
        raise BadRow(number, "length")
    return Row(day=_day(day, number), amount=int(amount), reference=reference, text=text)


def _day(said: str, number: int) -> date:
    try:
        found = date.fromisoformat(said)
    except ValueError as fault:
        raise BadRow(number, "date") from fault
    if found.isoformat() != said:
        raise BadRow(number, "date")
    return found
