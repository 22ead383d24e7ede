"""Reading a table somebody made: CSV or XLSX in, lines of plain cells out, one at a time.

No Django here. Formulas are never worked out; text in Windows-1258 is read and composed.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import IO, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 5_000_000
MOST_UNPACKED = 80_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
MERGED = b"<mergeCell "
BROKEN = (
    *(zipfile.BadZipFile, InvalidFileException, DefusedXmlException, ParseError),
    *(KeyError, IndexError, ValueError, OSError, TypeError, AttributeError, EOFError),
)


class NotReadable(Exception):
    """The file as a whole cannot be taken; ``why`` names the reason, ``told`` what of it."""

    def __init__(self, why: str, told: object = "") -> None:
        super().__init__(why)
        self.why, self.told = why, told


class Row(NamedTuple):
    """A line as a spreadsheet numbers it, and its cells by the words of the first line."""

    line: int
    cells: dict[str, str]


def rows(content: bytes, *, name: str) -> Iterator[Row]:
    """The lines below the first that say something. Raises :class:`NotReadable`, also midway."""
    if len(content) > MOST_BYTES:
        raise NotReadable("large", MOST_BYTES // 1_000_000)
    if not content.strip():
        raise NotReadable("empty")
    if content.startswith(b"PK\x03\x04"):
        return _by_column(_workbook(content))
    if name.lower().endswith((".xlsx", ".xls", ".ods")):
        raise NotReadable("broken")
    return _by_column(_csv(content))


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\x00" in text:
        raise NotReadable("broken")
    head = text.partition("\n")[0]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True
    )
    try:
        yield from lines
    except csv.Error as failure:
        raise NotReadable("line", lines.line_num) from failure


def _decoded(content: bytes) -> str:
    """As UTF-8, as UTF-16 with its mark, or as older Vietnamese Windows wrote (code page 1258)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise NotReadable("letters")


def _workbook(content: bytes) -> Iterator[list[str]]:
    """The first sheet's lines; a sheet with merged cells has no columns to go by."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise NotReadable("large", MOST_UNPACKED // 1_000_000)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        path: str = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001 (its only way in)
        with zipfile.ZipFile(io.BytesIO(content)) as parts, parts.open(path) as part:
            if _holds(part, MERGED):
                raise NotReadable("merged")
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield [_text(cell) for cell in cells] if _says(cells) else []
    except BROKEN as failure:
        raise NotReadable("broken") from failure


def _says(cells: Iterable[object]) -> bool:
    return any(cell is not None for cell in cells)


def _holds(part: IO[bytes], wanted: bytes) -> bool:
    kept = b""
    while piece := part.read(1 << 16):
        if wanted in kept + piece:
            return True
        kept = piece[-len(wanted) :]
    return False


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return unicodedata.normalize("NFC", str(cell))


def _by_column(lines: Iterable[list[str]]) -> Iterator[Row]:
    numbered = enumerate(lines, 1)
    heading = [_tidied(cell).casefold() for cell in next(numbered, (1, []))[1]]
    found = 0
    for line, cells in numbered:
        told = [_tidied(cell) for cell in cells]
        if not any(told):
            continue
        found += 1
        if found > MOST_ROWS:
            raise NotReadable("rows", MOST_ROWS)
        yield Row(line, {name: told for name, told in zip(heading, told, strict=False) if name})
    if not found:
        raise NotReadable("empty")


def _tidied(cell: str) -> str:
    return " ".join(cell[:LONGEST_CELL].split())
