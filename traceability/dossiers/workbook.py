"""A spreadsheet that is sent while its rows are read: XLSX written by hand, a piece at a time.

ECMA-376 asks little of a table: a folder in a ZIP, one XML file a sheet, text beside its cell
(``inlineStr``), so that nothing has to be known before the last row. No cell is ever a formula, and
text that looks like one is marked as quoted, so that it stays text when somebody edits it. What is
too long for one sheet goes on in a next one, under the same heading. Rows of several sheets that
come in one stream wait in files of their own (:class:`Book`).
"""

from __future__ import annotations

import re
import zipfile
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, count, islice
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from traceability.dossiers.pieces import Sink, entry
from traceability.dossiers.table import FORMULA_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from traceability.dossiers.table import Cell

AT_A_TIME = 500
MOST_ROWS = 1_048_576
"""As many as Excel opens, the heading among them."""

KEPT_IN_MEMORY = 256 * 1024
"""Bytes of a sheet that wait in memory; beyond that in a file on the disk."""

PIECE = 64 * 1024
WIDEST, NARROWEST = 42, 10
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
DAY = 24 * 60 * 60  # seconds
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
SPEED = 1
"""Deflate's quickest: a third larger than its best, in a fifth of the time."""

UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot say at all."""

SPECIAL = re.compile("[&<>]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LINKS = "application/vnd.openxmlformats-package.relationships+xml"
HEADING, FIGURE, QUOTED, ON, AT = 1, 2, 3, 4, 5
"""Styles by their place in ``cellXfs``."""

STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">\
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FF1C4A37"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" \
applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>\
<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" \
applyNumberFormat="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def written(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]], *, most: int = MOST_ROWS
) -> Iterator[bytes]:
    """The file of one table, in pieces, sent while its rows are read."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=SPEED) as parts:
        parts.writestr(entry("_rels/.rels"), _links([("officeDocument", "xl/workbook.xml")]))
        parts.writestr(entry("xl/styles.xml"), STYLES)
        left, sheets = iter(rows), 0
        for sheets in count(1):
            with parts.open(entry(f"xl/worksheets/sheet{sheets}.xml"), "w") as part:
                for text in _sheet(heading, islice(left, most - 1), is_first=sheets == 1):
                    part.write(text.encode())
                    yield sink.taken()
            following = next(left, None)
            if following is None:
                break
            left = chain([following], left)
        for path, text in _contents([(name, n) for n in range(1, sheets + 1)]):
            parts.writestr(entry(path), text)
    yield sink.taken()


class Book:
    """A workbook of several sheets, whose rows come in any order; memory does not grow with them.

    Rows can be sorted and filtered by their headings, where every column has one.
    """

    def __init__(self, headings: Mapping[str, Sequence[str]], *, most: int = MOST_ROWS) -> None:
        self._headings = headings
        self._most = most
        self._parts: dict[str, list[_Waiting]] = {name: [_Waiting()] for name in headings}

    def add(self, sheet: str, row: Sequence[Cell]) -> None:
        parts = self._parts[sheet]
        if parts[-1].rows == self._most - 1:
            parts.append(_Waiting())
        parts[-1].add(row)

    def __iter__(self) -> Iterator[bytes]:
        """The file, in pieces; once."""
        sink = Sink()
        with closing(self), zipfile.ZipFile(sink, "w", compresslevel=SPEED) as parts:
            parts.writestr(entry("_rels/.rels"), _links([("officeDocument", "xl/workbook.xml")]))
            parts.writestr(entry("xl/styles.xml"), STYLES)
            for place, (name, _n, one) in enumerate(self._waiting(), 1):
                with parts.open(entry(f"xl/worksheets/sheet{place}.xml"), "w") as part:
                    for piece in one.told(self._headings[name], is_first=place == 1):
                        part.write(piece)
                        yield sink.taken()
            for path, text in _contents([(name, n) for name, n, _one in self._waiting()]):
                parts.writestr(entry(path), text)
        yield sink.taken()

    def close(self) -> None:
        """Let go of what waits: also when nobody takes the file, as with a ``HEAD``."""
        for _name, _n, one in self._waiting():
            one.kept.close()

    def _waiting(self) -> list[tuple[str, int, _Waiting]]:
        return [
            (name, n, one) for name, parts in self._parts.items() for n, one in enumerate(parts, 1)
        ]


