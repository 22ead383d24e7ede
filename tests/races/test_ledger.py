"""Everybody posts at once: an account that holds enough for three gives to three."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import transaction

from marketplace.ledger import audit, chart, queries
from marketplace.ledger.actions import Overdrawn, post
from marketplace.ledger.models import Kind, LedgerTransaction
from tests.factories import MIDDAY
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
GATEWAY, ESCROW = chart.gateway("sandbox"), chart.escrow(7)


@transaction.atomic
def give(n, amount=10_000):
    legs = {ESCROW: amount, chart.BUYER_REFUND_DUE: -amount}
    return bool(post(key=f"owed:{n}", kind=Kind.REFUND_OWED, legs=legs, at=MIDDAY))


@pytest.fixture
def _enough_for_three():
    with transaction.atomic():
        legs = {GATEWAY: 35_000, ESCROW: -35_000}
        post(key="paid", kind=Kind.PAID, legs=legs, at=MIDDAY)


@pytest.mark.usefixtures("_enough_for_three")
def test_many_at_once_take_no_more_than_there_is():
    assert rush(range(AT_ONCE), give) == {True: 3, Overdrawn: AT_ONCE - 3}
    assert queries.balances([ESCROW, chart.BUYER_REFUND_DUE]) == {
        ESCROW: -5_000,
        chart.BUYER_REFUND_DUE: -30_000,
    }
    assert list(audit.kept_otherwise()) == []


@pytest.mark.usefixtures("_enough_for_three")
def test_the_same_posted_by_many_is_posted_once():
    assert rush(range(AT_ONCE), lambda _again: give("once")) == {True: AT_ONCE}
    assert LedgerTransaction.objects.filter(key="owed:once").count() == 1
    assert queries.balance(ESCROW) == -25_000


@pytest.mark.usefixtures("_enough_for_three")
def test_careless_posting_that_looks_first_takes_too_much():
    """The negative control: accounts that may be overdrawn are not watched over."""
    looked, all_looked = [], Event()
    bank = chart.BANK

    def take_carelessly(n):
        looked.append(queries.balance(GATEWAY) >= 10_000)
        if len(looked) == AT_ONCE:
            all_looked.set()
        all_looked.wait(timeout=30)
        with transaction.atomic():
            legs = {bank: 10_000, GATEWAY: -10_000}
            return bool(post(key=f"moved:{n}", kind=Kind.MOVED, legs=legs, at=MIDDAY))

    assert rush(range(AT_ONCE), take_carelessly) == {True: AT_ONCE}
    assert looked == [True] * AT_ONCE
    assert queries.balance(GATEWAY) == 35_000 - AT_ONCE * 10_000
