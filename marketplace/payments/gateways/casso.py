"""Casso v2 watches a bank account: https://casso.vn, webhook version 2.

It signs the time in milliseconds and the JSON with its names in order at every depth, so the body
is read before the signature can be checked; it is believed only afterwards.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.payments.gateways import envelope, signing, watching
from marketplace.payments.gateways.contract import Answer, Forged, Heard, Notice, Unreadable

MOST_DIGITS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Casso:
    """``accounts`` are ours, plain or virtual; ``secrets`` sign what Casso tells."""

    accounts: tuple[str, ...]
    secrets: tuple[str, ...] = field(repr=False)
    speaks_by_get: bool = False

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        envelope.refuse_long(body)
        said = envelope.header(headers, "X-Casso-Signature").split(",")
        parts = dict(part.strip().partition("=")[::2] for part in said)
        stamp, given = parts.get("t", ""), parts.get("v1", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= MOST_DIGITS):
            raise Forged("no time of signing")
        around = envelope.json_object(body)
        if not signing.is_signed(
            self.secrets, f"{stamp}.{in_order(around)}", "sha512", given=[given]
        ):
            raise Forged("wrong signature")
        envelope.refuse_stale(int(stamp) / 1000, at=at)
        told = envelope.inner(around, "data")
        amount, is_in = _sum(told)
        names = ("accountNumber", "virtualAccountNumber")
        return watching.transfer(
            external_id=envelope.identity(told, "id"),
            amount=amount,
            is_ours=is_in and watching.is_on(self.accounts, told, *names),
            text=envelope.words(told, "description"),
            told_at=envelope.words(told, "transactionDateTime"),
            bank_reference=envelope.words(told, "reference"),
            account=envelope.words(told, "accountNumber"),
            at=at,
        )

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        return envelope.reply(
            {"error": 0 if heard.is_kept else 1, "success": heard.is_kept}, status=heard.status
        )


def in_order(fields: Mapping[str, Any] | list[Any]) -> str:
    """JSON as JavaScript writes it, the names in their order at every depth."""
    try:
        return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    except RecursionError as problem:
        raise Unreadable("too deep") from problem


def _sum(told: Mapping[str, Any]) -> tuple[int, bool]:
    """How much, and whether it came in: what went out is below nothing."""
    amount = told.get("amount")
    if isinstance(amount, int) and not isinstance(amount, bool) and amount < 0:
        return envelope.money({"amount": -amount}, "amount"), False
    return envelope.money(told, "amount"), True
