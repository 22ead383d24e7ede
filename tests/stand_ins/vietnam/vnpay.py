"""VNPay 2.1.0: its page, its notices and its API, from https://sandbox.vnpayment.vn/apis/docs/."""

import hashlib
import hmac
import itertools
from urllib.parse import parse_qsl, quote_plus, urlsplit

ASKED = {
    "querydr": "RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr "
    "OrderInfo",
    "refund": "RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo "
    "TransactionDate CreateBy CreateDate IpAddr OrderInfo",
}
TOLD = (
    "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate "
    "TransactionNo TransactionType TransactionStatus OrderInfo"
)


class VNPay:
    def __init__(self, *, secret, shop):
        self.secret, self.shop = secret, shop
        self.orders, self.heard, self.numbers = {}, set(), itertools.count(14_000_001)

    def hash(self, text):
        return hmac.new(self.secret.encode(), text.encode(), hashlib.sha512).hexdigest()

    def visit(self, url):
        """A browser opens the page; a false signature, or a name used before, opens nothing."""
        told = dict(parse_qsl(urlsplit(url).query))
        given = told.pop("vnp_SecureHash")
        text = "&".join(f"{key}={quote_plus(told[key])}" for key in sorted(told))
        if given != self.hash(text):
            raise PermissionError("70: wrong signature")
        return self.orders.setdefault(told["vnp_TxnRef"], told | {"given": 0, "last": None})

    def pay(self, url, *, at):
        """The shopper pays; the query string of the notice."""
        order = self.visit(url)
        order["last"] = self._moved(order["vnp_Amount"], "01", "00", order["vnp_OrderInfo"], at)
        return self.notice(order["vnp_TxnRef"])

    def notice(self, reference, **changed):
        order = self.orders[reference]
        last = order["last"]
        return self.sealed(
            {
                "vnp_Amount": order["vnp_Amount"],
                "vnp_BankCode": "NCB",
                "vnp_CardType": "ATM",
                "vnp_OrderInfo": order["vnp_OrderInfo"],
                "vnp_PayDate": last["PayDate"],
                "vnp_ResponseCode": "00",
                "vnp_TmnCode": self.shop,
                "vnp_TransactionNo": last["TransactionNo"],
                "vnp_TransactionStatus": last["TransactionStatus"],
                "vnp_TxnRef": reference,
            }
            | changed
        )

    def sealed(self, told):
        text = "&".join(f"{key}={quote_plus(str(told[key]))}" for key in sorted(told))
        return f"{text}&vnp_SecureHash={self.hash(text)}".encode()

    def ask(self, _path, fields):
        command = fields["vnp_Command"]
        text = "|".join(fields[f"vnp_{name}"] for name in ASKED[command].split())
        if fields["vnp_SecureHash"] != self.hash(text):
            return {"vnp_ResponseCode": "97", "vnp_Message": "Invalid checksum"}
        if fields["vnp_RequestId"] in self.heard:
            return {"vnp_ResponseCode": "94", "vnp_Message": "Duplicate request"}
        self.heard.add(fields["vnp_RequestId"])
        order = self.orders.get(fields["vnp_TxnRef"])
        known = order and order["last"] and order["vnp_CreateDate"] == fields["vnp_TransactionDate"]
        if not known:
            return {"vnp_ResponseCode": "91", "vnp_Message": "Transaction not found"}
        if command == "refund":
            amount = int(fields["vnp_Amount"])
            if order["given"] + amount > int(order["vnp_Amount"]):
                return {"vnp_ResponseCode": "95", "vnp_Message": "Rejected"}
            order["given"] += amount
            kind, info = fields["vnp_TransactionType"], fields["vnp_OrderInfo"]
            order["last"] = self._moved(str(amount), kind, "05", info, fields["vnp_CreateDate"])
        return self._reply(fields, order["last"])

    def _moved(self, amount, kind, status, info, at):
        return {
            "Amount": amount,
            "BankCode": "NCB",
            "PayDate": at,
            "TransactionNo": str(next(self.numbers)),
            "TransactionType": kind,
            "TransactionStatus": status,
            "OrderInfo": info,
        }

    def _reply(self, fields, last):
        told = last | {
            "ResponseId": f"R{next(self.numbers)}",
            "Command": fields["vnp_Command"],
            "ResponseCode": "00",
            "Message": "Success",
            "TmnCode": self.shop,
            "TxnRef": fields["vnp_TxnRef"],
        }
        order = TOLD.split()
        if fields["vnp_Command"] == "querydr":
            told |= {"PromotionCode": "", "PromotionAmount": ""}
            order += ["PromotionCode", "PromotionAmount"]
        seal = self.hash("|".join(told[name] for name in order))
        return {f"vnp_{name}": value for name, value in told.items()} | {"vnp_SecureHash": seal}
