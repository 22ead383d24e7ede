"""Timetables of standing questions: which moment comes next."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from traceability.epcis.schedule import NotASchedule, read

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 11, 22, 8, 30, 15, tzinfo=ZONE)  # a Sunday


@pytest.mark.parametrize(
    ("said", "next_at"),
    [
        ({"hour": "1", "minute": "5"}, "2026-11-23 01:05:00"),
        ({"hour": "9"}, "2026-11-22 09:00:00"),
        ({"minute": "30"}, "2026-11-22 09:30:00"),
        ({"minute": "15,45"}, "2026-11-22 08:45:00"),
        ({"second": "0"}, "2026-11-22 08:31:00"),
        ({"second": 20}, "2026-11-22 08:30:20"),
        ({"hour": "[8-17]", "dayOfWeek": "[1-5]"}, "2026-11-23 08:00:00"),
        ({"dayOfMonth": "1"}, "2026-12-01 00:00:00"),
        ({"month": "2", "dayOfMonth": "29"}, "2028-02-29 00:00:00"),
        ({"dayOfWeek": "7", "hour": "7"}, "2026-11-29 07:00:00"),
    ],
)
def test_the_next_moment_is_the_first_that_fits(said, next_at):
    assert f"{read(said).after(AT):%Y-%m-%d %H:%M:%S}" == next_at


def test_a_day_that_never_comes_has_no_next():
    assert read({"month": "2", "dayOfMonth": "30"}).after(AT) is None


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (None, "schedule"),
        ({}, "schedule"),
        ({"year": "2027"}, "schedule.year"),
        ({"minute": "60"}, "schedule.minute"),
        ({"dayOfWeek": "0"}, "schedule.dayOfWeek"),
        ({"hour": "[9-8]"}, "schedule.hour"),
        ({"hour": "*"}, "schedule.hour"),
        ({"hour": ["1"]}, "schedule.hour"),
        ({"hour": True}, "schedule.hour"),
        ({"hour": "１"}, "schedule.hour"),
    ],
)
def test_what_is_no_timetable_is_told_its_part(said, part):
    with pytest.raises(NotASchedule) as refusal:
        read(said)

    assert refusal.value.part == part
