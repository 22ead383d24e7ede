"""Statements as banks export them: any of their ways to write a day and a sum, and no others."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook

from marketplace.payments import statements
from marketplace.payments.statements import NotAStatement, Problem, read

ACCOUNT = "21110000123456"
PLAIN = """Ngày giao dịch,Số tham chiếu,Phát sinh nợ,Phát sinh có,Nội dung
21/11/2026,FT1,,"1.250.000",CG7K2M9QXA0 chuyen tien
22/11/2026,FT2,50.000,,Phi chuyen tien
"""
BY_HEAD = """NGÂN HÀNG MẪU;;;
SAO KÊ TÀI KHOẢN 21110000123456;;;
Ngày;Mô tả;Số tiền;Mã GD
2026-11-21 14:02;Tien mua che;+400,000;A1
2026-11-21 15:00;Rut tien;-100,000;A2
;Tổng cộng;300,000;
"""


def told(text, name="sao-ke.csv", encoding="utf-8"):
    lines, problems = read(name, text.encode(encoding), account=ACCOUNT)
    return [(line.on.day, line.amount, line.reference) for line in lines], problems


def sheet(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@given(
    amount=some.integers(1, 10**12),
    mark=some.sampled_from([".", ",", " ", "\u00a0", ""]),
    cents=some.sampled_from(["", ".00", ",0"]),
)
def test_a_sum_is_read_however_it_is_grouped(amount, mark, cents):
    assert statements.whole_dong(f"{amount:,}".replace(",", mark) + cents) == amount


@pytest.mark.parametrize(
    "text",
    ["", "x", "1.5", "1,25", "12.34.567", "1.250,000", "1e5", "１００", "--1", "1_000", "9" * 17],
)
def test_what_is_no_sum_of_whole_dong_is_none(text):
    assert statements.whole_dong(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21/11/2026", date(2026, 11, 21)),
        ("1-2-2026 08:00", date(2026, 2, 1)),
        ("21.11.2026", date(2026, 11, 21)),
        ("2026-11-21T14:02:00", date(2026, 11, 21)),
        ("31/02/2026", None),
        ("21/11/26", None),
        ("21/11/20261", None),
        ("11-21", None),
        ("01/01/0001", None),
    ],
)
def test_a_day_is_day_month_year_or_as_machines_write_it(text, day):
    assert statements.day(text) == day


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_statement_is_read_in_the_encodings_that_banks_use(encoding):
    assert told(PLAIN, encoding=encoding) == ([(21, 1_250_000, "FT1"), (22, -50_000, "FT2")], [])


def test_windows_1258_is_read_as_old_programs_write_it():
    old = "Nga\u0300y,S\u00f4\u0301 ti\u00ea\u0300n,N\u00f4\u0323i dung\n21/11/2026,5000,x\n"

    lines, problems = read("a.csv", old.encode("cp1258"), account=ACCOUNT)

    assert ([line.amount for line in lines], problems) == ([5_000], [])


def test_what_stands_above_and_below_the_table_is_passed_over():
    assert told(BY_HEAD) == ([(21, 400_000, "A1"), (21, -100_000, "A2")], [])


def test_a_spreadsheet_says_the_same_as_text():
    rows = [line.split(";") for line in BY_HEAD.splitlines()]

    lines, _ = read("sao-ke.XLSX", sheet(*rows), account=ACCOUNT)
    plain, _ = read("sao-ke.csv", BY_HEAD.encode(), account=ACCOUNT)

    assert lines == plain


def test_a_spreadsheets_own_days_and_numbers_are_read_and_formulas_are_not_worked_out():
    head = ["Ngày", "Nội dung", "Số tiền"]
    rows = [[date(2026, 11, 21), "x", 400_000.0], [date(2026, 11, 22), "y", "=1+1"]]

    lines, problems = read("a.xlsx", sheet(head, *rows), account=ACCOUNT)

    assert [(line.on.day, line.amount) for line in lines] == [(21, 400_000)]
    assert problems == []


def test_every_broken_row_is_named():
    broken = PLAIN + "32/01/2026,FT3,,5.000,x\n21/11/2026,FT4,5.000,5.000,x\n21/11/2026,F5,,-1,x\n"

    assert told(broken)[1] == [Problem(4, "day"), Problem(5, "amount"), Problem(6, "amount")]


def test_a_movement_keeps_its_key_from_export_to_export():
    shuffled = "\n".join([PLAIN.splitlines()[0], *reversed(PLAIN.splitlines()[1:])])

    first, again = (read("a.csv", text.encode(), account=ACCOUNT)[0] for text in (PLAIN, shuffled))
    other = read("a.csv", PLAIN.encode(), account="1")[0]

    assert {line.key for line in first} == {line.key for line in again}
    assert {line.key for line in first}.isdisjoint(line.key for line in other)


def test_the_same_row_twice_is_one_and_two_alike_without_a_reference_are_two():
    row = '21/11/2026,FT1,,"1.250.000",CG7K2M9QXA0 chuyen tien\n'
    nameless = "21/11/2026,,,5.000,x\n" * 2

    lines, _ = read("a.csv", (PLAIN + row + nameless).encode(), account=ACCOUNT)

    assert [line.amount for line in lines] == [1_250_000, -50_000, 5_000, 5_000]
    assert len({line.key for line in lines}) == 4


HEAD = "Ngày,Số tiền,Nội dung\n"
NASTY = {
    "empty": (b"", "columns"),
    "no columns": (b"a,b\n1,2\n", "columns"),
    "no rows": (HEAD.encode(), "empty"),
    "nothing but zeros": (b"\x00" * 400, "encoding"),
    "zeros further on": (HEAD.encode() + b"x" * 300 + b"\x00", "encoding"),
    "an open quote": ((HEAD + '"21/11/2026,5,x').encode(), "csv"),
    "odd bytes": (b"\xff\xfe\x00\xd8\x00", "encoding"),
    "long": (b"x" * (statements.MOST_BYTES + 1), "too_long"),
    "many rows": ((HEAD + "21/11/2026,5,x\n" * 20_001).encode(), "too_many"),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_files_are_refused_in_a_word(name):
    content, why = NASTY[name]

    with pytest.raises(NotAStatement) as refusal:
        read("a.csv", content, account=ACCOUNT)

    assert refusal.value.why == why


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<xml/>", PLAIN.encode()])
def test_what_only_calls_itself_a_spreadsheet_is_refused(content):
    with pytest.raises(NotAStatement) as refusal:
        read("a.xlsx", content, account=ACCOUNT)

    assert refusal.value.why == "xlsx"


def test_a_spreadsheet_that_unpacks_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(statements, "MOST_UNPACKED", 1_000)

    with pytest.raises(NotAStatement) as refusal:
        read("a.xlsx", sheet(["x"]), account=ACCOUNT)

    assert refusal.value.why == "bomb"


def test_a_million_empty_rows_are_not_walked():
    empty = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    source, target = io.BytesIO(sheet(["Ngày", "Số tiền", "Nội dung"])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            body = old.read(part)
            if part.endswith("sheet1.xml"):
                body = body.replace(b"</sheetData>", empty.encode() + b"</sheetData>")
            new.writestr(part, body)

    with pytest.raises(NotAStatement) as refusal:
        read("a.xlsx", target.getvalue(), account=ACCOUNT)

    assert refusal.value.why == "empty"


@given(some.binary(max_size=300) | some.text(max_size=200).map(lambda s: (HEAD + s).encode()))
def test_whatever_the_bytes_the_answer_is_calm(content):
    for name in ("a.csv", "a.xlsx"):
        try:
            lines, problems = read(name, content, account=ACCOUNT)
        except NotAStatement:
            continue
        assert lines or problems


def test_the_words_over_columns_are_told_once():
    told_of = json.loads(statements.SHEET.read_text("utf-8"))["columns"]
    words = [word for column in told_of.values() for word in column]

    assert len(words) == len(set(words))
