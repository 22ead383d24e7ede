"""A spreadsheet written by hand: read as it was meant, and never taken for more than it says."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count, islice
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from traceability.dossiers import workbook

HEADING = ["Lúc", "Số tiền"]


def file_of(rows, heading=HEADING, **told):
    return b"".join(workbook.written("sao-ke", heading, rows, **told))


def read(rows, **told):
    return load_workbook(BytesIO(file_of(rows, **told)))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_figures_are_figures_and_words_are_words():
    sheet = read([["00123", -5_000], ["", 0], [None, 10**15]]).active

    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet] == [
        [("Lúc", "s"), ("Số tiền", "s")],
        [("00123", "s"), (-5_000, "n")],
        [(None, "n"), (0, "n")],
        [(None, "n"), (10**15, "n")],
    ]
    assert sheet["B2"].number_format == "#,##0"


def test_what_looks_like_a_formula_stays_text_even_when_it_is_edited():
    signs = ["=1+1", "+84", "-2", "@x", "\tx"]
    sheet = read([[sign, 1] for sign in signs]).active

    found = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in found] == [
        (sign, "s", True) for sign in signs
    ]
    assert (
        "<f>"
        not in zipfile.ZipFile(BytesIO(file_of([["=1+1", 1]])))
        .read("xl/worksheets/sheet1.xml")
        .decode()
    )


def test_every_letter_that_xml_can_say_comes_back():
    words = [" a ", 'Chả mực <giã> & "tay"\'', "hai\ndòng", "đồng ₫ 𝒳"]
    sheet = read([[one, 1] for one in [*words, "bỏ\x00\x0b\ufffe"]]).active

    assert [row[0] for row in cells(sheet)] == [*words, "bỏ"]


def test_the_heading_is_bold_stays_in_view_and_makes_the_columns_wide_enough():
    sheet = read([], heading=["Lúc", "Thuế GTGT khấu trừ"]).active

    assert [cell.font.b for cell in sheet[1]] == [True, True]
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[name].width for name in "AB"] == [10, 20]


def test_what_is_too_long_for_a_sheet_goes_on_in_the_next():
    book = read([[str(n), n] for n in range(5)], most=3)

    assert book.sheetnames == ["sao-ke", "sao-ke (2)", "sao-ke (3)"]
    assert [cells(sheet) for sheet in book] == [
        [["0", 0], ["1", 1]],
        [["2", 2], ["3", 3]],
        [["4", 4]],
    ]
    assert read([["0", 0], ["1", 1]], most=3).sheetnames == ["sao-ke"]


def test_a_name_that_no_sheet_may_have_is_made_one():
    book = load_workbook(BytesIO(b"".join(workbook.written("a/b:[c]&<" + "x" * 40, ["?"], []))))

    assert book.sheetnames == ["a b  c &<" + "x" * 22]


def test_columns_beyond_z_have_two_letters():
    heading = [f"{n}" for n in range(30)]
    sheet = read([list(range(30))], heading=heading).active

    assert sheet["AD2"].value == 29
    assert [workbook._letters(n) for n in (25, 26, 701, 702)] == ["Z", "AA", "ZZ", "AAA"]


def test_it_is_sent_while_its_rows_are_read():
    """Were they kept, rows without an end would never give a first piece."""
    pieces = workbook.written("t", HEADING, (["x" * 50, n] for n in count()))

    assert sum(len(piece) for piece in islice(pieces, 20)) > 10_000


def test_the_same_rows_give_the_same_bytes_in_a_sound_archive():
    first, again = (file_of([["a", 1]]) for _ in range(2))
    archive = zipfile.ZipFile(BytesIO(first))

    assert first == again
    assert archive.testzip() is None
    roots = {name: ET.fromstring(archive.read(name)).tag for name in archive.namelist()}
    assert sorted(roots) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    ]


def test_days_moments_and_parts_are_what_programs_sort_by():
    moment = datetime(2026, 11, 21, 13, 5, 59, 800_000, tzinfo=UTC)
    sheet = read([[date(2026, 11, 21), moment], [Decimal("0.000001"), Decimal(12)]]).active

    assert cells(sheet) == [
        [datetime(2026, 11, 21), datetime(2026, 11, 21, 13, 5, 59)],
        [0.000001, 12],
    ]
    assert [sheet["A2"].is_date, sheet["B2"].is_date] == [True, True]


def test_sheets_of_a_book_are_filled_in_any_order_and_go_on_when_they_are_full(monkeypatch):
    monkeypatch.setattr(workbook, "KEPT_IN_MEMORY", 10)
    book = workbook.Book({"Một": ["Tên", "Số"], "Hai": ["Tên", ""]}, most=3)
    for n in range(3):
        book.add("Hai", [f"=hai{n}", n])
        book.add("Một", [f"một{n}", n])

    read_back = load_workbook(BytesIO(b"".join(book)))

    assert {sheet.title: cells(sheet) for sheet in read_back} == {
        "Một": [["một0", 0], ["một1", 1]],
        "Một (2)": [["một2", 2]],
        "Hai": [["=hai0", 0], ["=hai1", 1]],
        "Hai (2)": [["=hai2", 2]],
    }
    assert [sheet.auto_filter.ref for sheet in read_back] == ["A1:B3", "A1:B2", None, None]
    assert {cell.data_type for cell in read_back["Hai"]["A"]} == {"s"}
