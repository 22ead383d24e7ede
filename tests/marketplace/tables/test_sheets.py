"""Tables as people make them: read as they are meant, or refused in a word."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from openpyxl import Workbook

from marketplace.tables.sheets import MOST_BYTES, MOST_ROWS, NotReadable, rows

HEAD = "Mã riêng,Giá (đồng)\n"


def read(content, name="bang.csv"):
    return [(row.line, row.cells) for row in rows(content, name=name)]


def why(content, name="bang.csv"):
    with pytest.raises(NotReadable) as refusal:
        read(content, name)
    return refusal.value.why


def book(*lines, **changes):
    made = Workbook()
    for line in lines:
        made.active.append(line)
    for merged in changes.get("merged", ()):
        made.active.merge_cells(merged)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LINE = (2, {"mã riêng": "TRÀ-1", "giá (đồng)": "25000"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_the_letters_it_was_saved_in(encoding):
    assert read(f"{HEAD}TRÀ-1,25000\n".encode(encoding)) == [LINE]


def test_older_vietnamese_windows_is_read_and_composed():
    text = f"{HEAD}Chè búp,25000\n"
    parts = [unicodedata.normalize("NFD", letter) for letter in text]
    content = b"".join(_in_1258(part) for part in parts)
    with pytest.raises(UnicodeDecodeError):
        content.decode()

    assert read(content) == [(2, {"mã riêng": "Chè búp", "giá (đồng)": "25000"})]


def _in_1258(letter):
    """As that code page has it: base letters with their hat, then the tone by itself."""
    for parts in (unicodedata.normalize("NFC", letter), _toned(letter)):
        try:
            return parts.encode("cp1258")
        except UnicodeEncodeError:
            continue
    raise AssertionError(letter)


def _toned(letter):
    tones = "\u0300\u0301\u0303\u0309\u0323"
    base = "".join(mark for mark in letter if mark not in tones)
    tone = "".join(mark for mark in letter if mark in tones)
    return unicodedata.normalize("NFC", base) + tone


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_columns_are_known_by_the_first_line(mark):
    assert read(f"{HEAD}TRÀ-1,25000".replace(",", mark).encode()) == [LINE]


def test_a_workbook_gives_the_same_lines():
    content = book(["Mã riêng", "Giá (đồng)"], ["TRÀ-1", 25000.0], [None, None])

    assert read(content, "bang.xlsx") == [LINE]


def test_a_formula_stays_the_text_it_is():
    content = book(["Mã riêng", "Giá (đồng)"], ["A", "=1000*25"])

    assert read(content, "b.xlsx") == [(2, {"mã riêng": "A", "giá (đồng)": "=1000*25"})]


def test_merged_cells_are_refused_for_nobody_knows_their_line():
    assert why(book(["a", "b"], ["x", "y"], merged=["A1:B1"]), "b.xlsx") == "merged"


def test_thousands_of_empty_lines_hide_nothing_below_them():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã riêng</t></is></c></row>'
    one = '<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c></row>'
    empty = "".join(f'<row r="{n}"/>' for n in range(3, 10_003))
    last = '<row r="20000"><c r="A20000" t="inlineStr"><is><t>B</t></is></c></row>'
    content = _with_sheet(book(["x"]), f"{sheet}{head}{one}{empty}{last}</sheetData></worksheet>")

    lines = [(2, {"mã riêng": "A"}), (20_000, {"mã riêng": "B"})]
    assert read(content, "b.xlsx") == lines
    assert read(b"m\xc3\xa3 ri\xc3\xaang\nA\n" + b"\n" * 5_000 + b"B\n")[-1][0] == 5_003


def _with_sheet(content, xml):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            new.writestr(part, xml if is_sheet else old.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "b.csv", "empty"),
        (HEAD.encode(), "b.csv", "empty"),
        (b"PK\x03\x04 no workbook", "b.xlsx", "broken"),
        (b"just words", "b.xlsx", "broken"),
        (b"a\x00b\n1\x002", "b.csv", "broken"),
        (b'a,b\n"open,1\n', "b.csv", "line"),
        (b"\xd2\xff\xd2,\x90\n", "b.csv", "letters"),
        (b"a" * (MOST_BYTES + 1), "b.csv", "large"),
        (b"a\n" + b"1\n" * (MOST_ROWS + 1), "b.csv", "rows"),
    ],
)
def test_what_cannot_be_taken_says_why(content, name, reason):
    assert why(content, name) == reason