class _Waiting:
    """Rows of one sheet until all are there."""

    def __init__(self) -> None:
        self.kept: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - the book ends it
        self.rows = 0

    def add(self, row: Sequence[Cell]) -> None:
        self.rows += 1
        names = [_letters(n) for n in range(len(row))]
        self.kept.write(_row(self.rows + 1, names, row).encode())

    def told(self, heading: Sequence[str], *, is_first: bool) -> Iterator[bytes]:
        yield _beginning(heading, is_first=is_first).encode()
        self.kept.seek(0)
        while piece := self.kept.read(PIECE):
            yield piece
        corner = f"{_letters(len(heading) - 1)}{self.rows + 1}"
        filtered = f'<autoFilter ref="A1:{corner}"/>' if all(heading) else ""
        yield f"</sheetData>{filtered}</worksheet>".encode()


def _sheet(
    heading: Sequence[str], rows: Iterable[Sequence[Cell]], *, is_first: bool
) -> Iterator[str]:
    yield _beginning(heading, is_first=is_first)
    names = [_letters(n) for n in range(len(heading))]
    numbered = enumerate(rows, 2)
    while batch := list(islice(numbered, AT_A_TIME)):
        yield "".join([_row(number, names, row) for number, row in batch])
    yield "</sheetData></worksheet>"


def _beginning(heading: Sequence[str], *, is_first: bool) -> str:
    """Of a sheet, with its first row, which stays in view."""
    chosen = ' tabSelected="1"' if is_first else ""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(title)}" customWidth="1"/>'
        for n, title in enumerate(heading, 1)
    )
    titles = "".join(
        f'<c r="{_letters(n)}1" s="{HEADING}" t="inlineStr"><is><t>{_said(title)}</t></is></c>'
        for n, title in enumerate(heading)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView{chosen} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><cols>{widths}</cols><sheetData><row r="1">{titles}</row>'
    )


def _row(number: int, names: list[str], row: Sequence[Cell]) -> str:
    told = [
        f'<c r="{name}{number}" s="{FIGURE}"><v>{cell}</v></c>'
        if isinstance(cell, int)
        else _other(f"{name}{number}", cell)
        for name, cell in zip(names, row, strict=True)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(told)}</row>'


def _other(at: str, cell: str | Decimal | date) -> str:
    """A time is written as its clock showed it; its zone is said in the heading."""
    match cell:
        case str():
            return _words(at, cell)
        case Decimal():
            return f'<c r="{at}"><v>{cell:f}</v></c>'
        case datetime():
            spent = cell.replace(tzinfo=None, microsecond=0) - DAY_ZERO
            return f'<c r="{at}" s="{AT}"><v>{spent.total_seconds() / DAY!r}</v></c>'
    return f'<c r="{at}" s="{ON}"><v>{cell.toordinal() - DAY_ZERO.toordinal()}</v></c>'


def _words(at: str, text: str) -> str:
    style = f' s="{QUOTED}"' if text.startswith(FORMULA_SIGNS) else ""
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f'<c r="{at}"{style} t="inlineStr"><is><t{space}>{_said(text)}</t></is></c>'


def _said(text: str) -> str:
    """As XML says it; most texts need nothing, and finding that out is quick."""
    text = text[:LONGEST_TEXT]
    if not text.isprintable():
        text = UNSPEAKABLE.sub("", text)
    if SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _width(title: str) -> int:
    return max(NARROWEST, min(WIDEST, len(title) + 2))


def _letters(number: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _contents(sheets: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """What names the sheets, written when it is known how many there are."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{_named(name, part)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (name, part) in enumerate(sheets, 1)
    )
    views = f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets>"
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{views}</workbook>'
    yield "xl/workbook.xml", HEAD + book
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _links([*targets, ("styles", "styles.xml")])
    kinds = {f"/xl/worksheets/sheet{n}.xml": f"{KIND}.worksheet+xml" for n in numbers}
    kinds |= {"/xl/workbook.xml": f"{KIND}.sheet.main+xml", "/xl/styles.xml": f"{KIND}.styles+xml"}
    parts = "".join(f'<Override PartName="{p}" ContentType="{k}"/>' for p, k in kinds.items())
    links = f'<Default Extension="rels" ContentType="{LINKS}"/>'
    types = f'<Types xmlns="{PACKAGE}/content-types">{links}{parts}</Types>'
    yield "[Content_Types].xml", HEAD + types


def _named(name: str, number: int) -> str:
    """No two alike, and without what Excel allows in no name."""
    plain = NOT_IN_NAMES.sub(" ", name).strip("' ") or "1"
    after = f" ({number})" if number > 1 else ""
    return _said(plain[: LONGEST_NAME - len(after)] + after).replace('"', "&quot;")


def _links(targets: Iterable[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{path}"/>'
        for n, (kind, path) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'
