"""A report is read as it is written, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.reconciliation.rows import BadRow, Row, named, read_csv

HEAD = "date,amount,reference,text\n"
DAY = date(2026, 11, 22)


def read(*lines):
    return list(read_csv([HEAD, *(line + "\n" for line in lines)]))


def test_rows_are_days_whole_sums_names_and_words():
    assert read('2026-11-22,400000,CG1,"Mật ong, 2 hũ"', "", "2026-11-22,-85000,R1,") == [
        Row(day=DAY, amount=400_000, reference="CG1", text="Mật ong, 2 hũ"),
        Row(day=DAY, amount=-85_000, reference="R1"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("22/11/2026,5,CG1,", "date"),
        ("20261122,5,CG1,", "date"),
        ("2026-11-31,5,CG1,", "date"),
        ("2026-11-22,1.250.000,CG1,", "amount"),
        ("2026-11-22,0,CG1,", "amount"),
        ("2026-11-22,05,CG1,", "amount"),
        ("2026-11-22,1e3,CG1,", "amount"),
        ("2026-11-22,３,CG1,", "amount"),
        ("2026-11-22,1_000,CG1,", "amount"),
        ("2026-11-22,+5,CG1,", "amount"),
        (f"2026-11-22,{10**30},CG1,", "amount"),
        ("2026-11-22,5,CG1", "columns"),
        (f"2026-11-22,5,{'C' * 121},", "length"),
        (f"2026-11-22,5,C,{'C' * 501}", "length"),
        ('2026-11-22,5,"C"G,', "quotes"),
    ],
)
def test_a_broken_row_says_its_line_and_why(line, code):
    with pytest.raises(BadRow) as fault:
        read("2026-11-22,5,CG1,", line)
    assert (fault.value.number, fault.value.code) == (3, code)


@pytest.mark.parametrize("lines", [[], ["amount,date,reference,text\n"]])
def test_another_header_is_another_file(lines):
    with pytest.raises(BadRow, match="line 1: header"):
        list(read_csv(lines))


ROWS = st.lists(
    st.builds(
        Row,
        day=st.dates(DAY, date(2026, 11, 25)),
        amount=st.sampled_from([5, -5]),
        reference=st.sampled_from(["A", "B"]),
    ),
    max_size=12,
)


@given(ROWS)
def test_each_row_has_a_name_of_its_own_that_stays(rows):
    rows.sort(key=lambda row: row.day)
    names = [name for name, _row in named(rows)]
    assert len(set(names)) == len(rows)
    assert names == [name for name, _row in named(rows)]


def test_a_day_that_comes_back_is_refused():
    rows = [Row(day=day, amount=5, reference="A") for day in (DAY, date(2026, 11, 23), DAY)]
    with pytest.raises(BadRow, match="line 4: order"):
        list(named(rows))
