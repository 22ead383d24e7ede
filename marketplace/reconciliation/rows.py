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
WITH_KIND = [*COLUMNS, "kind"]
FEE, MOVED = "fee", "moved"
KINDS = {"", FEE, MOVED}
"""What a report may call a line: the gateway's own fee, or what it sent to the bank."""
WHOLE = re.compile(r"-?[1-9][0-9]{0,14}", re.ASCII)
LONGEST_REFERENCE, LONGEST_TEXT = 120, 500


class BadRow(ValueError):
    """A line that cannot be right: its number in the file, and a ``code`` that says why."""

    def __init__(self, number: int, code: str) -> None:
        super().__init__(f"line {number}: {code}")
        self.number, self.code = number, code


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """So many đồng came in (or, less than 0, went out) on a day, under a name, with these words.

    ``kind`` is one of ``KINDS``.
    """

    day: date
    amount: int
    reference: str
    text: str = ""
    kind: str = ""


def read_csv(lines: Iterable[str]) -> Iterator[Row]:
    """Rows of a file with the header ``date,amount,reference,text``; :class:`BadRow` for others.

    A fifth column, ``kind``, says ``fee`` or ``moved`` of what the gateway kept or sent on.
    Days as ``2026-11-22``, whole đồng without separators, money going out with a minus.
    """
    table = csv.reader(lines, strict=True)
    try:
        header = next(table, None)
        if header not in (COLUMNS, WITH_KIND):
            raise BadRow(1, "header")
        for cells in table:
            if cells:
                yield _row(cells, table.line_num, width=len(header))
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


def _row(cells: list[str], number: int, *, width: int) -> Row:
    if len(cells) != width:
        raise BadRow(number, "columns")
    day, amount, reference, text, kind = (*(cell.strip() for cell in cells), "", "")[:5]
    if not WHOLE.fullmatch(amount):
        raise BadRow(number, "amount")
    if kind not in KINDS or (kind and not (amount.startswith("-") and reference)):
        raise BadRow(number, "kind")
    if len(reference) > LONGEST_REFERENCE or len(text) > LONGEST_TEXT:
        raise BadRow(number, "length")
    on = _day(day, number)
    return Row(day=on, amount=int(amount), reference=reference, text=text, kind=kind)


def _day(said: str, number: int) -> date:
    try:
        found = date.fromisoformat(said)
    except ValueError as fault:
        raise BadRow(number, "date") from fault
    if found.isoformat() != said:
        raise BadRow(number, "date")
    return found
