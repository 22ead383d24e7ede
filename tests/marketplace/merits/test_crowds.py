"""No average tells of one household, not even of who is left over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marketplace.merits.crowds import LEAST, average, crowds
from marketplace.merits.digital import MOST, WEIGHTS, Part, index, points

GROUPS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.lists(st.integers(0, 100), min_size=1, max_size=9),
    max_size=6,
)
PARTS = st.builds(Part, st.integers(0, 20), st.integers(0, 20))


@given(GROUPS)
def test_every_crowd_and_whatever_can_be_worked_out_has_enough_behind_it(groups):
    rows, whole = crowds(groups), sum(map(len, groups.values()))

    assert all(row.count >= LEAST for row in rows)
    left = whole - sum(row.count for row in rows if row.name is not None)
    assert left == 0 or left >= LEAST or not any(row.name for row in rows)


def test_small_places_are_told_together_and_take_the_smallest_along():
    big, six, one = [50] * 8, [40] * 6, [100]

    told = [(row.name, row.count, row.average) for row in crowds({"A": big, "B": six, "C": one})]

    assert told == [("A", 8, 50), (None, 7, 49)]
    assert crowds({"A": [1] * 4}) == []
    assert (average([10] * 4), average([10, 11, 10, 11, 11])) == (None, 11)


def test_weights_add_up_to_a_hundred():
    assert sum(WEIGHTS.values()) == MOST == 100
    assert index(dict.fromkeys(WEIGHTS, Part(3, 3))) == 100
    assert index({}) == 0


@given(st.fixed_dictionaries(dict.fromkeys(WEIGHTS, PARTS)))
def test_each_rule_gives_no_more_than_its_weight_and_the_index_is_their_sum(facts):
    given_ = points(facts)

    assert all(0 <= given_[rule] <= WEIGHTS[rule] for rule in WEIGHTS)
    assert index(facts) == sum(given_.values()) <= 100
