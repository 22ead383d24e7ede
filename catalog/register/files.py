"""Reading a register file: CSV or XLSX in, rows of plain text with their line numbers out."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from catalog.folding import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_BYTES = 5_000_000
MOST_UNPACKED_BYTES = 60_000_000
MOST_ROWS = 20_000
COLUMNS = (
    *("name_vi", "name_en", "stars", "recognised_year", "decision_no", "producer_name"),
    *("producer_type", "commune_or_ward", "district_old", "province", "short_desc_vi"),
    *("source_url", "subgroup_no", "province_new", "commune_new_code", "evidence", "shop_category"),
)


class NotReadable(Exception):
    """The file as a whole cannot be taken; the message says why and what to do."""


class Sheet(NamedTuple):
    """One line of the file: its number as a spreadsheet shows it, and its cells by column."""

    line: int
    cells: dict[str, str]


def read(path: Path) -> list[Sheet]:
    """All rows of a register file, cells tidied. Raises :class:`NotReadable`."""
    if not path.is_file():
        raise NotReadable(_("Không thấy tệp «%(path)s».") % {"path": path})
    if path.stat().st_size > MOST_BYTES:
        raise NotReadable(_("Tệp lớn quá %(most)d MB.") % {"most": MOST_BYTES // 1_000_000})
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise NotReadable(_("Chỉ đọc được tệp .csv và .xlsx."))
    return _by_column(reader(path))


def _read_csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        said = _("Tệp không phải UTF-8 (byte thứ %(n)d). Khi lưu từ Excel, hãy chọn «CSV UTF-8».")
        raise NotReadable(said % {"n": failure.start + 1}) from failure
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            yield line, row
            line = rows.line_num + 1
    except csv.Error as failure:
        said = _("Dòng %(line)d: không đọc được hàng này (%(why)s).")
        raise NotReadable(said % {"line": line, "why": failure}) from failure


def _read_xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
                raise NotReadable(_("Bảng tính này bung ra quá lớn."))
        book = load_workbook(path, read_only=True, keep_links=False)
        try:
            rows = book.worksheets[0].iter_rows(values_only=True)
            yield from ((line, [_text(cell) for cell in row]) for line, row in enumerate(rows, 1))
        finally:
            book.close()
    except (
        *(zipfile.BadZipFile, InvalidFileException, DefusedXmlException, ParseError),
        *(KeyError, IndexError, ValueError, OSError),
    ) as failure:
        raise NotReadable(
            _("Không đọc được bảng tính này; tệp hỏng hoặc không phải XLSX.")
        ) from failure


def _text(cell: object) -> str:
    """A cell as a person reads it; formulas stay the text they are and are never worked out."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return str(cell)


def _by_column(rows: Iterable[tuple[int, list[str]]]) -> list[Sheet]:
    numbered = iter(rows)
    head = [tidy(cell).lower() for cell in next(numbered, (1, []))[1]]
    missing = [column for column in COLUMNS if column not in head]
    if missing:
        said = _("Dòng đầu của tệp thiếu cột: %(columns)s.")
        raise NotReadable(said % {"columns": ", ".join(missing)})
    sheets = []
    for line, cells in numbered:
        if any(cell.strip() for cell in cells):
            tidied = [tidy(cell) for cell in cells]
            sheets.append(Sheet(line, dict(zip(head, tidied, strict=False))))
        if len(sheets) > MOST_ROWS:
            raise NotReadable(_("Tệp có hơn %(most)d hàng.") % {"most": MOST_ROWS})
    if not sheets:
        raise NotReadable(_("Tệp không có hàng nào dưới dòng tên cột."))
    return sheets
