"""The other side of each gateway and watcher: who tells us about money, and how it is sealed.

Written from the vendors' documents. A sender says ``paid`` (a notice of ours as a dictionary) and
``strange`` (an event that is none of our business), and seals either, or raw bytes, as
``post(told, at=…)``: what arrives, as body and headers. ``signature`` puts another in its place.
"""

import base64
import hashlib
import hmac
import json
import uuid
from urllib.parse import parse_qsl, quote_plus, urlencode

from marketplace.payments.gateways.card import Card
from marketplace.payments.gateways.casso import Casso
from marketplace.payments.gateways.clock import VIETNAM
from marketplace.payments.gateways.momo import MoMo
from marketplace.payments.gateways.payos import PayOS
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.gateways.sepay import SePay
from marketplace.payments.gateways.viettel import Viettel
from marketplace.payments.gateways.vnpay import VNPay
from marketplace.payments.gateways.zalopay import ZaloPay
from tests.stand_ins.stripe import notices
from tests.stand_ins.vietnam import momo, viettel, vnpay, zalopay

SECRET = "known-to-both-sides-0123456789abcdef"
OLD_SECRET = "still-believed-0123456789abcdefghij"
SECRETS = (SECRET, OLD_SECRET)
ACCOUNT = "21110000123456"
NOWHERE = "http://127.0.0.1:1"
HOOK = "https://market.test/webhooks/x/"


class Sender:
    """What most do: JSON, and a time of signing."""

    signs_time = True
    says_currency = False
    name_field, sum_field = "id", "amount"
    sum_as_text = False
    by = "POST"

    @property
    def options(self):
        """What settings would say of this gateway or watcher."""
        fields = self.speaker.__dataclass_fields__
        named = {one: getattr(self.speaker, one) for one in fields}
        return {one: value for one, value in named.items() if one not in {"dice", "moved", "given"}}

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at)

    def with_sum(self, amount, *, at):
        return self.paid(reference="", amount=1, at=at) | {self.sum_field: amount}


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
            "referenceCode": "MBVCB.3278907687",
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
            "reference": "FT26325123456",
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


class Stripe(Sender):
    name, says_currency = "stripe", True

    def __init__(self, api=NOWHERE):
        self.speaker = Card(key="sk_test_loopback", secrets=SECRETS, api=api)

    def paid(self, *, reference, amount, at, currency="vnd"):
        session = {
            "object": "checkout.session",
            "id": "cs_test_1",
            "payment_status": "paid",
            "amount_total": amount,
            "currency": currency.lower(),
            "client_reference_id": reference,
        }
        return self.event("checkout.session.completed", session, at=at)

    def event(self, kind, about, *, at):
        return {
            "object": "event",
            "id": f"evt_{uuid.uuid4().hex}",
            "type": kind,
            "created": int(at.timestamp()),
            "data": {"object": about},
        }

    def strange(self, *, at):
        return self.event("customer.tax_id.created", {"object": "tax_id"}, at=at)

    def with_sum(self, amount, *, at):
        return self.paid(reference="", amount=amount, at=at)

    def refunded(self, *, key, amount, at, has_arrived=True):
        refund = {
            "object": "refund",
            "id": "re_1",
            "status": "succeeded" if has_arrived else "failed",
            "amount": amount,
            "currency": "vnd",
            "metadata": {"key": key} if key else {},
        }
        return self.event("refund.updated" if has_arrived else "refund.failed", refund, at=at)

    def disputed(self, *, at, event="created", status="needs_response", due_by=None):
        about = {
            "object": "dispute",
            "id": "dp_1",
            "status": status,
            "amount": 185_000,
            "currency": "vnd",
            "reason": "product_not_received",
            "charge": "ch_1",
            "payment_intent": "pi_1",
            "evidence_details": {"due_by": due_by, "has_evidence": False},
        }
        return self.event(f"charge.dispute.{event}", about, at=at)

    def post(self, told, *, at, signature=None, secret=SECRET):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        headers = notices.seal(body, secret=secret, at=int(at.timestamp()))
        if signature is not None:
            headers["Stripe-Signature"] = signature
        return body, headers


