"""Those at whose pages people pay: Stripe, VNPay, MoMo, ZaloPay, Viettel."""

import base64
import hashlib
import hmac
import json
import uuid
from urllib.parse import parse_qsl, quote_plus, urlencode

from marketplace.payments.gateways.card import Card
from marketplace.payments.gateways.clock import VIETNAM
from marketplace.payments.gateways.momo import MoMo
from marketplace.payments.gateways.viettel import Viettel
from marketplace.payments.gateways.vnpay import VNPay
from marketplace.payments.gateways.zalopay import ZaloPay
from tests.marketplace.payments.senders.sender import NOWHERE, SECRET, SECRETS, Sender
from tests.stand_ins.stripe import notices
from tests.stand_ins.vietnam import momo, viettel, vnpay, zalopay

HOOK = "https://market.test/webhooks/x/"


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
