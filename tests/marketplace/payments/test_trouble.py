"""A demo bank that misbehaves on purpose: whatever it does, every payment is paid once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.models import Order
from marketplace.payments import registry
from marketplace.payments.actions import opening, refunding
from marketplace.payments.gateways.contract import Unavailable
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.models import Notice, Payment, Refund
from tests.factories import MIDDAY
from tests.marketplace.stories import hear, pending_payment
from traceability.models import Lot

SEED = 20
WEBHOOK = reverse("payments:webhook", args=["sandbox"])


def test_one_reply_in_twenty_is_lost_after_it_acted():
    bank, lost = Sandbox(secret="s", seed=SEED), 0
    for number in range(1_000):
        try:
            refund(bank, number)
        except Unavailable:
            lost += 1
            refund_until_heard(bank, number)

    assert 30 <= lost <= 70
    assert len(bank.given) == 1_000


def test_notices_come_late_several_times_and_in_no_order_by_its_dice():
    plans = list(deliveries(Sandbox(secret="s", seed=SEED)))

    assert plans == list(deliveries(Sandbox(secret="s", seed=SEED)))
    assert plans != list(deliveries(Sandbox(secret="s", seed=SEED + 1)))
    assert {len(plan) for plan in plans} == {1, 2, 3}
    assert {second for plan in plans for second in plan} == set(range(16))
    firsts = [plan[0] for plan in plans]
    assert firsts != sorted(firsts)


def test_a_bank_on_a_good_day_speaks_at_once_and_is_always_heard():
    bank = Sandbox(secret="s")

    assert list(deliveries(bank)) == [[0]] * 200
    assert [refund(bank, number).amount for number in range(200)] == [1] * 200


def test_a_bad_day_says_at_the_start_by_which_dice(settings, caplog):
    settings.SANDBOX_TROUBLE, settings.SANDBOX_SEED = True, 42

    apps.get_app_config("marketplace").ready()

    assert "SANDBOX_SEED=42" in caplog.text


@pytest.mark.django_db
def test_payments_at_a_bad_bank_are_each_paid_once(client, settings):
    trouble(settings)
    payments = [pending_at_a_bad_bank() for _ in range(5)]
    bank, post = registry.demo_bank(), []
    for payment in payments:
        told = {"reference": payment.reference, "amount": payment.amount, "at": now()}
        body, _ = bank.notice(**told)
        post += [(second, payment.pk, body) for second in bank.deliveries()]
    assert sorted(post) != post
    assert max(Counter(pk for _, pk, _ in post).values()) > 1

    answers = [heard(client, bank, body) for _, _, body in sorted(post)]

    assert set(answers) == {200}
    assert Notice.objects.filter(outcome="settled").count() == 5
    assert set(Order.objects.values_list("state", flat=True)) == {"awaiting_acceptance"}
    assert Lot.objects.count() == 5


@pytest.mark.django_db
def test_a_refund_whose_reply_a_bad_bank_loses_goes_back_once(settings):
    payment = pending_payment()
    hear(payment)
    Payment.objects.update(state="stray")
    trouble(settings)
    registry.demo_bank().dice.seed(31)  # which loses the first reply
    at = MIDDAY
    for _ in range(3):
        refunding.pay_back(at=at)
        at += timedelta(hours=7)

    assert list(Refund.objects.values_list("state", "tries")) == [("done", 2)]
    assert [one.amount for one in registry.demo_bank().given.values()] == [payment.amount]


def trouble(settings):
    registry._made.cache_clear()
    settings.PAYMENT_GATEWAYS = {"sandbox": {"secret": "s" * 32, "seed": SEED}}


def pending_at_a_bad_bank():
    """Started as often as it takes."""
    try:
        return pending_payment()
    except Unavailable:
        return opening.start(payment=Payment.objects.latest("pk"), at=MIDDAY)


def heard(client, bank, body):
    headers = bank.seal(body, at=now())
    return client.post(WEBHOOK, body, content_type="application/json", headers=headers).status_code


def refund(bank, number):
    return bank.refund(external_id=f"CG{number}-1", amount=1, key="k", opened_at=MIDDAY)


def refund_until_heard(bank, number):
    try:
        return refund(bank, number)
    except Unavailable:
        return refund_until_heard(bank, number)


def deliveries(bank):
    return (bank.deliveries() for _ in range(200))
