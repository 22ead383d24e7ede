"""ZaloPay v2: create, query, refund, query_refund and the callback, from docs.zalopay.vn/v2/."""

import hashlib
import hmac
import itertools

ORDERS = {
    "create": "app_id app_trans_id app_user amount app_time embed_data item",
    "refund": "app_id zp_trans_id amount description timestamp",
    "query_refund": "app_id m_refund_id timestamp",
}


class ZaloPay:
    def __init__(self, *, key1, key2, shop):
        self.key1, self.key2, self.shop = key1, key2, shop
        self.orders, self.refunds, self.numbers = {}, {}, itertools.count(260_000_000_000_001)

    def sign(self, text, key):
        return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()

    def ask(self, path, fields):
        names = ORDERS.get(path, "").split()
        signed = [fields[name] for name in names]
        if path == "query":
            signed = [fields["app_id"], fields["app_trans_id"], self.key1]
        if fields["mac"] != self.sign("|".join(signed), self.key1):
            return {"return_code": 2, "sub_return_code": -402, "return_message": "mac"}
        return getattr(self, f"_{path}")(fields)

    def _create(self, fields):
        if fields["app_trans_id"] in self.orders:
            return {"return_code": 2, "sub_return_code": -68}
        if not 1_000 <= int(fields["amount"]) <= 50_000_000:
            return {"return_code": 2, "sub_return_code": -401}
        self.orders[fields["app_trans_id"]] = {"amount": int(fields["amount"]), "number": 0}
        return {"return_code": 1, "order_url": f"https://qcgateway.zalopay.vn/{fields['mac'][:8]}"}

    def pay(self, name):
        self.orders[name]["number"] = next(self.numbers)

    def _query(self, fields):
        order = self.orders.get(fields["app_trans_id"])
        if order is None:
            return {"return_code": 2, "sub_return_code": -101}
        if not order["number"]:
            return (
                {"return_code": 2, "sub_return_code": -54}
                if "late" in order
                else {"return_code": 3}
            )
        return {
            "return_code": 1,
            "sub_return_code": 1,
            "amount": order["amount"],
            "zp_trans_id": order["number"],
            "server_time": 1_795_290_000_000,
        }

    def _refund(self, fields):
        if fields["m_refund_id"] in self.refunds:
            return {"return_code": 2, "sub_return_code": -14}
        number = int(fields["zp_trans_id"])
        paid = next(one for one in self.orders.values() if one["number"] == number)
        given = sum(amount for paid_by, amount in self.refunds.values() if paid_by == number)
        if given + int(fields["amount"]) > paid["amount"]:
            return {"return_code": 2, "sub_return_code": -13}
        self.refunds[fields["m_refund_id"]] = number, int(fields["amount"])
        return {"return_code": 3, "sub_return_code": 2}

    def _query_refund(self, fields):
        known = fields["m_refund_id"] in self.refunds
        return {"return_code": 1} if known else {"return_code": 2, "sub_return_code": -10}

    def notice(self, *, name, amount, at):
        """What is inside a callback; it is JSON within JSON."""
        return {
            "app_id": int(self.shop),
            "app_trans_id": name,
            "app_time": int(at.timestamp() * 1000),
            "app_user": "chogoc",
            "amount": amount,
            "embed_data": "{}",
            "item": "[]",
            "zp_trans_id": next(self.numbers),
            "server_time": int(at.timestamp() * 1000),
            "channel": 38,
            "merchant_user_id": "",
            "user_fee_amount": 0,
            "discount_amount": 0,
        }
