"""What may be said of a code: whatever was seen, it is facts, and with each doubt what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.management.commands.load_places import rows
from traceability import country, travel
from traceability.queries.standing import Standing
from traceability.verdicts import MANY, verdict

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
NEVER = ("giả", "nhái", "lừa", "fake", "None")
PROVINCES = st.sampled_from(sorted(travel.CENTRES))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 21)).map(
    lambda at: at.replace(tzinfo=UTC)
)


def found(**facts):
    told = {
        "lot": 1, "trace_code": "TRACE00001", "lot_code": "L1", "best_before": date(2027, 11, 1),
        "completed_at": NOON, "opened_at": NOON, "producer": "HTX Mẫu", "item": 1,
        "serial": "ABCDE23456", "state": "sold", "issued_at": NOON, "times": 1, "days": 1,
        "first_at": NOON,
    }  # fmt: skip
    return Standing(**told | facts)


def said(told):
    return " ".join([told.title, *told.facts, told.advice])


STANDINGS = st.builds(
    found,
    state=st.sampled_from(["issued", "packed", "sold", "void"]),
    best_before=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    completed_at=st.none() | MOMENTS,
    first_at=st.none() | MOMENTS,
    left_at=st.none() | MOMENTS,
    revealed_at=st.none() | MOMENTS,
    has_pin=st.booleans(),
    item=st.sampled_from([None, 1]),
    days=st.integers(1, 400),
    early=st.integers(0, 50),
    late=st.integers(0, 50),
    leaps=st.integers(0, 5),
    leap_from=PROVINCES,
    leap_to=PROVINCES,
    leap_minutes=st.integers(0, 10_000),
    provinces=st.lists(PROVINCES, max_size=8).map(tuple),
)


@given(STANDINGS, st.integers(0, 10_000), st.booleans())
def test_never_a_guess_at_guilt_and_always_what_to_do(standing, times, is_first):
    told = verdict(standing, on=TODAY, times=times, is_first=is_first)
    words = said(told)
    assert [word for word in NEVER if word in words] == []
    assert told.tone in {"good", "wait", "bad"}
    assert told.advice
    assert all(fact.endswith(".") for fact in told.facts)
    assert "%(" not in words


@given(STANDINGS, st.integers(2, 10_000))
def test_only_what_is_in_order_is_good(standing, times):
    told = verdict(standing, on=TODAY, times=times, is_first=False)
    is_odd = standing.item and (
        standing.leaps or len(standing.provinces) >= 4 or standing.late or times >= MANY
        or (standing.early and standing.state == "sold")
    )  # fmt: skip
    is_wrong = standing.is_void or standing.has_expired(on=TODAY) or not standing.completed_at
    assert (told.tone == "good") == (not is_odd and not is_wrong)


@pytest.mark.parametrize(
    ("facts", "times", "words"),
    [
        ({"first_at": None}, 1, "Đây là lần đầu mã này được quét."),
        ({}, 3, "Mã này đã được quét 3 lần. Lần đầu lúc 12:00 21/11/2026"),
        ({"days": 2}, 3, "Các lần quét rải trong 2 ngày."),
        ({}, 1, "Mã này mới được quét một lần"),
        ({"left_at": NOON - timedelta(days=9)}, 2,
         "rời tay người làm ngày 12/11/2026, cách nay 9 ngày"),
        ({"left_at": NOON}, 2, "rời tay người làm hôm nay"),
        ({"early": 2}, 3, "Có 2 lần quét từ trước khi hàng giao đi"),
        ({"late": 1}, 3, "Có 1 lần quét sau hạn dùng."),
        ({"leaps": 1, "leap_from": "22", "leap_to": "79", "leap_minutes": 35}, 3,
         "ở Quảng Ninh, rồi ở Hồ Chí Minh chỉ 35 phút sau"),
        ({"leaps": 1, "leap_from": "22", "leap_to": "96", "leap_minutes": 61}, 3, "chỉ 1 giờ sau"),
        ({"provinces": ("01", "22", "79", "96")}, 9, "ở nhiều nơi: Hà Nội, Quảng Ninh"),
        ({"has_pin": True}, 3, "có lớp cào, chưa ai báo đã mở"),
        ({"revealed_at": NOON}, 3, "đã được mở lần đầu lúc 12:00 21/11/2026"),
        ({"completed_at": None}, 2, "Lô này chưa đủ hồ sơ"),
        ({"state": "void"}, 2, "Mã này đã bị huỷ"),
        ({"state": "packed"}, 2, "đã đóng vào kiện của một đơn, chưa giao"),
        ({"best_before": TODAY}, 2, "Lô này đã hết hạn dùng"),
        ({"item": None, "issued_at": None}, 2, "Lô này có trong sổ của Chợ Gốc"),
    ],
)  # fmt: skip
def test_what_is_said(facts, times, words):
    told = verdict(found(**facts), on=TODAY, times=times, is_first=facts.get("first_at", 1) is None)
    assert words in said(told)


@given(PROVINCES, PROVINCES, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_travel_is_the_same_both_ways_and_time_heals_it(here, there, within):
    assert travel.distance(here, there) == pytest.approx(travel.distance(there, here))
    leap = travel.is_improbable(here, there, within)
    assert leap == travel.is_improbable(there, here, within)
    assert not travel.is_improbable(here, here, within)
    assert not travel.is_improbable(here, there, timedelta(hours=2))
    assert leap <= travel.is_improbable(here, there, within / 2)


@pytest.mark.parametrize(
    ("here", "there", "minutes", "leap"),
    [("22", "79", 9, True), ("22", "79", 180, False), ("22", "31", 0, False), ("22", "", 0, False)],
)  # fmt: skip
def test_neighbours_never_leap(here, there, minutes, leap):
    assert travel.is_improbable(here, there, timedelta(minutes=minutes)) is leap


def test_the_provinces_are_those_of_the_register():
    listed = {row["code"]: row["short_name"] for row in rows("places/provinces.csv")}
    assert {code: travel.name(code) for code in travel.CENTRES} == listed


def test_every_province_is_on_the_map_and_the_most_looked_at_is_the_largest():
    drawn = country.dots({"22": 100, "01": 25})
    width, height = map(int, country.VIEW_BOX.split()[2:])
    assert len(drawn) == 34
    assert all(0 < dot.x < width and 0 < dot.y < height for dot in drawn)
    assert [dot.radius for dot in drawn[-2:]] == [11.0, 19.0]
