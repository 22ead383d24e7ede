"""SePay watches a bank account: https://developer.sepay.vn/vi/sepay-webhooks.

It signs the time and the raw body, and sends a transfer again for half an hour until it hears
``{"success": true}``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from marketplace.payments.gateways import envelope, watching
from marketplace.payments.gateways.contract import Answer, Heard, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class SePay:
    """``accounts`` are ours, plain or virtual; ``secrets`` sign what SePay tells."""

    accounts: tuple[str, ...]
    secrets: tuple[str, ...] = field(repr=False)
    speaks_by_get: bool = False

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        told = envelope.open_sealed(
            body,
            stamp=envelope.header(headers, "X-SePay-Timestamp"),
            signatures=[envelope.header(headers, "X-SePay-Signature").removeprefix("sha256=")],
            secrets=self.secrets,
            at=at,
        )
        is_in = told.get("transferType") == "in"
        return watching.transfer(
            external_id=envelope.identity(told, "id"),
            amount=envelope.money(told, "transferAmount"),
            is_ours=is_in and watching.is_on(self.accounts, told, "accountNumber", "subAccount"),
            code=envelope.words(told, "code"),
            text=envelope.words(told, "content"),
            told_at=envelope.words(told, "transactionDate"),
            bank_reference=envelope.words(told, "referenceCode"),
            account=envelope.words(told, "accountNumber"),
            at=at,
        )

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        return envelope.reply({"success": heard.is_kept}, status=heard.status)
