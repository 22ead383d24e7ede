"""A spreadsheet that is sent while its rows are read: XLSX written by hand, a piece at a time.

ECMA-376 asks little of a table: a folder in a ZIP, one XML file a sheet, text beside its cell
(``inlineStr``), so that nothing has to be known before the last row. No cell is ever a formula, and
text that looks like one is marked as quoted, so that it stays text when somebody edits it. What is
too long for one sheet goes on in a next one, under the same heading.
"""

from __future__ import annotations

import re
import zipfile
from itertools import chain, count, islice
from typing import TYPE_CHECKING

from traceability.dossiers.pieces import Sink, entry
from traceability.dossiers.table import FORMULA_SIGNS, NARROWEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traceability.dossiers.table import Cell

AT_A_TIME = 500
MOST_ROWS = 1_048_576
"""As many as Excel opens, the heading among them."""

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
HEADING, FIGURE, QUOTED = 1, 2, 3
"""Styles by their place in ``cellXfs``."""

STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FF1C4A37"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" \
applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>\
<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" \
applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def written(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]], *, most: int = MOST_ROWS
) -> Iterator[bytes]:
    """The file of one table, in pieces; whole numbers as numbers, everything else as its words."""
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
        for path, text in _contents(name, sheets):
            parts.writestr(entry(path), text)
    yield sink.taken()


def _sheet(
    heading: Sequence[str], rows: Iterable[Sequence[Cell]], *, is_first: bool
) -> Iterator[str]:
    chosen = ' tabSelected="1"' if is_first else ""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(title)}" customWidth="1"/>'
        for n, title in enumerate(heading, 1)
    )
    names = [_letters(n) for n in range(len(heading))]
    titles = "".join(
        f'<c r="{name}1" s="{HEADING}" t="inlineStr"><is><t>{_said(title)}</t></is></c>'
        for name, title in zip(names, heading, strict=True)
    )
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView{chosen} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><cols>{widths}</cols><sheetData><row r="1">{titles}</row>'
    )
    numbered = enumerate(rows, 2)
    while batch := list(islice(numbered, AT_A_TIME)):
        yield "".join([_row(number, names, row) for number, row in batch])
    yield "</sheetData></worksheet>"


def _row(number: int, names: list[str], row: Sequence[Cell]) -> str:
    told = [
        f'<c r="{name}{number}" s="{FIGURE}"><v>{cell}</v></c>'
        if isinstance(cell, int)
        else _words(f"{name}{number}", str(cell))
        for name, cell in zip(names, row, strict=True)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(told)}</row>'


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


def _contents(name: str, sheets: int) -> Iterator[tuple[str, str]]:
    """What names the sheets, written when it is known how many there are."""
    numbers = range(1, sheets + 1)
    listed = "".join(
        f'<sheet name="{_named(name, n)}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers
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
