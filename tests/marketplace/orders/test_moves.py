"""An order moves only along its moves: every pair of states tried."""

from __future__ import annotations

from itertools import product

import pytest

from marketplace.orders.actions import states
from marketplace.orders.models import Order
from tests.marketplace.stories import paid_order

pytestmark = pytest.mark.django_db
State = Order.State


@pytest.fixture(scope="module")
def standing_order(ground):
    with ground():
        return paid_order()


@pytest.mark.parametrize(("here", "there"), list(product(State, State)))
def test_an_order_moves_only_where_its_moves_allow(standing_order, here, there):
    order = Order.objects.get(pk=standing_order.pk)
    order.state = here

    if there in Order.MOVES[here]:
        states.move(order, there)
        assert Order.objects.get().state == there
    else:
        with pytest.raises(states.NotNow):
            states.move(order, there)
        assert Order.objects.get().state == State.AWAITING_ACCEPTANCE
