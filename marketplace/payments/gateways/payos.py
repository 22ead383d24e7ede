"""payOS watches a bank account: https://payos.vn/docs/tich-hop-webhook/.

The signature covers the names and values of ``data`` in order, so the body is read before it can
be checked; it is believed only afterwards. No time is signed: what is heard again is known by the
bank's name for the transfer. Told our address (``confirm-webhook``), payOS tries it with a sample
about somebody else's account, and wants to hear that it arrived.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.payments.gateways import casso, envelope, signing, watching
from marketplace.payments.gateways.contract import DONG, Answer, Forged, Heard, Notice

GOOD = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOS:
    """``accounts`` are ours, plain or virtual; ``secrets`` are checksum keys."""

    accounts: tuple[str, ...]
    secrets: tuple[str, ...] = field(repr=False)
    speaks_by_get: bool = False

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:  # noqa: ARG002 - the signature is inside
        envelope.refuse_long(body)
        around = envelope.json_object(body)
        told, given = envelope.inner(around, "data"), envelope.words(around, "signature")
        if not signing.is_signed(self.secrets, in_order(told), "sha256", given=[given]):
            raise Forged("wrong signature")
        account, name = envelope.words(told, "accountNumber"), envelope.identity(told, "reference")
        is_good = (told.get("code", GOOD), told.get("currency")) == (GOOD, DONG)
        names = ("accountNumber", "virtualAccountNumber")
        return watching.transfer(
            external_id=f"{account}:{name}"[: envelope.MOST_NAME],
            amount=envelope.money(told, "amount"),
            is_ours=is_good and watching.is_on(self.accounts, told, *names),
            text=envelope.words(told, "description"),
            told_at=envelope.words(told, "transactionDateTime"),
            bank_reference=name,
            account=envelope.words(told, "accountNumber"),
            at=at,
        )

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        return envelope.reply({"success": heard.is_kept}, status=heard.status)


def in_order(fields: Mapping[str, Any]) -> str:
    """``accountNumber=…&amount=…``: as payOS signs them."""
    return "&".join(f"{name}={_written(fields[name])}" for name in sorted(fields))


def _written(value: object) -> str:
    """A value in JavaScript's words; what is not there is nothing."""
    if value is None or value in ("null", "undefined"):
        return ""
    if isinstance(value, list | dict):
        return casso.in_order(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
