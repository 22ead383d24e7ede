"""MoMo v2: create, query, refund and the IPN, from https://developers.momo.vn/v3/docs/payment/."""

import hashlib
import hmac
import itertools

ORDERS = {
    "create": "amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId "
    "requestType",
    "query": "orderId partnerCode requestId",
    "refund": "amount description orderId partnerCode requestId transId",
    "notice": "amount extraData message orderId orderInfo orderType partnerCode payType requestId "
    "responseTime resultCode transId",
}


class MoMo:
    def __init__(self, *, secret, shop, access_key):
        self.secret, self.shop, self.access_key = secret, shop, access_key
        self.orders, self.replies, self.numbers = {}, {}, itertools.count(2_588_659_987)

    def sign(self, fields, what):
        words = [f"{name}={fields[name]}" for name in ORDERS[what].split()]
        text = "&".join([f"accessKey={self.access_key}", *words])
        return hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    def ask(self, path, fields):
        if fields["signature"] != self.sign(fields, path):
            return {"resultCode": 11007, "message": "Bad signature"}
        if path == "query":
            return self._query(fields)
        request = (path, fields["requestId"])
        if request not in self.replies:
            self.replies[request] = fields, getattr(self, f"_{path}")(fields)
        asked, reply = self.replies[request]
        return reply if asked == fields else {"resultCode": 40, "message": "requestId used"}

    def _create(self, fields):
        if not 1_000 <= fields["amount"] <= 50_000_000:
            return {"resultCode": 22, "message": "Out of range"}
        if fields["orderId"] in self.orders:
            return {"resultCode": 41, "message": "orderId used"}
        self.orders[fields["orderId"]] = {"asked": fields, "code": 1000, "transId": 0, "given": []}
        return {"resultCode": 0, "payUrl": f"https://test-payment.momo.vn/pay/{fields['orderId']}"}

    def pay(self, reference, *, code=0):
        order = self.orders[reference]
        order["code"], order["transId"] = code, next(self.numbers)

    def _query(self, fields):
        order = self.orders.get(fields["orderId"])
        if order is None:
            return {"resultCode": 42, "message": "orderId unknown"}
        return {
            "orderId": fields["orderId"],
            "amount": order["asked"]["amount"],
            "transId": order["transId"],
            "resultCode": order["code"],
            "responseTime": 1_795_290_000_000,
            "refundTrans": order["given"],
        }

    def _refund(self, fields):
        paid = [one for one in self.orders.values() if one["transId"] == fields["transId"]]
        given = sum(one["amount"] for one in paid[0]["given"]) if paid else 0
        if not paid or given + fields["amount"] > paid[0]["asked"]["amount"]:
            return {"resultCode": 1080, "message": "Refused"}
        told = {
            "orderId": fields["orderId"],
            "amount": fields["amount"],
            "transId": next(self.numbers),
            "resultCode": 0,
        }
        paid[0]["given"].append(told)
        return told

    def notice(self, *, reference, amount, at, code=0):
        return {
            "partnerCode": self.shop,
            "orderId": reference,
            "requestId": reference,
            "amount": amount,
            "orderInfo": "Đơn hàng",
            "orderType": "momo_wallet",
            "transId": next(self.numbers),
            "resultCode": code,
            "message": "Thành công.",
            "payType": "qr",
            "responseTime": int(at.timestamp() * 1000),
            "extraData": "",
        }
