"""When packs will be sold out, from eight weeks of sales, and when nobody can know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.figures.forecast import SPAN, forecast

TODAY = date(2026, 11, 23)


def ago(**packs):
    """``d7=2``: two packs seven days ago."""
    return {TODAY - timedelta(days=int(day[1:])): n for day, n in packs.items()}


def test_what_sells_evenly_lasts_as_long_as_it_is_enough():
    """Sixteen packs in eight weeks are two a week: nine last four weeks and a half."""
    found = forecast(ago(d56=4, d30=6, d2=6), free=9, today=TODAY)

    assert (found.weekly, found.packs_a_week, found.weeks) == (2.0, 2, 4)
    assert found.left == timedelta(days=31)
    assert found.out_on == date(2026, 12, 24)
    assert not found.is_soon


@pytest.mark.parametrize(
    "sold",
    [
        {},
        ago(d3=100),  # one large order
        ago(d3=50, d4=50),  # on two days
        ago(d3=1, d4=1, d5=2),  # four packs
        ago(d57=9, d60=9, d70=9),  # too long ago
        ago(d0=9, d1=2, d2=2),  # today is not over
    ],
)
def test_thin_figures_say_nothing(sold):
    assert forecast(sold, free=50, today=TODAY) is None


def test_what_began_to_sell_lately_is_reckoned_from_its_first_day_and_from_two_weeks_at_least():
    lately = forecast(ago(d28=2, d9=3, d1=3), free=8, today=TODAY)
    just_now = forecast(ago(d3=2, d2=3, d1=3), free=8, today=TODAY)

    assert (lately.weekly, lately.left.days) == (2.0, 28)
    assert (just_now.weekly, just_now.left.days) == (4.0, 14)


def test_the_fourteenth_day_is_not_soon_any_more():
    sold = ago(d14=4, d7=5, d1=5)  # a pack a day
    assert [forecast(sold, free=n, today=TODAY).is_soon for n in (0, 13, 14)] == [True, True, False]
    assert forecast(sold, free=366, today=TODAY).is_long


@given(
    st.dictionaries(st.integers(1, 56), st.integers(1, 1000), min_size=3),
    st.integers(0, 10**6),
)
def test_more_in_store_never_ends_sooner(days, free):
    sold = {TODAY - timedelta(days=n): packs for n, packs in days.items()}
    found, more = (forecast(sold, free=n, today=TODAY) for n in (free, free + 1))
    if found is None:
        assert more is None
        assert sum(days.values()) < 5
        return
    assert timedelta(0) <= found.left <= more.left
    # over the days it is said to last, no more is sold than there is
    assert found.weekly * found.left.days <= free * 7 + 1e-6
    assert found.weekly >= sum(days.values()) * 7 / SPAN.days - 1e-9
