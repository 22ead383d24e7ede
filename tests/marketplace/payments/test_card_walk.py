"""A card pays an order from the first press to the last notice, against Stripe's stand-in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from marketplace.cart import actions as cart
from marketplace.orders.models import Order
from marketplace.payments.actions import lapsing, opening
from marketplace.payments.actions.asking import ask_about_pending
from marketplace.payments.models import Notice, Payment
from tests.factories import LotFactory
from tests.marketplace.payments.test_stripe_stand_in import press
from tests.marketplace.stories import order, tariffs
from tests.stand_ins.stripe.server import running

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "whsec_known-to-both-sides"


@pytest.fixture
def stripe(live_server, settings):
    with running() as stand_in:
        settings.PAYMENT_GATEWAYS = {
            **settings.PAYMENT_GATEWAYS,
            "stripe": {
                "key": "sk_test_loopback",
                "secrets": (SECRET,),
                "api": stand_in.address,
            },
        }
        hook = live_server.url + reverse("payments:webhook", args=["stripe"])
        stand_in.courier.hooks.append((hook, SECRET))
        yield stand_in


@pytest.fixture
def payment():
    tariffs()
    lot, at = LotFactory(best_before=localdate() + timedelta(days=90)), now()
    mine = cart.open_cart(user=None, at=at)
    cart.add_packs(cart=mine, pack=lot.pack, quantity=1, on=localdate(), at=at)
    return order(mine, total=lot.pack.price + 30_000, gateway="stripe", at=at)


def test_a_card_pays_and_every_notice_is_heard_once(stripe, payment):
    begun = opening.start(payment=payment, at=now())

    back = press(begun.redirect_url, b"act=pay")
    stripe.courier.send(stripe.events[-1])
    stripe.courier.send(stripe.events[-1], forged=True)
    stripe.courier.wait()

    assert back.endswith(f"{reverse('payments:pay', args=[payment.reference])}?{opening.BACK}=1")
    assert stripe.courier.codes == [200, 200, 200, 400]
    assert Payment.objects.get().state == Payment.State.PAID
    assert Order.objects.get().state == Order.State.AWAITING_ACCEPTANCE
    outcomes = Notice.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [Notice.Outcome.IGNORED, Notice.Outcome.SETTLED]


def test_a_card_whose_notice_is_lost_is_asked_about(stripe, payment):
    stripe.courier.hooks.clear()
    begun = opening.start(payment=payment, at=now())
    press(begun.redirect_url, b"act=pay")

    assert Order.objects.get().state == Order.State.AWAITING_PAYMENT
    soon = now() + timedelta(minutes=1)
    assert [ask_about_pending(at=soon) for _ in range(2)] == [1, 0]
    assert Order.objects.get().state == Order.State.AWAITING_ACCEPTANCE


def test_a_card_that_pays_for_goods_let_go_brings_them_back(stripe, payment):
    begun = opening.start(payment=payment, at=now())
    lapsing.release_overdue(at=begun.expires_at)
    assert Order.objects.get().state == Order.State.CANCELLED

    press(begun.redirect_url, b"act=pay")
    stripe.courier.wait()

    assert Order.objects.get().state == Order.State.AWAITING_ACCEPTANCE
