"""Reading a bank's statement: CSV or XLSX in, lines of money that came or went, or what is wrong.

No Django here. Which words stand over which column is data (``statements.json``); amounts are whole
đồng in any of the ways banks write them. A file is taken whole or not at all.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from catalog.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHEET = Path(__file__).with_name("statements.json")
MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 40
HEAD_WITHIN = 40
"""Banks write so many lines of address and greeting above their table at most."""

MOST_MONEY = 10**15
LONGEST_REFERENCE, LONGEST_TEXT = 60, 500
FIRST_YEAR = 2000
GROUPED = re.compile(r"(?:[0-9]{1,3}(?:([., ])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]+)(?:[.,]0{1,2})?")
CENTS = re.compile(r"[.,]0{1,2}\Z")
DAY = re.compile(
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])"
    r"|([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])"
)


class NotAStatement(Exception):
    """The file as a whole cannot be taken: ``why`` in one word, and what belongs to it."""

    def __init__(self, why: str, **told: object) -> None:
        super().__init__(why)
        self.why, self.told = why, told


class Problem(NamedTuple):
    """What is wrong on which line of the file: ``why`` is one word."""

    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement; ``amount`` is what came, or, below nothing, what went."""

    line: int
    on: date
    amount: int
    text: str
    reference: str
    key: str


def read(name: str, content: bytes, *, account: str) -> tuple[list[Line], list[Problem]]:
    """All movements of a statement of that account, or :class:`NotAStatement`.

    The same movement has the same ``key`` in every export: account, day, sum and the bank's
    reference, and where it has none the words and which of several alike it is.
    """
    if len(content) > MOST_BYTES:
        raise NotAStatement("too_long", most=MOST_BYTES // 1_000_000)
    rows = _rows_of_xlsx(content) if name.lower().endswith(".xlsx") else _rows_of_csv(content)
    head, body = _find_head(rows)
    return _lines(head, body, account)


def whole_dong(text: str) -> int | None:
    """``1.250.000``, ``1,250,000``, ``1 250 000`` and ``1250000.00`` are the same; else None."""
    words = text.replace("\u00a0", " ").replace("\u202f", " ").strip().lstrip("+")
    words = words.removesuffix("VND").removesuffix("đ").strip()
    sign, words = (-1, words[1:].strip()) if words.startswith("-") else (1, words)
    if not GROUPED.fullmatch(words):
        return None
    amount = int("".join(filter(str.isdecimal, CENTS.sub("", words))))
    return sign * amount if amount <= MOST_MONEY else None


def day(text: str) -> date | None:
    """``21/11/2026``, ``21-11-2026 14:02`` or ``2026-11-21T14:02``: the day of it; else None."""
    found = DAY.match(text.strip())
    if not found:
        return None
    dd, mm, yyyy, *iso = found.groups()
    year, month, number = iso if iso[0] else (yyyy, mm, dd)
    try:
        read_as = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return read_as if read_as.year >= FIRST_YEAR else None


@cache
def columns() -> dict[str, tuple[str, ...]]:
    """The words that stand over each column, folded, the surest first."""
    told = json.loads(SHEET.read_text("utf-8"))["columns"]
    return {name: tuple(fold(word) for word in words) for name, words in told.items()}


def decode(content: bytes) -> str:
    """UTF-8 or UTF-16 with or without its mark, else Windows-1258; or :class:`NotAStatement`."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\x00" in content[:200]:
        return _decoded(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", _decoded(content, "cp1258"))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as failure:
        raise NotAStatement("encoding") from failure


def _rows_of_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decode(content)
    if "\x00" in text:
        raise NotAStatement("encoding")
    beginning = text[:5_000]
    delimiter = max(",;\t|", key=beginning.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            yield line, row[:MOST_COLUMNS]
            line = rows.line_num + 1
    except csv.Error as failure:
        raise NotAStatement("csv", line=line) from failure


def _rows_of_xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Cells as they were saved: a formula is the value it had, and is never worked out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise NotAStatement("bomb")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS + 100)
            yield from ((line, [_text(cell) for cell in row]) for line, row in enumerate(rows, 1))
        finally:
            book.close()
    except (
        *(zipfile.BadZipFile, InvalidFileException, DefusedXmlException, ParseError),
        *(KeyError, IndexError, ValueError, OSError, TypeError, AttributeError),
    ) as failure:
        raise NotAStatement("xlsx") from failure


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= MOST_MONEY:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)


def _find_head(
    rows: Iterable[tuple[int, list[str]]],
) -> tuple[dict[str, int], Iterator[tuple[int, list[str]]]]:
    """The row that names the columns, below whatever the bank writes above it."""
    numbered = iter(rows)
    for _row, (_line, cells) in zip(range(HEAD_WITHIN), numbered, strict=False):
        head = _head(cells)
        if "on" in head and ({"credit", "amount"} & set(head)) and "text" in head:
            return head, numbered
    raise NotAStatement("columns")


def _head(cells: list[str]) -> dict[str, int]:
    """Which column holds what. What stands behind our word, in brackets say, is passed over."""
    told = [fold(cell.replace("\n", " ")) for cell in cells]
    found: dict[str, int] = {}
    for name, words in columns().items():
        for word in words:
            at = [n for n, cell in enumerate(told) if cell == word or cell.startswith(f"{word} ")]
            free = [n for n in at if n not in found.values()]
            if free:
                found[name] = free[0]
                break
    return found


def _lines(
    head: dict[str, int], body: Iterator[tuple[int, list[str]]], account: str
) -> tuple[list[Line], list[Problem]]:
    lines: list[Line] = []
    problems: list[Problem] = []
    seen: dict[str, list[str]] = {}
    for line, cells in body:
        told = {name: _cell(cells, at) for name, at in head.items()}
        if not told["on"] or not any(told.get(name) for name in ("credit", "debit", "amount")):
            continue  # sums, signatures and empty rows
        if len(lines) + len(problems) >= MOST_ROWS:
            raise NotAStatement("too_many", most=MOST_ROWS)
        read_as = _line(line, told, account, seen)
        if isinstance(read_as, Problem):
            problems.append(read_as)
        elif read_as:
            lines.append(read_as)
    if not lines and not problems:
        raise NotAStatement("empty")
    return lines, problems


def _cell(cells: list[str], at: int) -> str:
    text = " ".join(cells[at].split()) if at < len(cells) else ""
    return "".join(letter for letter in text if letter.isprintable())


def _line(
    line: int, told: dict[str, str], account: str, seen: dict[str, list[str]]
) -> Line | Problem | None:
    """What the row says; None when it says again, word for word, what one above it said."""
    on, amount = day(told["on"]), _amount(told)
    if on is None:
        return Problem(line, "day")
    if amount is None:
        return Problem(line, "amount")
    reference = told.get("reference", "")[:LONGEST_REFERENCE]
    text = told["text"][:LONGEST_TEXT]
    alike = "\n".join([account, on.isoformat(), str(amount), reference or fold(text)])
    before = seen.setdefault(alike, [])
    if reference and text in before:
        return None
    before.append(text)
    key = hashlib.sha256(f"{alike}\n{len(before)}".encode()).hexdigest()
    return Line(line=line, on=on, amount=amount, text=text, reference=reference, key=key)


def _amount(told: dict[str, str]) -> int | None:
    """What came, less what went; exactly one of the two is said."""
    if "amount" in told:
        return whole_dong(told["amount"]) or None
    credit, debit = (whole_dong(told.get(name, "") or "0") for name in ("credit", "debit"))
    if credit is None or debit is None or credit < 0 or bool(credit) == bool(debit):
        return None
    return credit or -abs(debit)
