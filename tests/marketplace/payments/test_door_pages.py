"""The way to a vendor's page, and what a browser that comes back from there is believed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.models import Order
from marketplace.payments.actions import opening
from tests.factories import LotFactory, UserFactory
from tests.marketplace.payments.senders import SENDERS
from tests.marketplace.stories import basket, buyer, order, tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def vnpay(settings):
    sender = SENDERS["vnpay"]()
    offered = {**settings.PAYMENT_GATEWAYS, "vnpay": sender.options}
    settings.PAYMENT_GATEWAYS = {**offered, "momo": SENDERS["momo"]().options}
    return sender


@pytest.fixture
def payment(client, vnpay):
    tariffs()
    owner, at = UserFactory(), now()
    mine = basket((LotFactory().pack, 2))
    placed = order(mine, total=400_000, who=buyer(user=owner), gateway="vnpay", at=at)
    client.force_login(owner)
    return opening.start(payment=placed, at=at)


def test_the_page_leads_to_the_vendors_own_and_names_it(client, payment):
    answer = client.get(reverse("payments:pay", args=[payment.reference]))

    assert "Đến trang của VNPay" in answer.text
    assert payment.redirect_url.startswith("https://sandbox.vnpayment.vn/")
    assert payment.redirect_url.replace("&", "&amp;") in answer.text
    assert "Stripe" not in answer.text


def test_a_browser_that_comes_back_and_says_paid_is_not_believed(client, payment, vnpay):
    """Even with the vendor's true signature: only its own notice, or its answer, settles."""
    told = vnpay.paid(reference=payment.reference, amount=payment.amount, at=now())
    words = vnpay.post(told)[0].decode()

    answer = client.get(reverse("payments:pay", args=[payment.reference]), QUERY_STRING=words)

    assert answer.status_code == 200
    assert "Đã trả tiền xong" not in answer.text
    assert Order.objects.get().state == "awaiting_payment"


def test_another_vendors_way_is_offered_beside_it(client, payment):
    answer = client.get(reverse("payments:pay", args=[payment.reference]))

    assert "Ví MoMo" in answer.text
    assert "ZaloPay" not in answer.text
