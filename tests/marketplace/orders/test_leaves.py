"""The pure leaves: weights, what follows from giving up, and the one word for many orders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marketplace.orders import consequences
from marketplace.orders.consequences import TABLE, Stage
from marketplace.orders.models import Cancellation, Order
from marketplace.orders.standing import ENDED, FORWARD, rolled_up
from marketplace.orders.weights import owed_back

SUMS, GRAMS = st.integers(0, 10**10), st.integers(1, 10**7)


@given(SUMS, GRAMS, GRAMS)
def test_a_buyer_pays_no_more_than_agreed_and_no_less_than_what_is_there(paid, reckoned, weighed):
    back = owed_back(paid=paid, reckoned=reckoned, weighed=weighed)

    kept = paid - back
    assert 0 <= back <= paid
    assert kept * reckoned <= paid * weighed or kept == paid
    assert back == 0 or (kept + 1) * reckoned > paid * weighed


@given(SUMS, GRAMS, GRAMS, GRAMS)
def test_heavier_is_never_owed_more(paid, reckoned, one, other):
    light, heavy = sorted((one, other))

    assert owed_back(paid=paid, reckoned=reckoned, weighed=light) >= owed_back(
        paid=paid, reckoned=reckoned, weighed=heavy
    )


def test_what_was_sent_is_nobodys_to_give_up_and_all_money_goes_back():
    assert {side for side, _stage in TABLE} == set(Cancellation.Side.values)
    assert [side for side, stage in TABLE if stage == Stage.SENT] == []
    assert all(row.refunds_delivery for row in TABLE.values())
    assert consequences.of("buyer", Stage.PACKED) is None


def test_every_state_has_its_place_in_the_one_word():
    assert {*FORWARD, *ENDED} == set(Order.State.values)


@given(st.lists(st.sampled_from([*FORWARD, *ENDED]), min_size=1, max_size=6))
def test_the_one_word_is_the_farthest_of_those_that_go_on(states):
    found = rolled_up(states)

    going_on = [state for state in states if state in FORWARD]
    assert found.of == len(going_on or states)
    assert 1 <= found.reached <= found.of
    if going_on:
        assert found.state == max(going_on, key=FORWARD.index)
    else:
        assert found.state in ENDED
    assert rolled_up(states[::-1]) == found


def test_the_one_word_of_one_order_is_its_own():
    for state in Order.State.values:
        assert (rolled_up([state]).state, rolled_up([state]).is_of_all) == (state, True)