class VNPaySender(Sender):
    name, signs_time, by = "vnpay", False, "GET"
    name_field, sum_field, sum_as_text = "vnp_TransactionNo", "vnp_Amount", True

    def __init__(self, api=NOWHERE):
        self.vendor = vnpay.VNPay(secret=SECRET, shop="DEMOV210")
        page = "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html"
        self.speaker = VNPay(shop="DEMOV210", secrets=SECRETS, page=page, api=api)

    def paid(self, *, reference, amount, at):
        return {
            "vnp_Amount": str(amount * 100),
            "vnp_BankCode": "NCB",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": f"Thanh toan {reference} (đủ)",
            "vnp_PayDate": at.astimezone(VIETNAM).strftime("%Y%m%d%H%M%S"),
            "vnp_ResponseCode": "00",
            "vnp_TmnCode": "DEMOV210",
            "vnp_TransactionNo": str(next(self.vendor.numbers)),
            "vnp_TransactionStatus": "00",
            "vnp_TxnRef": reference,
        }

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"vnp_TransactionStatus": "07"}

    def post(self, told, *, signature=None, secret=SECRET, **_):
        vendor = vnpay.VNPay(secret=secret, shop="DEMOV210")
        if isinstance(told, bytes):
            pairs = sorted(parse_qsl(told.decode("latin-1"), True))
            text = "&".join(f"{key}={quote_plus(value)}" for key, value in pairs)
            return f"{text}&vnp_SecureHash={vendor.hash(text)}".encode(), {}
        body = vendor.sealed(told)
        if signature is not None:
            body = (
                body.rpartition(b"=")[0] + b"=" + quote_plus(signature, errors="replace").encode()
            )
        return body, {}


class MoMoSender(Sender):
    name, signs_time, name_field = "momo", False, "transId"

    def __init__(self, api=NOWHERE):
        keys = {"shop": "MOMO", "access_key": "F8BBA842ECF85"}
        self.vendor = momo.MoMo(secret=SECRET, **keys)
        self.speaker = MoMo(secrets=SECRETS, notice_url=HOOK, api=api, **keys)

    def paid(self, *, reference, amount, at):
        return self.vendor.notice(reference=reference or "-", amount=amount, at=at)

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"resultCode": 7002}

    def post(self, told, *, signature=None, secret=SECRET, **_):
        if isinstance(told, bytes):
            return told, {}
        vendor = momo.MoMo(secret=secret, shop="MOMO", access_key="F8BBA842ECF85")
        words = [f"{one}={told.get(one, '')}" for one in momo.ORDERS["notice"].split()]
        text = "&".join([f"accessKey={vendor.access_key}", *words]).encode(errors="replace")
        given = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
        signed = told | {"signature": given if signature is None else signature}
        return json.dumps(signed).encode(), {}


class ZaloPaySender(Sender):
    name, signs_time, name_field = "zalopay", False, "zp_trans_id"

    def __init__(self, api=NOWHERE):
        self.vendor = zalopay.ZaloPay(key1="key-1", key2=SECRET, shop="2553")
        self.speaker = ZaloPay(
            shop="2553", secrets=("key-1",), notice_secrets=SECRETS, notice_url=HOOK, api=api
        )

    def paid(self, *, reference, amount, at):
        return self.vendor.notice(name=f"261121_{reference}", amount=amount, at=at)

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at) | {"type": 2}

    def post(self, told, *, signature=None, secret=SECRET, **_):
        kind = told.pop("type", 1) if isinstance(told, dict) else 1
        data = told.decode("latin-1") if isinstance(told, bytes) else json.dumps(told)
        given = self.vendor.sign(data, secret) if signature is None else signature
        return json.dumps({"data": data, "mac": given, "type": kind}).encode(), {}


class ViettelSender(Sender):
    name, signs_time, name_field = "viettel", False, "vt_transaction_id"
    sum_field, sum_as_text = "trans_amount", True

    def __init__(self, api=NOWHERE):
        keys = {"shop": "OCOP", "access_code": "ACC"}
        self.vendor = viettel.Viettel(secret=SECRET, **keys)
        self.speaker = Viettel(
            secrets=SECRETS, page="https://pay.example/PaymentGateway", api=api, **keys
        )

    def paid(self, *, reference, amount, **_):
        return self.vendor.notice(reference=reference, amount=amount)

    def strange(self, **_):
        return self.vendor.notice(reference="", amount=1, status="3")

    def post(self, told, *, signature=None, secret=SECRET, what="result", **_):
        if isinstance(told, bytes):
            told = dict(parse_qsl(told.decode("latin-1"), True))
        names = viettel.ORDERS[what].split()
        text = "ACC" + "".join(str(told.get(name, "")) for name in names)
        digest = hmac.new(secret.encode(), text.encode(errors="replace"), hashlib.sha1).digest()
        given = base64.b64encode(digest).decode() if signature is None else signature
        return urlencode(told | {"check_sum": given}, errors="replace").encode(), {}


def wall(at):
    return at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S")


def in_order(body):
    """As Casso writes what it signs; what is no JSON is signed as it is."""
    try:
        told = json.loads(body)
        return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        return body.decode("latin-1")


SENDERS = {
    sender.name: sender
    for sender in (
        DemoBank,
        SePaySender,
        CassoSender,
        PayOSSender,
        Stripe,
        VNPaySender,
        MoMoSender,
        ZaloPaySender,
        ViettelSender,
    )
}
