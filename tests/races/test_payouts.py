"""However many pay a producer at once, no more leaves than it has earned."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import transaction

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.ledger.queries import balance
from marketplace.payouts.actions import earning, runs
from marketplace.payouts.models import Earning, Payout, PayoutRun
from tests.factories import UserFactory
from tests.marketplace.payouts.stories import OVER, account, delivered, earned
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def payouts(producer, amount):
    """As many as there are people, each of a run of its own."""
    there = account(producer)
    made = []
    for n in range(AT_ONCE):
        run = PayoutRun.objects.create(code=f"CT-{n}", drafted_at=OVER)
        made.append(
            Payout.objects.create(
                run=run, producer=producer, account=there, amount=amount, state="left_out"
            )
        )
    return made


def set_aside(payout):
    with transaction.atomic():
        runs._set_aside(payout, OVER)
    return payout.state


def test_many_payouts_at_once_stop_at_what_was_earned():
    producer = earned().producer

    assert rush(payouts(producer, 130_000), set_aside) == {"under_way": 3, "left_out": AT_ONCE - 3}
    assert -balance(chart.payable(producer.pk)) == 10_000
    assert -balance(chart.PAYOUTS_UNDER_WAY) == 390_000


def test_careless_payouts_that_look_first_pay_what_there_is_not():
    """The negative control: everybody has looked before anybody writes, and no lock is held."""
    producer = earned().producer
    payable = chart.payable(producer.pk)
    looked, all_looked = [], Event()

    def pay_carelessly(payout):
        looked.append(-balance(payable) >= payout.amount)
        if len(looked) == AT_ONCE:
            all_looked.set()
        all_looked.wait(timeout=30)
        legs = {payable: payout.amount, chart.PAYOUTS_UNDER_WAY: -payout.amount}
        with transaction.atomic():
            post(key=f"careless:{payout.pk}", kind=Kind.PAYOUT_STARTED, legs=legs, at=OVER)
        return True

    assert rush(payouts(producer, 130_000), pay_carelessly) == {True: AT_ONCE}
    assert -balance(payable) < 0


def test_a_run_that_many_approve_at_once_is_approved_by_two():
    producer = earned().producer
    account(producer)
    run = runs.draft_run(by=None, at=OVER)
    people = [UserFactory() for _n in range(AT_ONCE)]

    said = rush(people, lambda by: runs.approve_run(run=run, by=by, at=OVER).state)

    assert said == {"draft": 1, "approved": 1, runs.NotPaidOut: AT_ONCE - 2}
    assert -balance(chart.PAYOUTS_UNDER_WAY) == 400_000


def test_clocks_that_beat_together_book_an_order_once():
    order = delivered()
    type(order).objects.filter(pk=order.pk).update(completed_at=OVER)

    assert sum(rush(range(AT_ONCE), lambda _n: earning.earn_due(at=OVER)).elements()) == 1
    assert (Earning.objects.count(), -balance(chart.payable(order.producer_id))) == (1, 400_000)
