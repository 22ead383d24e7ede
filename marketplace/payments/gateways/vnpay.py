"""VNPay 2.1.0: the shopper pays at VNPay's page; its notice (IPN) comes as a query string.

Written from https://sandbox.vnpayment.vn/apis/docs/. Amounts travel in hundredths of a đồng, times
on the wall of +07:00. VNPay keys a request by a name of ours for five minutes only, so a refund is
looked up before it is asked for again. The shopper's own address is not passed on.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from marketplace.payments.gateways import clock, envelope, vnpay_notices, wire
from marketplace.payments.gateways.contract import (
    DONG,
    Answer,
    Capabilities,
    Charge,
    Forged,
    Heard,
    Kind,
    Notice,
    Refund,
    Refused,
    Start,
    Unavailable,
    Unreadable,
)
from marketplace.payments.gateways.vnpay_notices import (
    FULL,
    PART,
    PAYMENT,
    SUM_UNIT,
    parts,
)

VERSION, OUR_ADDRESS = "2.1.0", "127.0.0.1"
ANSWERS = {
    Heard.NEWS: ("00", "Confirm Success"),
    Heard.KNOWN: ("02", "Order already confirmed"),
    Heard.NOBODYS: ("01", "Order not found"),
    Heard.WRONG_SUM: ("04", "Invalid amount"),
    Heard.FORGED: ("97", "Invalid signature"),
    Heard.UNREADABLE: ("99", "Unreadable"),
    Heard.OUR_FAULT: ("99", "Try again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VNPay:
    """``shop`` is the terminal code (TmnCode); ``page`` and ``api`` stand in the contract."""

    shop: str
    secrets: tuple[str, ...] = field(repr=False)
    page: str
    api: str
    patience: float = wire.PATIENCE
    speaks_by_get: bool = True

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            query=True,
            refund=True,
            partial_refund=True,
            least=5_000,
            most=999_999_999,
            shortest_hold=timedelta(minutes=15),
            starts_alone=True,
        )

    def start(self, charge: Charge) -> Start:
        """Nobody is asked: the address itself is the signed order."""
        if not self.capabilities.takes(charge.amount):
            raise Refused("a sum that VNPay does not take")
        opened = clock.digits(charge.opened_at)
        asked = {
            "vnp_Version": VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": self.shop,
            "vnp_Amount": charge.amount * SUM_UNIT,
            "vnp_CreateDate": opened,
            "vnp_CurrCode": DONG,
            "vnp_ExpireDate": clock.digits(charge.expires_at),
            "vnp_IpAddr": OUR_ADDRESS,
            "vnp_Locale": "vn",
            "vnp_OrderInfo": f"Thanh toan {charge.reference}",
            "vnp_OrderType": "other",
            "vnp_ReturnUrl": charge.return_url,
            "vnp_TxnRef": charge.reference,
        }
        return Start(
            external_id=f"{charge.reference}-{charge.amount}-{opened}",
            redirect_url=f"{self.page}?{vnpay_notices.signed_query(asked, self.secrets)}",
        )

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:  # noqa: ARG002 - the seal is among the words
        told = vnpay_notices.open_query(body, self.secrets)
        if told.get("vnp_TmnCode") != self.shop:
            raise Forged("it is about another shop")
        return vnpay_notices.from_words(told, at=at)

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - as above
        code, message = ANSWERS[heard]
        status = 200 if heard is Heard.OUR_FAULT else heard.status  # 99 says come again
        return envelope.reply({"RspCode": code, "Message": message}, status=status)

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        told = self._asked_about(external_id, at=at)
        if not told or told.get("vnp_TransactionType", PAYMENT) != PAYMENT:
            return None
        try:
            notice = vnpay_notices.from_words(told, at=at)
        except (Unreadable, Forged) as problem:
            raise Unavailable(str(problem)) from problem
        return None if notice.kind is Kind.IGNORED else notice

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,
        is_again: bool = False,
    ) -> Refund:
        reference, paid, created = parts(external_id)
        kind = FULL if amount == paid else PART
        given = self._given(external_id, amount, key, opened_at) if is_again else None
        if given:
            return given
        told = self._ask(
            {
                "vnp_RequestId": key,
                "vnp_Version": VERSION,
                "vnp_Command": "refund",
                "vnp_TmnCode": self.shop,
                "vnp_TransactionType": kind,
                "vnp_TxnRef": reference,
                "vnp_Amount": str(amount * SUM_UNIT),
                "vnp_TransactionNo": "",
                "vnp_TransactionDate": created,
                "vnp_CreateBy": "chogoc",
                "vnp_CreateDate": clock.digits(opened_at),
                "vnp_IpAddr": OUR_ADDRESS,
                "vnp_OrderInfo": f"Hoan {key}",
            },
            vnpay_notices.REFUND,
        )
        return vnpay_notices.refund_from(told, amount)

    def _given(self, external_id: str, amount: int, key: str, at: datetime) -> Refund | None:
        """What became of a refund that was asked for before; ``None`` when VNPay knows of none.

        VNPay shows the latest transaction alone: when that is a refund and not plainly this one,
        nobody knows, and it is not given again.
        """
        told = self._asked_about(external_id, at=at)
        if told.get("vnp_TransactionType", PAYMENT) == PAYMENT:
            return None
        is_all = (told["vnp_TransactionType"], amount) == (FULL, parts(external_id)[1])
        if not (is_all or told.get("vnp_OrderInfo") == f"Hoan {key}"):
            raise Unavailable("VNPay does not say whether this refund was given")
        return vnpay_notices.refund_from(told, amount)

    def _asked_about(self, external_id: str, *, at: datetime) -> dict[str, str]:
        """What VNPay knows of a payment; nothing, when the shopper has not begun."""
        reference, _, created = parts(external_id)
        asked = {
            "vnp_RequestId": secrets.token_hex(16),
            "vnp_Version": VERSION,
            "vnp_Command": "querydr",
            "vnp_TmnCode": self.shop,
            "vnp_TxnRef": reference,
            "vnp_TransactionDate": created,
            "vnp_CreateDate": clock.digits(at),
            "vnp_IpAddr": OUR_ADDRESS,
            "vnp_OrderInfo": f"Truy van {reference}",
        }
        return self._ask(asked, vnpay_notices.QUERY)

    def _ask(self, asked: dict[str, str], question: vnpay_notices.Question) -> dict[str, str]:
        sealed = question.sealed(asked, self.secrets)
        told = wire.post(self.api, sealed, patience=self.patience)
        return question.opened(told, self.secrets)
