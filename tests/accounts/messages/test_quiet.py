"""Nobody is woken, and nobody waits longer than the night."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.messages.quiet import QuietHours

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = QuietHours(time(21), time(7))


def at(clock, day=21):
    return datetime.combine(datetime(2026, 11, day), time.fromisoformat(clock), tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at("20:59:59"), at("20:59:59")),
        (at("21:00"), at("07:00", 22)),
        (at("23:59:59"), at("07:00", 22)),
        (at("00:00"), at("07:00")),
        (at("06:59:59"), at("07:00")),
        (at("07:00"), at("07:00")),
    ],
)
def test_the_night_ends_on_its_minute(now, then):
    assert NIGHT.next_allowed(now) == then


def test_quiet_hours_may_lie_within_a_day():
    noon = QuietHours(time(11, 30), time(13))

    assert noon.next_allowed(at("12:00")) == at("13:00")
    assert noon.next_allowed(at("13:00")) == at("13:00")
    assert noon.next_allowed(at("11:29")) == at("11:29")


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_what_waits_goes_as_soon_as_it_may(start, end, moment):
    quiet, local = QuietHours(start, end), moment.replace(tzinfo=HERE)

    then = quiet.next_allowed(local)

    assert not quiet.covers(then)
    assert local <= then < local + timedelta(days=1, seconds=1)
    assert (then == local) == (not quiet.covers(local))
