"""Đồng."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.money import dong, share, split


def test_dong_are_written_with_dots_and_a_space_that_never_breaks():
    assert dong(1_250_000) == "1.250.000\u00a0₫"


@pytest.mark.parametrize(
    ("amount", "points", "part"), [(185_000, 150, 2_775), (333, 100, 3), (50, 100, 1)]
)
def test_a_share_rounds_halves_up(amount, points, part):
    assert share(amount, points) == part


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_parts_add_up_to_the_whole(amount, weights):
    parts = split(amount, weights)

    assert sum(parts) == amount
    assert all(
        abs(part - amount * w / sum(weights)) < 1.001
        for part, w in zip(parts, weights, strict=True)
    )
