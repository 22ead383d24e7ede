"""What is owed back: to the đồng, once, and never more than was paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.orders.actions.refunds import Cause, owe, owe_delivery, owe_packs
from marketplace.orders.models import Line, RefundDue
from tests.factories import MIDDAY
from tests.marketplace.stories import paid_order

REASON = RefundDue.Reason.CLAIM
DEAR = st.integers(1, 10**12)


def cause(key):
    return Cause(reason=REASON, key=key)


@given(DEAR, st.lists(st.integers(0, 40), min_size=1))
def test_the_parts_of_a_line_come_to_what_was_paid(price, parts):
    quantity = sum(parts) or 1
    line = Line(unit_price=price, quantity=quantity, total=price * quantity)
    shares = [line.paid_for(packs, after=sum(parts[:i])) for i, packs in enumerate(parts)]

    assert sum(shares) == (line.paid if sum(parts) else 0)
    assert min(shares) >= 0


@pytest.mark.django_db
def test_a_refund_is_owed_once_for_each_key():
    line = paid_order(3).lines.get()
    first = owe_packs(line=line, packs=1, cause=cause("a"), at=MIDDAY)
    again = owe_packs(line=line, packs=1, cause=cause("a"), at=MIDDAY)

    assert first == again
    assert list(RefundDue.objects.values_list("packs", "amount")) == [(1, line.unit_price)]


@pytest.mark.django_db
def test_no_more_is_owed_than_was_paid():
    line = paid_order(3).lines.get()
    owed = [
        owe(order=line.order, line=line, amount=line.total - 1, cause=cause("most"), at=MIDDAY),
        owe_packs(line=line, packs=3, cause=cause("all"), at=MIDDAY),
        owe_packs(line=line, packs=3, cause=cause("all again"), at=MIDDAY),
    ]

    assert [due.amount if due else None for due in owed] == [line.total - 1, 1, None]


@pytest.mark.django_db
def test_the_delivery_fee_is_owed_once_whatever_the_reason():
    order = paid_order(3)
    owed = [owe_delivery(order=order, cause=cause(key), at=MIDDAY) for key in "ab"]

    assert [due.amount if due else None for due in owed] == [order.delivery_fee, None]
