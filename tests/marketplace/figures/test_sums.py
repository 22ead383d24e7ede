"""Sums of a stall: added up, and told so that nobody is known by them."""

from __future__ import annotations

import pytest

from marketplace.figures.sums import Sold, Sums, folded, total


def test_sums_are_added_part_by_part():
    one = Sums(orders=2, returning=1, packs={7: Sold(3, 30)}, provinces={"22": 2}, places={"": 1})
    other = Sums(orders=1, claims=1, packs={7: Sold(1, 10), 8: Sold(1, 5)}, provinces={"01": 1})

    whole = total([one, other])

    assert whole == Sums(
        orders=3,
        returning=1,
        claims=1,
        packs={7: Sold(4, 40), 8: Sold(1, 5)},
        provinces={"22": 2, "01": 1},
        places={"": 1},
    )
    assert (whole.amount, whole.sold, whole.looks) == (45, 5, 1)
    assert not total([])


@pytest.mark.parametrize(
    ("counts", "named", "rest"),
    [
        ({"01": 9, "22": 5}, [("01", 9), ("22", 5)], 0),
        ({"01": 9, "22": 4, "31": 3}, [("01", 9)], 7),
        ({"01": 9, "22": 6, "31": 1}, [("01", 9)], 7),  # one alone takes another along
        ({"01": 2}, [], 2),
        ({"01": 9, "": 6}, [("01", 9)], 6),
        ({}, [], 0),
    ],
)
def test_a_province_of_a_few_orders_is_told_with_others(counts, named, rest):
    assert folded(counts, least=5) == (named, rest)
