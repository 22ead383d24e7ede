"""Notices told by many at once: one effect, however many; and money of several for one order."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import IntegrityError

from accounts.models import Entry
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payments.actions import proposing
from marketplace.payments.models import Notice, Payment, Proposal, Receipt
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import hear, pending_payment
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_a_hundred_identical_notices_have_one_effect():
    payment = pending_payment()

    heard = rush(range(100), lambda _again: str(hear(payment).outcome))

    assert heard == {"settled": 100}
    assert (Notice.objects.count(), Receipt.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="settled").count() == 1
    assert balance(chart.gateway("sandbox")) == payment.amount


def test_parts_that_come_at_once_are_added_up_and_no_more_is_taken():
    payment = pending_payment()
    part = payment.amount // 8

    heard = rush(range(10), lambda n: str(hear(payment, key=f"FT{n}", amount=part).outcome))

    assert heard == {"underpaid": 7, "settled": 1, "duplicate": 2}
    payment.refresh_from_db()
    assert (payment.state, payment.received) == ("paid", payment.amount)
    assert balance(chart.SUSPENSE) == -2 * part


def test_many_who_decide_about_the_same_money_decide_once():
    payment = pending_payment()
    hear(payment)
    held, people = hear(payment, key="FT2").receipt, [UserFactory(is_staff=True) for _ in range(8)]

    done = rush(people, lambda one: proposing.give_back(receipt=held, by=one, at=MIDDAY).kind)

    assert done == {"refund": 1, proposing.NotDone: 7}
    assert Proposal.objects.count() == 1
    assert Payment.objects.get().received == 2 * payment.amount


def test_a_careless_inbox_that_looks_first_is_stopped_by_the_database():
    """The negative control: everybody has looked before anybody writes, and no lock is held."""
    pending_payment()
    looked, all_looked = [], Event()

    def hear_carelessly(_n):
        looked.append(not Notice.objects.filter(external_id="FT1").exists())
        if len(looked) == AT_ONCE:
            all_looked.set()
        all_looked.wait(timeout=30)
        told = {"gateway": "sandbox", "external_id": "FT1", "body": b"", "received_at": MIDDAY}
        return bool(Notice.objects.create(**told))

    assert rush(range(AT_ONCE), hear_carelessly) == {True: 1, IntegrityError: AT_ONCE - 1}
    assert looked == [True] * AT_ONCE
