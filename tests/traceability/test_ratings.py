"""When a lot is called worse than the others of its product: never for a single angry word."""

from __future__ import annotations

import pytest

from traceability.ratings import Rating

OTHERS = (10, 46)


def of(count, total, others=OTHERS):
    return Rating(count, total, count + others[0], total + others[1])


@pytest.mark.parametrize(
    ("rating", "is_worse"),
    [
        (of(3, 6), True),
        (of(2, 2), False),  # too few
        (of(3, 11), False),  # less than a point below
        (of(3, 10), True),
        (of(5, 20, others=(10, 50)), False),  # four is good, whatever the others have
        (of(3, 3, others=(2, 10)), False),  # nothing to compare with
        (of(3, 6, others=(4, 8)), False),  # no worse than the others
        (Rating(), False),
    ],
)
def test_a_lot_is_worse_only_by_a_point_and_by_enough_people(rating, is_worse):
    assert rating.is_worse == is_worse


def test_the_others_are_all_but_the_lot_itself():
    rating = of(3, 6)
    assert (rating.mean, rating.count_of_others, rating.mean_of_others) == (2.0, 10, 4.6)
