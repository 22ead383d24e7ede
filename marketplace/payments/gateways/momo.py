"""MoMo v2 (captureWallet): the shopper pays in MoMo's app; its notice (IPN) is posted as JSON.

Written from https://developers.momo.vn/v3/docs/payment/. Every request is named by us: the same
name asks for the same thing, so a lost reply is asked for again; a refund is found by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from marketplace.payments.gateways import clock, envelope, signing, wire
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

HASH = "sha256"
NOTICE = (
    "amount extraData message orderId orderInfo orderType partnerCode payType requestId"
    " responseTime resultCode transId"
)
CREATE = "amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType"
QUERY = "orderId partnerCode requestId"
REFUND = "amount description orderId partnerCode requestId transId"
DONE, OUT_OF_TIME, TWICE = 0, 1005, 41
FAILED = {1001, 1002, 1003, 1004, 1006, 1007, 1017, 1026, 4001, 4002, 4100}
UNDER_WAY = {7000, 7002}
BUSY = {10, 98, 99}  # maintenance, no QR just now, unknown: ask again
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoMo:
    """``shop`` is the partner code; ``notice_url`` is where MoMo posts what happened."""

    shop: str
    access_key: str
    secrets: tuple[str, ...] = field(repr=False)
    notice_url: str
    api: str = "https://payment.momo.vn/v2/gateway/api"
    patience: float = wire.PATIENCE
    speaks_by_get: bool = False

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            query=True,
            refund=True,
            partial_refund=True,
            least=1_000,
            most=50_000_000,
            shortest_hold=timedelta(minutes=15),
        )

    def start(self, charge: Charge) -> Start:
        left = min(charge.expires_at - charge.opened_at, LONGEST)
        told = self._ask(
            "create",
            {
                "requestType": "captureWallet",
                "requestId": charge.reference,
                "orderId": charge.reference,
                "orderInfo": charge.description,
                "amount": charge.amount,
                "extraData": "",
                "redirectUrl": charge.return_url,
                "ipnUrl": self.notice_url,
                "orderExpireTime": int(left.total_seconds() // 60),
                "lang": "vi",
            },
            order=CREATE,
        )
        if told["resultCode"] != DONE or not envelope.words(told, "payUrl"):
            raise Refused(f"MoMo answered {told['resultCode']}")
        return Start(external_id=charge.reference, redirect_url=envelope.words(told, "payUrl"))

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:  # noqa: ARG002 - the signature is inside
        envelope.refuse_long(body)
        told = envelope.json_object(body)
        signed = self._signed(told, NOTICE)
        given = envelope.words(told, "signature")
        if not signing.is_signed(self.secrets, signed, HASH, given=[given]):
            raise Forged("wrong signature")
        if told.get("partnerCode") != self.shop:
            raise Forged("it is about another shop")
        return _notice(told, at=at)

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        """204 and nothing more, once it is kept."""
        status = 204 if heard.is_kept else heard.status
        return Answer(status=status, body=b"", content_type="application/json")

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        told = self._asked_about(external_id)
        try:
            notice = _notice(told, at=at)
        except (Unreadable, Forged) as problem:
            raise Unavailable(str(problem)) from problem
        return None if notice.kind is Kind.IGNORED else notice

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,  # noqa: ARG002 - MoMo's names need no day
        is_again: bool = False,
    ) -> Refund:
        paid = self._asked_about(external_id)
        if paid["resultCode"] != DONE:
            raise Refused("nothing was paid")
        given = _given(paid, amount, key) if is_again else None
        if given:
            return given
        told = self._ask(
            "refund",
            {
                "requestId": key,
                "orderId": key,
                "amount": amount,
                "transId": paid.get("transId"),
                "description": f"Hoan {key}",
                "lang": "vi",
            },
            order=REFUND,
        )
        if told["resultCode"] == TWICE:
            raise Unavailable("MoMo has heard of this refund before")
        return _refund(told, amount, key)

    def _asked_about(self, external_id: str) -> dict[str, Any]:
        asked = {"requestId": f"hoi-{external_id}", "orderId": external_id, "lang": "vi"}
        return self._ask("query", asked, order=QUERY)

    def _ask(self, what: str, asked: dict[str, Any], *, order: str) -> dict[str, Any]:
        asked = {"partnerCode": self.shop, **asked}
        asked["signature"] = signing.sign(self.secrets, self._signed(asked, order), HASH)
        told = wire.post(f"{self.api}/{what}", asked, patience=self.patience)
        code = told.get("resultCode")
        if not isinstance(code, int) or code in BUSY:
            raise Unavailable(f"MoMo answered {code}")
        return told

    def _signed(self, fields: Mapping[str, Any], order: str) -> str:
        """``accessKey=…&amount=…``: these fields in this order, as they are."""
        words = (f"{name}={fields.get(name, '')}" for name in order.split())
        return "&".join([f"accessKey={self.access_key}", *words])


def _notice(told: Mapping[str, Any], *, at: datetime) -> Notice:
    """The news in a notice or in an answer; what is neither paid nor failed is none."""
    code = envelope.identity(told, "resultCode")
    reference, number = envelope.identity(told, "orderId"), envelope.identity(told, "transId")
    heard_at = clock.from_milliseconds(told, "responseTime")
    return Notice(
        external_id=f"{reference}:{number}:{code}"[: envelope.MOST_NAME],
        reference=reference,
        amount=envelope.money(told, "amount"),
        currency=DONG,
        kind=_kind(code),
        paid_at=clock.not_ahead(heard_at, at=at),
    )


def _kind(code: str) -> Kind:
    if code in {str(one) for one in FAILED}:
        return Kind.FAILED
    return {str(DONE): Kind.PAID, str(OUT_OF_TIME): Kind.EXPIRED}.get(code, Kind.IGNORED)


def _given(paid: Mapping[str, Any], amount: int, key: str) -> Refund | None:
    """The refund of that name among those of a payment."""
    rows = paid.get("refundTrans") or []
    mine = (row for row in rows if isinstance(row, dict) and row.get("orderId") == key)
    return next((_refund(row, amount, key) for row in mine), None)


def _refund(told: Mapping[str, Any], amount: int, key: str) -> Refund:
    code = told.get("resultCode")
    if told.get("amount", amount) != amount:
        raise Refused("this key gave another sum back")
    if code != DONE and code not in UNDER_WAY:
        raise Refused(f"MoMo answered {code}")
    return Refund(external_id=key, amount=amount, settled=code == DONE)
