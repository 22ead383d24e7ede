"""Columns over time: where they stand, and which of them are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.charts import FOOT, HEAD, HEIGHT, MOST_LABELS, MOST_LINES, Point, columns, step_of


def points(*values):
    return [Point(label=str(n), value=value, text=f"{value} ₫") for n, value in enumerate(values)]


def test_the_highest_reaches_its_line_and_nothing_leaves_the_drawing():
    chart = columns(points(0, 5, 20), total="25 ₫", said=lambda n: f"{n} k")

    assert [one.text for one in chart.lines] == ["5 k", "10 k", "15 k", "20 k"]
    none, small, high = chart.columns
    assert (none.height, high.y) == (0.0, HEAD)
    assert high.y + high.height == small.y + small.height == HEIGHT - FOOT
    assert chart.highest.label == "2"


@pytest.mark.parametrize("values", [(), (0,), (0, 0, 0)])
def test_nothing_is_drawn_of_nothing(values):
    assert columns(points(*values), total="0") is None


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=62))
def test_any_figures_fit(values):
    chart = columns(points(*values), total="")
    if chart is None:
        assert not any(values)
        return
    assert 1 <= len(chart.lines) <= MOST_LINES + 1
    assert sum(one.is_named for one in chart.columns) <= MOST_LABELS + 1
    assert chart.columns[-1].is_named
    for one in chart.columns:
        assert HEAD <= one.y <= HEIGHT - FOOT
        assert one.x >= 0
        assert one.x + one.width <= 100.01


@pytest.mark.parametrize(("most", "step"), [(1, 1), (4, 1), (5, 2), (20, 5), (21, 10), (999, 500)])
def test_lines_stand_at_round_figures(most, step):
    assert step_of(most) == step
