"""Viettel Money (ViettelPay web 2.0): written from public codes that agree, not from a contract.

The shopper pays at Viettel's page. Before it takes money Viettel asks whether the order stands
(``Kind.ASKED``), afterwards it tells what happened; both are posted as forms and answered in
signed JSON. It gives back whole payments only. Times are not told, so none can be checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from marketplace.payments.gateways import envelope, signing, wire
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

VERSION, HASH = "2.0", "sha1"
PAGE = "billcode command merchant_code order_id trans_amount version"
QUESTION = "billcode merchant_code order_id trans_amount"
RESULT = (
    "billcode cust_msisdn error_code merchant_code order_id payment_status trans_amount"
    " vt_transaction_id"
)
QUESTION_ANSWER = "billcode error_code merchant_code order_id trans_amount"
RESULT_ANSWER = "error_code merchant_code order_id"
INQUIRY = "cmd merchant_code order_id version"
REFUND = "cmd merchant_code order_id originalRequestId refundType trans_amount version"
GIVEN_BEFORE = "176"  # or not in order, or too late: Viettel's one word for all of them
DONE, NOT_NOW, BUSY = "00", "03", {"", "99", "813", "927", "V04", "W04", "S_MAINTAIN"}
KINDS = {"1": Kind.PAID, "2": Kind.FAILED, "5": Kind.FAILED}
ANSWERS = {Heard.NEWS: DONE, Heard.KNOWN: DONE, Heard.NOBODYS: "01", Heard.WRONG_SUM: "02"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Viettel:
    """``shop`` is the merchant code; ``page`` and ``api`` stand in the contract."""

    shop: str
    access_code: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    page: str
    api: str
    patience: float = wire.PATIENCE
    speaks_by_get: bool = False

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            query=True,
            refund=True,
            partial_refund=False,
            least=1_000,
            most=50_000_000,
            shortest_hold=timedelta(minutes=15),
            starts_alone=True,
        )

    def start(self, charge: Charge) -> Start:
        """Nobody is asked: the address itself is the signed order."""
        if not self.capabilities.takes(charge.amount):
            raise Refused("a sum that Viettel does not take")
        asked = {
            "billcode": charge.reference,
            "command": "PAYMENT",
            "desc": f"Thanh toan {charge.reference}",
            "locale": "Vi",
            "merchant_code": self.shop,
            "order_id": charge.reference,
            "return_url": charge.return_url,
            "cancel_url": charge.cancel_url,
            "trans_amount": str(charge.amount),
            "version": VERSION,
        }
        query = urlencode(asked | {"check_sum": self._sum_of(asked, PAGE)})
        name = f"{charge.reference}-{charge.amount}"
        return Start(external_id=name, redirect_url=f"{self.page}?{query}")

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:  # noqa: ARG002 - the signature is inside
        told = _form(body)
        is_result = "payment_status" in told
        signed = self._joined(told, RESULT if is_result else QUESTION)
        given = told.get("check_sum", "")
        if not signing.is_signed_in_base64(self.secrets, signed, HASH, given=given):
            raise Forged("wrong signature")
        if told.get("merchant_code") != self.shop:
            raise Forged("it is about another shop")
        status = told.get("payment_status", "")
        kind = KINDS.get(status, Kind.IGNORED) if is_result else Kind.ASKED
        return _notice(told, kind, status, at=at)

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:
        code = ANSWERS.get(heard, NOT_NOW)
        said = {
            "error_code": code,
            "merchant_code": self.shop,
            "order_id": told.reference if told else "",
        }
        if told and told.kind is Kind.ASKED:
            said |= {"billcode": told.reference, "trans_amount": str(told.amount)}
            return self._say(said, QUESTION_ANSWER, heard)
        return self._say(said | {"return_url": ""}, RESULT_ANSWER, heard)

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        reference, amount = _parts(external_id)
        asked = {"cmd": "TRANS_INQUIRY", "order_id": reference}
        told = self._ask(asked, INQUIRY)
        kind = KINDS.get(told.get("payment_status", ""), Kind.IGNORED)
        if told.get("order_id") != reference or kind is Kind.IGNORED:
            return None
        said = told | {"trans_amount": str(amount)}  # it says no sum: it took what it showed
        return _notice(said, kind, told["payment_status"], at=at)

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,  # noqa: ARG002 - Viettel asks for no day
        is_again: bool = False,
    ) -> Refund:
        reference, paid = _parts(external_id)
        if amount != paid:
            raise Refused("Viettel gives back whole payments only")
        inquiry = self._ask({"cmd": "TRANS_INQUIRY", "order_id": reference}, INQUIRY)
        asked = {
            "cmd": "REFUND_PAYMENT",
            "order_id": reference,
            "originalRequestId": inquiry.get("vt_transaction_id", ""),
            "refundType": "0",
            "trans_amount": str(amount),
            "trans_content": f"Hoan {key}",
        }
        told = self._ask(asked, REFUND, unsure=GIVEN_BEFORE if is_again else "")
        name = told.get("refund_request_id") or key
        return Refund(external_id=name[: envelope.MOST_NAME], amount=amount, settled=True)

    def _ask(self, asked: Mapping[str, str], order: str, *, unsure: str = "") -> dict[str, str]:
        asked = {**asked, "merchant_code": self.shop, "version": VERSION}
        sealed = asked | {"check_sum": self._sum_of(asked, order)}
        how = {"as_form": True, "only_once": order == REFUND}
        reply = wire.post(self.api, sealed, patience=self.patience, **how)
        told = {name: str(value) for name, value in reply.items()}
        code = told.get("error_code", "")
        if code in {*BUSY, unsure}:
            raise Unavailable(f"Viettel answered {code or 'nothing'}")
        if code != DONE:
            raise Refused(f"Viettel answered {code}")
        return told

    def _say(self, said: Mapping[str, str], order: str, heard: Heard) -> Answer:
        sealed = {**said, "check_sum": self._sum_of(said, order)}
        return envelope.reply(sealed, status=heard.status)

    def _sum_of(self, fields: Mapping[str, str], order: str) -> str:
        return signing.sign_in_base64(self.secrets, self._joined(fields, order), HASH)

    def _joined(self, fields: Mapping[str, str], order: str) -> str:
        return self.access_code + "".join(fields.get(name, "") for name in order.split())


def _form(body: bytes) -> dict[str, str]:
    envelope.refuse_long(body)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict"))
    except ValueError as problem:
        raise Unreadable("no form") from problem


def _notice(told: Mapping[str, str], kind: Kind, status: str, *, at: datetime) -> Notice:
    reference, number = envelope.words(told, "order_id"), told.get("vt_transaction_id", "")
    name = envelope.identity({"name": f"{reference}:{number}:{status}"}, "name")
    return Notice(
        external_id=name,
        reference=reference,
        amount=envelope.money_in_digits(told, "trans_amount"),
        currency=DONG,
        kind=kind,
        paid_at=at,
    )


def _parts(external_id: str) -> tuple[str, int]:
    reference, _, amount = external_id.partition("-")
    if not (amount.isascii() and amount.isdecimal()):
        raise Refused("no payment of that name was opened")
    return reference, int(amount)
