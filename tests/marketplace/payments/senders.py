"""The other side of each gateway: who sends us notices, written from the vendor's documents.

A sender has a gateway and says ``paid``, ``strange`` (an event we do not know) and ``seal``; where
money can be sent back from here, also ``refunded``.
"""

import hashlib
import hmac
import json
import uuid

from marketplace.payments.gateways.card import Card
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.gateways.vietqr import VIETNAM, VietQR
from tests.stand_ins.stripe import notices

SECRET = "whsec_known-to-both-sides"


class DemoBank:
    name = "sandbox"
    signature, sum_field, name_field = "X-Sandbox-Signature", "amount", "id"

    def __init__(self):
        self.gateway = Sandbox(secret=SECRET)

    def paid(self, *, reference, amount, at, currency="VND"):
        body, _ = self.gateway.notice(reference=reference, amount=amount, at=at, currency=currency)
        return json.loads(body)

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"type": "interest"}

    def refunded(self, *, key, amount, at, has_arrived=True):
        told = {"key": key, "amount": amount, "at": at, "has_arrived": has_arrived}
        return json.loads(self.gateway.refund_notice(**told)[0])

    def seal(self, body, *, at):
        return self.gateway.seal(body, at=at)


class Watcher:
    """SePay, watching one account."""

    name = "vietqr"
    signature, sum_field, name_field = "X-SePay-Signature", "transferAmount", "id"

    def __init__(self):
        self.gateway = VietQR(
            bank="970418", account="21110000123456", holder="HTX MAU", secret=SECRET
        )

    def paid(self, *, reference, amount, at):
        return {
            "id": uuid.uuid4().int % 10**8,
            "gateway": "BIDV",
            "transactionDate": at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S"),
            "accountNumber": "21110000123456",
            "subAccount": None,
            "code": None,
            "content": f"MBVCB.3278907687.{reference}.CT tu 0123456789 TRAN THI MAU",
            "transferType": "in",
            "transferAmount": amount,
            "accumulated": 19_077_000,
            "referenceCode": "MBVCB.3278907687",
            "description": "",
        }

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"transferType": "fee"}

    def seal(self, body, *, at):
        stamp = str(int(at.timestamp()))
        digest = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        return {
            "Content-Type": "application/json",
            "X-SePay-Timestamp": stamp,
            "X-SePay-Signature": "sha256=" + digest.hexdigest(),
        }


class Stripe:
    name = "card"
    signature, name_field = "Stripe-Signature", "id"

    def __init__(self, api):
        self.gateway = Card(key="sk_test_loopback", webhook_secret=SECRET, api=api)

    def paid(self, *, reference, amount, at, currency="vnd"):
        session = {
            "object": "checkout.session",
            "id": "cs_test_1",
            "payment_status": "paid",
            "amount_total": amount,
            "currency": currency.lower(),
            "client_reference_id": reference,
        }
        return {
            "object": "event",
            "id": f"evt_{uuid.uuid4().hex}",
            "type": "checkout.session.completed",
            "created": int(at.timestamp()),
            "data": {"object": session},
        }

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"type": "customer.tax_id.created"}

    def refunded(self, *, key, amount, at, has_arrived=True):
        refund = {
            "object": "refund",
            "id": "re_1",
            "status": "succeeded" if has_arrived else "failed",
            "amount": amount,
            "currency": "vnd",
            "metadata": {"key": key} if key else {},
        }
        name = "refund.updated" if has_arrived else "refund.failed"
        told = self.paid(reference="", amount=1, at=at)
        return told | {"type": name, "data": {"object": refund}}

    def seal(self, body, *, at):
        return notices.seal(body, secret=SECRET, at=int(at.timestamp()))
