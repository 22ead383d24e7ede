"""Where gateways speak to us: any bytes at all, and never a server error."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from marketplace.orders.models import Order
from marketplace.payments import registry
from marketplace.payments.models import Notice
from tests.marketplace.stories import pending_payment

pytestmark = pytest.mark.django_db
SANDBOX = reverse("payments:webhook", args=["sandbox"])


def tell(client, body, headers=None, address=SANDBOX):
    headers = registry.demo_bank().seal(body, at=now()) if headers is None else headers
    return client.post(address, body, content_type="application/json", headers=headers)


def told(payment, **changed):
    body, _ = registry.demo_bank().notice(
        reference=payment.reference, amount=payment.amount, at=now()
    )
    return json.dumps({**json.loads(body), **changed}).encode()


def test_a_signed_notice_pays_the_order(client):
    body = told(pending_payment())

    answer = tell(client, body)

    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert Order.objects.get().state == "awaiting_acceptance"
    kept = Notice.objects.get()
    assert bytes(kept.body) == body
    assert sorted(kept.headers) == ["X-Sandbox-Signature", "X-Sandbox-Timestamp"]


@pytest.mark.parametrize("middleware", ["with", "without"])
def test_the_short_way_changes_nothing_but_speed(client, settings, middleware):
    """What guards an answer is on it either way; who is unknown gets the page that says so."""
    short = "marketplace.payments.quick.PlainNoticesMiddleware"
    assert short in settings.MIDDLEWARE
    if middleware == "without":
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != short]

    answer = tell(client, told(pending_payment()))
    lost = tell(client, b"{}", address="/webhooks/nobody/")
    asked = client.get(SANDBOX)

    assert [answer.status_code, lost.status_code, asked.status_code] == [200, 404, 405]
    assert b"<html" in lost.content
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("host", ["evil.test", "a b"])
def test_the_short_way_is_for_our_own_hosts(client, host):
    body = told(pending_payment())
    headers = registry.demo_bank().seal(body, at=now())
    answer = client.post(
        SANDBOX, body, content_type="application/json", headers={**headers, "host": host}
    )
    assert answer.status_code == 400
    assert not Notice.objects.exists()


def test_the_same_notice_again_gets_the_same_answer(client):
    body = told(pending_payment())

    answers = [tell(client, body) for _ in range(3)]

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (200, b'{"success": true}')
    }
    assert Notice.objects.count() == 1


def test_a_forged_notice_is_turned_away_and_leaves_nothing(client):
    body = told(pending_payment())
    headers = registry.demo_bank().seal(body, at=now())
    dearer = body.replace(b"400000", b"400001")

    assert tell(client, dearer, headers).status_code == 400
    assert tell(client, body, {}).status_code == 400
    assert not Notice.objects.exists()
    assert Order.objects.get().state == "awaiting_payment"


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 1},
        {"currency": "USD"},
        {"content": "khong co ma"},
        {"content": "\x00\u202e CGXXXXXXXXX"},
        {"type": "debit"},
        {"amount": 10**15},
    ],
)
def test_a_true_notice_of_something_else_is_kept_and_pays_nothing(client, changed):
    assert tell(client, told(pending_payment(), **changed)).status_code == 200

    assert Notice.objects.count() == 1
    assert Order.objects.get().state == "awaiting_payment"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"x"',
        b"\xff\xfe",
        b"{" * 50_000,
        b'{"id": "\\u0000", "amount": 1}',
        b'{"id": null, "type": "credit", "amount": 1, "at": 1}',
        b'{"id": "a", "type": "credit", "amount": 1e400, "currency": "VND", "at": 1}',
        b'{"id": "a", "type": "credit", "amount": -1, "currency": "VND", "at": 1}',
        b'{"id": "a", "type": "credit", "amount": true, "currency": "VND", "at": 1}',
        b'{"id": "a", "amount": 99999999999999999999999, "currency": "VND", "at": 1}',
        b'{"id": "a", "type": [], "content": {}, "amount": 1, "currency": 5, "at": 9e99}',
    ],
)
def test_signed_nonsense_is_turned_away(client, body):
    assert tell(client, body).status_code == 400
    assert not Notice.objects.exists()


def test_a_notice_longer_than_any_true_one_is_not_read(client):
    assert tell(client, b" " * (64 * 1024 + 1)).status_code == 400


@pytest.mark.parametrize("gateway", ["stripe", "vietqr", "paypal"])
def test_a_gateway_that_is_not_set_up_is_not_there(client, gateway):
    assert tell(client, b"{}", {}, reverse("payments:webhook", args=[gateway])).status_code == 404


def test_a_webhook_is_only_posted_to(client):
    assert client.get(SANDBOX).status_code == 405


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=some.binary(max_size=200) | some.text().map(str.encode),
    signature=some.text(some.characters(min_codepoint=32, max_codepoint=255), max_size=80),
    stamp=some.text(some.characters(min_codepoint=32, max_codepoint=255), max_size=20),
)
def test_whatever_the_bytes_the_answer_is_calm(client, body, signature, stamp):
    headers = {"X-Sandbox-Signature": signature, "X-Sandbox-Timestamp": stamp}

    assert tell(client, body, headers).status_code == 400
