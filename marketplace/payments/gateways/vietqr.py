"""Bank transfer by VietQR: the money goes straight to one account, and a bank watcher tells us.

No bank calls a shop. A watcher (SePay, https://developer.sepay.vn/vi/sepay-webhooks) sees each
transfer on the account and posts it, signed over its time and raw body. A transfer can be neither
asked about nor sent back from here; both are done at the bank, by people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from marketplace.payments import banks, memo, napas
from marketplace.payments.gateways import envelope
from marketplace.payments.gateways.contract import (
    DONG,
    Answer,
    Capabilities,
    Charge,
    Kind,
    Notice,
    Refund,
    Refused,
    Start,
    Unreadable,
)

LONGEST_REFERENCE = 60
VIETNAM = timezone(timedelta(hours=7))


def ask_for_transfer(charge: Charge, *, bank: str, account: str, holder: str) -> Start:
    """The code to scan and the words to copy for one transfer; ``Refused`` above the limit."""
    transfer = napas.Transfer(
        bank=bank, account=account, amount=charge.amount, memo=charge.reference
    )
    try:
        payload = napas.encode(transfer)
    except napas.Malformed as problem:
        raise Refused(str(problem)) from problem
    return Start(
        external_id=charge.reference,
        qr=payload,
        bank=banks.name_of(bank),
        account=account,
        holder=holder,
        memo=charge.reference,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VietQR:
    """``bank`` is a BIN, ``holder`` the account's name, ``secret`` what the watcher signs with."""

    bank: str
    account: str
    holder: str
    secret: str = field(repr=False)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            query=False,
            refund=False,
            partial_refund=False,
            least=1,
            most=napas.TRANSFER_LIMIT - 1,
            shortest_hold=timedelta(minutes=60),
        )

    def start(self, charge: Charge) -> Start:
        return ask_for_transfer(charge, bank=self.bank, account=self.account, holder=self.holder)

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        told = envelope.open_sealed(
            body,
            stamp=envelope.header(headers, "X-SePay-Timestamp"),
            signatures=[envelope.header(headers, "X-SePay-Signature").removeprefix("sha256=")],
            secret=self.secret,
            at=at,
        )
        text = envelope.words(told, "content")
        return Notice(
            external_id=envelope.identity(told, "id"),
            reference=memo.find(f"{envelope.words(told, 'code')} {text}"),
            amount=envelope.money(told, "transferAmount"),
            currency=DONG,
            kind=Kind.PAID if self._is_ours(told) else Kind.IGNORED,
            paid_at=_local_time(told),
            text=text,
            bank_reference=envelope.words(told, "referenceCode")[:LONGEST_REFERENCE],
        )

    def answer(self, *, accepted: bool) -> Answer:
        return envelope.reply({"success": accepted}, status=200 if accepted else 400)

    def query(self, *, external_id: str, at: datetime) -> Notice | None:  # noqa: ARG002 - contract
        raise Refused("a bank account cannot be asked about one transfer")

    def refund(self, *, external_id: str, amount: int, key: str) -> Refund:  # noqa: ARG002 - same
        raise Refused("a bank transfer is sent back at the bank")

    def _is_ours(self, told: Mapping[str, Any]) -> bool:
        """Money in, to our account: told under its own number or as a virtual one of another."""
        accounts = {envelope.words(told, "accountNumber"), envelope.words(told, "subAccount")}
        return told.get("transferType") == "in" and self.account in accounts


def _local_time(told: Mapping[str, Any]) -> datetime:
    """The watcher writes Vietnamese wall time, such as ``2026-11-21 14:02:37``."""
    try:
        moment = datetime.fromisoformat(envelope.words(told, "transactionDate"))
    except ValueError as problem:
        raise Unreadable("transactionDate is missing or wrong") from problem
    if not 2000 <= moment.year < 3000:  # noqa: PLR2004 - a database keeps no stranger years
        raise Unreadable("transactionDate is in no year of ours")
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
