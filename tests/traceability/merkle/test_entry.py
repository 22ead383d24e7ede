"""A leaf says one line, the same whoever writes it and whatever database kept the fact."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from traceability.merkle.entry import Entry, NotAnEntry, canonical, digest, entry, read_entry

AT = datetime(2026, 11, 21, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=7)))


def test_an_entry_is_four_words():
    line = entry(kind="event", of="ni:///sha-256;ab?ver=CBV2.0", at=AT, row="c" * 64)

    told = f"event 2026-11-21T05:00:00.000005Z ni:///sha-256;ab?ver=CBV2.0 {'c' * 64}"
    assert line == told
    assert read_entry(line) == Entry(*told.split(" "))
    assert str(read_entry(line)) == line


def test_what_is_not_known_is_a_dash():
    assert entry(kind="reported-stars", of="ni:///x") == "reported-stars - ni:///x -"


@pytest.mark.parametrize(
    "line", ["", "event", "event - a", "event - a - -", "Event - a -", "event - a zz", "event  a -"]
)
def test_another_line_is_no_entry(line):
    with pytest.raises(NotAnEntry):
        read_entry(line)


def test_facts_are_written_in_one_way():
    facts = ["chè", None, AT, date(2026, 11, 1), {"b": 1.5, "a": [True, 12.0]}]

    told = '["chè",null,"2026-11-21T05:00:00.000005Z","2026-11-01",{"a":[true,12.0],"b":1.5}]'
    assert canonical(facts).decode() == told
    assert digest(facts) == digest([*facts[:2], AT.astimezone(UTC), *facts[3:]])


@pytest.mark.parametrize(("kept", "read"), [(1e16, 10**16), (1.5e300, int(1.5e300))])
def test_a_large_number_is_written_as_postgresql_gives_it_back(kept, read):
    assert canonical([kept]) == canonical([read])


def test_words_that_look_like_a_large_number_stay_words():
    assert canonical(["1e+16", 2.5]) == b'["1e+16",2.5]'
