"""The demo bank, and those who watch an account: SePay, Casso, payOS."""

import hashlib
import hmac
import json
import uuid

from marketplace.payments.gateways.casso import Casso
from marketplace.payments.gateways.payos import PayOS
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.gateways.sepay import SePay
from tests.marketplace.payments.senders.sender import SECRET, SECRETS, Sender, wall

ACCOUNT = "21110000123456"


class DemoBank(Sender):
    name, says_currency = "sandbox", True

    def __init__(self):
        self.speaker = Sandbox(secret=SECRET)

    def paid(self, *, reference, amount, at, currency="VND"):
        body, _ = self.speaker.notice(reference=reference, amount=amount, at=at, currency=currency)
        return json.loads(body)

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"type": "interest"}

    def refunded(self, *, key, amount, at, has_arrived=True):
        told = {"key": key, "amount": amount, "at": at, "has_arrived": has_arrived}
        return json.loads(self.speaker.refund_notice(**told)[0])

    def post(self, told, *, at, signature=None, secret=SECRET):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        headers = Sandbox(secret=secret).seal(body, at=at)
        if signature is not None:
            headers["X-Sandbox-Signature"] = signature
        return body, headers


class SePaySender(Sender):
    name, sum_field = "sepay", "transferAmount"

    def __init__(self):
        self.speaker = SePay(accounts=(ACCOUNT,), secrets=SECRETS)

    def paid(self, *, reference, amount, at):
        return {
            "id": uuid.uuid4().int % 10**8,
            "gateway": "BIDV",
            "transactionDate": wall(at),
            "accountNumber": ACCOUNT,
            "subAccount": None,
            "code": None,
            "content": f"MBVCB.3278907687.{reference}.CT tu 0123456789 TRAN THI MAU",
            "transferType": "in",
            "transferAmount": amount,
            "accumulated": 19_077_000,
            "referenceCode": f"MBVCB.{uuid.uuid4().int % 10**10}",
            "description": "",
        }

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"transferType": "out"}

    def post(self, told, *, at, signature=None, secret=SECRET):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        stamp = str(int(at.timestamp()))
        digest = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        given = "sha256=" + digest.hexdigest() if signature is None else signature
        return body, {"X-SePay-Timestamp": stamp, "X-SePay-Signature": given}


class CassoSender(Sender):
    name = "casso"

    def __init__(self):
        self.speaker = Casso(accounts=(ACCOUNT,), secrets=SECRETS)

    def paid(self, *, reference, amount, at):
        return {
            "id": uuid.uuid4().int % 10**8,
            "reference": f"FT{uuid.uuid4().int % 10**11}",
            "description": f"CT DEN:123 {reference} tu TRẦN THỊ MẪU",
            "amount": amount,
            "runningBalance": 25_000_000,
            "transactionDateTime": wall(at),
            "accountNumber": ACCOUNT,
            "bankName": "VPBank",
            "virtualAccountNumber": "",
            "counterAccountName": "TRAN THI MAU",
        }

    def strange(self, *, at):
        return self.paid(reference="", amount=-1, at=at)

    def post(self, told, *, at, signature=None, secret=SECRET):
        body = told if isinstance(told, bytes) else json.dumps({"error": 0, "data": told}).encode()
        stamp = str(int(at.timestamp() * 1000))
        text = f"{stamp}.{in_order(body)}"
        digest = hmac.new(secret.encode(), text.encode(errors="replace"), hashlib.sha512)
        given = digest.hexdigest() if signature is None else signature
        return body, {"X-Casso-Signature": f"t={stamp},v1={given}"}


class PayOSSender(Sender):
    name, signs_time, name_field = "payos", False, "reference"

    def __init__(self):
        self.speaker = PayOS(accounts=(ACCOUNT,), secrets=SECRETS)

    def paid(self, *, reference, amount, at):
        return {
            "orderCode": 123,
            "amount": amount,
            "description": f"VQRIO123 {reference} Thành công",
            "accountNumber": ACCOUNT,
            "reference": f"TF{uuid.uuid4().int % 10**12}",
            "transactionDateTime": wall(at),
            "currency": "VND",
            "paymentLinkId": "124c33293c43417ab7879e14c8d9eb18",
            "code": "00",
            "desc": "Thành công",
            "counterAccountName": None,
            "virtualAccountNumber": "",
        }

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"accountNumber": "12345678"}

    def post(self, told, *, signature=None, secret=SECRET, **_):
        if isinstance(told, bytes):
            return told, {}
        words = (f"{name}={'' if told[name] is None else told[name]}" for name in sorted(told))
        text = "&".join(words).encode(errors="replace")
        given = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
        around = {"code": "00", "desc": "success", "success": True, "data": told}
        signed = around | {"signature": given if signature is None else signature}
        return json.dumps(signed).encode(), {}


def in_order(body):
    """As Casso writes what it signs; what is no JSON is signed as it is."""
    try:
        told = json.loads(body)
        return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        return body.decode("latin-1")
