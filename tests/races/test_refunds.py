"""A refund asked for by many is given once, and many refunds at once never give more than came."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import IntegrityError
from django.db.models import F

from accounts.models import Message
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import RefundDue
from marketplace.payments import registry
from marketplace.payments.actions import refunding
from marketplace.payments.models import Payment, Refund
from tests.factories import MIDDAY
from tests.marketplace.stories import LATER, paid_order
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def owed(order, amount, key):
    cause = Cause(reason=RefundDue.Reason.CLAIM, key=key)
    return owe(order=order, line=order.lines.get(), amount=amount, cause=cause, at=MIDDAY)


def test_a_refund_asked_for_by_many_is_given_and_told_once():
    owed(paid_order(), 85_000, "one")
    registry.demo_bank().given.clear()

    rush(range(AT_ONCE), lambda _again: refunding.pay_back(at=LATER) >= 0)

    refund = Refund.objects.get()
    assert (refund.state, refund.tries, refund.payment.refunded) == ("done", 1, 85_000)
    assert len(registry.demo_bank().given) == 1
    assert Message.objects.filter(key__startswith="refunded:").count() == 1


def test_many_refunds_at_once_stop_at_what_came():
    order = paid_order()
    dues = [owed(order, 10_000, f"due {n}") for n in range(AT_ONCE)]
    Payment.objects.update(refunded=F("amount") - 30_000)

    answers = rush(dues, lambda due: bool(refunding._open(due, LATER)))

    assert answers == {True: 3, refunding.MoreThanCame: AT_ONCE - 3}
    payment = Payment.objects.get()
    assert payment.refunded == payment.amount


def test_careless_refunds_that_look_first_are_stopped_by_the_database():
    """The negative control: everybody has looked before anybody writes, and no lock is held."""
    payment = paid_order().group.payments.get()
    looked, all_looked = [], Event()

    def give_carelessly(_n):
        looked.append(Payment.objects.get().refunded + 300_000 <= payment.amount)
        if len(looked) == AT_ONCE:
            all_looked.set()
        all_looked.wait(timeout=30)
        return Payment.objects.update(refunded=F("refunded") + 300_000)

    assert rush(range(AT_ONCE), give_carelessly) == {1: 1, IntegrityError: AT_ONCE - 1}
    assert looked == [True] * AT_ONCE
