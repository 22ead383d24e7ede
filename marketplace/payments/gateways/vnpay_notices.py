"""What VNPay signs and says: its query strings, its questions and answers, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from marketplace.payments.gateways import clock, envelope, signing
from marketplace.payments.gateways.contract import (
    DONG,
    Forged,
    Kind,
    Notice,
    Refund,
    Refused,
    Unavailable,
    Unreadable,
)

HASH = "sha512"
SUM_UNIT = 100
SEALS = {"vnp_SecureHash", "vnp_SecureHashType"}
PAYMENT, FULL, PART = "01", "02", "03"
DONE, FAILED, REFUND_REFUSED = "00", "02", "09"
OUT_OF_TIME = "11"
NOT_FOUND, TWICE, BROKEN = "91", "94", "99"


def signed_query(asked: Mapping[str, Any], secrets: tuple[str, ...]) -> str:
    """The words after a ``?``, in their order, with their signature."""
    query = urlencode(sorted(asked.items()))
    return f"{query}&vnp_SecureHash={signing.sign(secrets, query, HASH)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request to VNPay: which values are signed of it, and of its answer, in which order."""

    order: str
    reply_order: str
    may_be_unknown: bool = False

    def sealed(self, asked: Mapping[str, str], secrets: tuple[str, ...]) -> dict[str, str]:
        """The request with its signature."""
        seal = signing.sign(secrets, piped(asked, self.order), HASH)
        return {**asked, "vnp_SecureHash": seal}

    def opened(self, reply: Mapping[str, Any], secrets: tuple[str, ...]) -> dict[str, str]:
        """The words of a good answer; none for a payment that nobody has begun.

        Raises ``Unavailable`` or ``Refused``.
        """
        told = {name: str(value) for name, value in reply.items() if isinstance(value, str | int)}
        code = told.get("vnp_ResponseCode", "")
        if code == NOT_FOUND and self.may_be_unknown:
            return {}
        if code in {"", TWICE, BROKEN}:
            raise Unavailable(f"VNPay answered {code or 'nothing'}")
        if code != DONE:
            raise Refused(f"VNPay answered {code}")
        given = [told.get("vnp_SecureHash", "")]
        if not signing.is_signed(secrets, piped(told, self.reply_order), HASH, given=given):
            raise Unavailable("an answer that VNPay did not sign")
        return told


_REPLY = (
    "ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate"
    " TransactionNo TransactionType TransactionStatus OrderInfo"
)
QUERY = Question(
    order="RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo",
    reply_order=_REPLY + " PromotionCode PromotionAmount",
    may_be_unknown=True,
)
REFUND = Question(
    order="RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo"
    " TransactionDate CreateBy CreateDate IpAddr OrderInfo",
    reply_order=_REPLY,
)


def piped(fields: Mapping[str, str], order: str) -> str:
    """These values, a bar between them."""
    return "|".join(fields.get(f"vnp_{name}", "") for name in order.split())


def open_query(body: bytes, secrets: tuple[str, ...]) -> dict[str, str]:
    """The words of a signed query string, each said once; or ``Forged``, ``Unreadable``.

    Signed are the words as they were sent; failing that, as VNPay's own samples write them again.
    """
    envelope.refuse_long(body)
    pieces = [piece for piece in body.decode("latin-1").split("&") if piece]
    raw = "&".join(sorted(one for one in pieces if one.partition("=")[0] not in SEALS))
    told = parse_qsl("&".join(pieces), keep_blank_values=True, errors="replace")
    given = [value for name, value in told if name == "vnp_SecureHash"]
    again = urlencode(sorted(pair for pair in told if pair[0] not in SEALS), errors="replace")
    written = (raw.encode("latin-1"), again.encode())
    if not any([signing.is_signed(secrets, text, HASH, given=given) for text in written]):  # noqa: C419 - both, in the same time
        raise Forged("wrong signature")
    if len(dict(told)) != len(told):
        raise Unreadable("a word is said twice")
    return dict(told)


def from_words(told: Mapping[str, str], *, at: datetime) -> Notice:
    """The news in a notice or in an answer about a payment."""
    status = told.get("vnp_TransactionStatus", "")
    code = told.get("vnp_ResponseCode", "")
    name = envelope.identity({"name": f"{told.get('vnp_TransactionNo', '')}:{status}"}, "name")
    reference = envelope.words(told, "vnp_TxnRef")
    paid_at = clock.from_digits(told["vnp_PayDate"]) if told.get("vnp_PayDate") else at
    return Notice(
        external_id=f"{reference}:{name}"[: envelope.MOST_NAME],
        reference=reference,
        amount=_sum(told),
        currency=DONG,
        kind=_kind(status, code),
        paid_at=clock.not_ahead(paid_at, at=at),
    )


def refund_from(told: Mapping[str, str], amount: int) -> Refund:
    """How a refund stands; ``Refused`` when it is not the one that was asked for."""
    try:
        given = _sum(told)
    except Unreadable as problem:
        raise Unavailable(str(problem)) from problem
    if given != amount:
        raise Refused("this key gave another sum back")
    status = told.get("vnp_TransactionStatus", "")
    if status == REFUND_REFUSED:
        raise Refused("the bank refused the refund")
    name = envelope.words(told, "vnp_TransactionNo")
    return Refund(external_id=name, amount=amount, settled=status == DONE)


def parts(external_id: str) -> tuple[str, int, str]:
    """Our reference, the sum and the time under which VNPay knows a payment."""
    reference, amount, opened = (*external_id.split("-"), "", "")[:3]
    if not (amount.isascii() and amount.isdecimal()):
        raise Refused("no payment of that name was opened")
    return reference, int(amount), opened


def _kind(status: str, code: str) -> Kind:
    """Anything between paid and failed is no news yet: waiting, turned back, suspected of fraud."""
    if status == DONE == code:
        return Kind.PAID
    if status != FAILED:
        return Kind.IGNORED
    return Kind.EXPIRED if code == OUT_OF_TIME else Kind.FAILED


def _sum(told: Mapping[str, str]) -> int:
    amount = envelope.money_in_digits(told, "vnp_Amount")
    if amount % SUM_UNIT:
        raise Unreadable("a sum of less than a đồng")
    return amount // SUM_UNIT
