"""An order moves only along its moves: every pair of states tried."""

from __future__ import annotations

from itertools import product

import pytest

from accounts.models import Entry
from marketplace.orders.actions import states
from marketplace.orders.models import Order
from tests.factories import MIDDAY
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
    comes_back = here == State.CANCELLED  # what was paid for does not

    if there in Order.MOVES[here] and not comes_back:
        states.move(order, there, cause="tried", at=MIDDAY)
        entry = Entry.objects.get(verb="tried")
        assert entry.detail == {"was": here, "became": there}
        assert Order.objects.get().state == there
    else:
        with pytest.raises(states.NotNow):
            states.move(order, there, at=MIDDAY)
        assert Order.objects.get().state == State.AWAITING_ACCEPTANCE
