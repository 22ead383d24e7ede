"""ViettelPay web 2.0: its page and API, from public codes that agree; no paper of Viettel's."""

import base64
import hashlib
import hmac
import itertools
from urllib.parse import parse_qsl, urlsplit

ORDERS = {
    "page": "billcode command merchant_code order_id trans_amount version",
    "TRANS_INQUIRY": "cmd merchant_code order_id version",
    "REFUND_PAYMENT": "cmd merchant_code order_id originalRequestId refundType trans_amount "
    "version",
    "question": "billcode merchant_code order_id trans_amount",
    "result": "billcode cust_msisdn error_code merchant_code order_id payment_status trans_amount "
    "vt_transaction_id",
}


class Viettel:
    def __init__(self, *, secret, shop, access_code):
        self.secret, self.shop, self.access_code = secret, shop, access_code
        self.orders, self.numbers = {}, itertools.count(19_000_001)

    def sign(self, fields, what):
        text = self.access_code + "".join(fields[name] for name in ORDERS[what].split())
        digest = hmac.new(self.secret.encode(), text.encode(), hashlib.sha1).digest()
        return base64.b64encode(digest).decode()

    def visit(self, url):
        told = dict(parse_qsl(urlsplit(url).query))
        if told["check_sum"] != self.sign(told, "page"):
            raise PermissionError("V01")
        return self.orders.setdefault(told["order_id"], told | {"number": "", "status": "-1"})

    def pay(self, url):
        self.visit(url).update(number=str(next(self.numbers)), status="1")

    def ask(self, _path, fields):
        if fields["check_sum"] != self.sign(fields, fields["cmd"]):
            return {"error_code": "V01"}
        order = self.orders.get(fields["order_id"])
        if order is None:
            return {"error_code": "00", "order_id": fields["order_id"], "payment_status": "-1"}
        if fields["cmd"] == "REFUND_PAYMENT":
            return self._refund(fields, order)
        return {
            "error_code": "00",
            "order_id": fields["order_id"],
            "payment_status": order["status"],
            "vt_transaction_id": order["number"],
        }

    def _refund(self, fields, order):
        if order["status"] != "1":
            return {"error_code": "485"}
        if order.get("given"):
            return {"error_code": "176"}
        if (fields["trans_amount"], fields["originalRequestId"]) != (
            order["trans_amount"],
            order["number"],
        ):
            return {"error_code": "KG8"}
        order["given"] = True
        return {"error_code": "00", "refund_request_id": f"H{order['number']}"}

    def notice(self, *, reference, amount, status="1"):
        return {
            "billcode": reference,
            "cust_msisdn": "84912345678",
            "error_code": "00",
            "merchant_code": self.shop,
            "order_id": reference,
            "payment_status": status,
            "trans_amount": str(amount),
            "vt_transaction_id": str(next(self.numbers)),
        }
