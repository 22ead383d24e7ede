"""What the house writes into its log about somebody who buys: nothing."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.models import Order
from marketplace.payments import registry
from marketplace.payments.models import Payment
from tests import town as towns
from tests.doors.test_privacy import secrets_of
from tests.factories import LotFactory
from tests.marketplace.stories import tariffs

pytestmark = pytest.mark.django_db


def test_the_log_of_a_purchase_tells_nothing_about_the_buyer(client, caplog, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    caplog.set_level(logging.DEBUG)
    tariffs()
    lot = LotFactory()
    commune = lot.producer.commune
    client.post(reverse("cart:cart"), {"pack": lot.pack_id, "quantity": "1"})
    form = {
        **{name: towns.BUYER[name] for name in ("name", "email", "street", "note")},
        "phone": "0987 654 321",
        "province": commune.province_id,
        "commune_name": commune.name,
        "gateway": "sandbox",
        "key": "7f2c8a52-6f0e-4a5b-9a3e-0d9c6ad0b7aa",
        "expected_total": str(lot.pack.price + 30_000),
    }
    client.post(reverse("checkout:checkout"), {**form, "phone": "0987"})
    client.post(reverse("checkout:checkout"), form)
    payment = Payment.objects.get()
    body, headers = registry.demo_bank().notice(
        reference=payment.reference, amount=payment.amount, at=now()
    )
    webhook = reverse("payments:webhook", args=["sandbox"])
    client.post(webhook, body, content_type="application/json", headers=headers)
    client.post(webhook, body + b" ", content_type="application/json", headers=headers)
    client.post(reverse("guests:tracking"), {"phone": "0987 654 321", "code": "KHONGCO1"})

    assert Order.objects.get().state == Order.State.AWAITING_ACCEPTANCE
    written = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert "/webhooks/sandbox/" in written
    token = payment.group.token
    secret = secrets_of([towns.BUYER["phone"]]) | set(towns.BUYER.values()) | {token}
    assert [one for one in secret if one in written] == []
