"""Counting tries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.limits import TooOften, count_try, forget_tallies
from accounts.models import Tally
from accounts.throttles import caller
from tests.factories import MIDDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("address", "again", "is_one"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_a_caller_is_a_household_whose_address_is_kept_by_nobody(rf, address, again, is_one):
    first, second = (caller(rf.get("/", REMOTE_ADDR=one), "asking") for one in (address, again))

    assert (first == second) is is_one
    assert address not in first
    assert caller(rf.get("/", REMOTE_ADDR=address), "other") != first


def test_the_try_after_the_limit_is_refused():
    for n in (1, 2, 3):
        assert count_try(key="code:+84912", at=MIDDAY, limit=3, within=HOUR) == n

    with pytest.raises(TooOften) as refusal:
        count_try(key="code:+84912", at=MIDDAY, limit=3, within=HOUR)

    assert refusal.value.again_at == MIDDAY + HOUR


def test_each_key_and_each_span_counts_for_itself():
    count_try(key="a", at=MIDDAY, limit=1, within=HOUR)

    assert count_try(key="b", at=MIDDAY, limit=1, within=HOUR) == 1
    assert count_try(key="a", at=MIDDAY + HOUR, limit=1, within=HOUR) == 1


def test_counters_of_days_gone_by_are_dropped():
    count_try(key="old", at=MIDDAY - 3 * 24 * HOUR, limit=1, within=HOUR)
    count_try(key="new", at=MIDDAY, limit=1, within=HOUR)

    assert forget_tallies(before=MIDDAY - 48 * HOUR) == 1
    assert [tally.key for tally in Tally.objects.all()] == ["new"]
