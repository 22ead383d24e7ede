"""Whatever is claimed, recalled, short or weighed again: never more goes back than was paid."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.claims.models import ClaimedLine
from marketplace.orders.actions.refunds import Cause, owe, owe_packs
from marketplace.orders.models import Line, RefundDue
from marketplace.rights.kinds import Kind
from tests.factories import KNOWN
from tests.marketplace.claims.stories import SOON, answer, came, claim

pytestmark = pytest.mark.django_db
Reason = RefundDue.Reason
QUANTITY = 5
KINDS = st.sampled_from([Kind.DAMAGED, Kind.QUALITY, Kind.NOT_AS_DESCRIBED])
ACTS = st.one_of(
    st.tuples(st.just("claim"), st.integers(1, 6), KINDS, st.integers(0, 100)),
    st.tuples(st.just("short"), st.integers(1, 3)),
    st.tuples(st.just("lighter"), st.integers(1, 300_000)),
)


@given(st.lists(ACTS, min_size=2, max_size=6), st.integers(1, 40_000))
@settings(max_examples=8)
def test_never_more_goes_back_than_was_paid(acts, price):
    KNOWN.clear()  # what was bought before was undone
    with transaction.atomic():
        line = bought(price)
        for n, act in enumerate(acts):
            happen(line, act, n)
        owed = RefundDue.objects.filter(line=line).aggregate(n=Sum("amount"))["n"] or 0
        claimed = ClaimedLine.objects.filter(line=line).aggregate(n=Sum("packs"))["n"] or 0

        assert owed <= line.paid == price * QUANTITY
        assert claimed <= QUANTITY
        transaction.set_rollback(True)


def bought(price):
    order = came(QUANTITY)
    order.lines.update(unit_price=price, total=price * QUANTITY)
    return Line.objects.select_related("order").get(order=order)


def happen(line, act, n):
    kind, much, *rest = act
    if kind == "claim":
        say(line, much, *rest)
    elif kind == "short":
        cause = Cause(reason=Reason.SHORT_SHIPPED, key=f"short {n}")
        owe_packs(line=line, packs=much, cause=cause, at=SOON)
    else:
        cause = Cause(reason=Reason.WEIGHT, key=f"weight {n}")
        owe(order=line.order, line=line, amount=much, cause=cause, at=SOON)


def say(line, packs, kind, share):
    """A claim, of which the producer offers a share; some are refused, as they are due to be."""
    try:
        with transaction.atomic():
            one = claim(line.order, packs, kind)
            answer(one, one.lines.get().asked * share // 100)
    except ValidationError:
        return
