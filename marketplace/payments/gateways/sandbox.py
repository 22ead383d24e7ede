"""A demo bank that lives in this process: for demonstrations and tests. It can misbehave.

It shows a real VietQR of an account that no real bank knows, and sends notices signed the way
bank watchers sign theirs. It remembers only what this process did: after a restart ``query``
knows nothing, while refunds still work because a payment's name carries its sum. With a ``seed``
it loses one reply in twenty after it has acted, and sends its notices late, several times and in
no order; what it says stays true and signed.
"""

import json
import random
import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from marketplace.payments import banks, memo, napas
from marketplace.payments.gateways import envelope
from marketplace.payments.gateways.contract import (
    DONG,
    Answer,
    Capabilities,
    Charge,
    Heard,
    Kind,
    Notice,
    Payee,
    Refund,
    Refused,
    Start,
    Unavailable,
)
from marketplace.payments.gateways.vietqr import ask_for_transfer

ACCOUNT = "CHOGOCMAU"
HOLDER = "CHO GOC (MINH HOA)"
OURS = Payee(bank=banks.DEMO.bin, account=ACCOUNT, holder=HOLDER)
REMEMBERED = 1_000
REPLIES_LOST = 0.05
LONGEST_DELAY, MOST_COPIES = 15, 3  # seconds, notices of one transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """``secret`` signs the notices; the rest is the demo bank's own memory.

    Refunds arrive at once, or, with ``is_slow``, when :meth:`refund_notice` says so.
    """

    secret: str = field(repr=False)
    is_slow: bool = False
    seed: int | None = None
    speaks_by_get: bool = False
    dice: random.Random = field(init=False, repr=False)
    moved: deque[Notice] = field(default_factory=lambda: deque(maxlen=REMEMBERED), repr=False)
    given: dict[tuple[str, str], Refund] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dice", random.Random(self.seed))  # noqa: S311 - no secret

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            query=True,
            refund=True,
            partial_refund=True,
            least=1,
            most=napas.TRANSFER_LIMIT - 1,
            starts_alone=True,
            straight=True,
        )

    def start(self, charge: Charge) -> Start:
        asked = ask_for_transfer(charge, ours=OURS)
        self._may_lose_reply()
        return replace(asked, external_id=f"{charge.reference}-{charge.amount}")

    def notice(
        self, *, reference: str, amount: int, at: datetime, currency: str = DONG
    ) -> tuple[bytes, dict[str, str]]:
        """Move demo money: body and headers of what the demo bank sends about a new transfer."""
        told = {
            "id": secrets.token_hex(8),
            "type": "credit",
            "content": f"NGANHANGMAU.{secrets.randbelow(10**10):010d}.{reference}.CT tu NGUOI MUA",
            "amount": amount,
            "currency": currency,
            "at": int(at.timestamp()),
        }
        body = json.dumps(told).encode()
        self.moved.append(_notice(told))
        return body, self.seal(body, at=at)

    def seal(self, body: bytes, *, at: datetime) -> dict[str, str]:
        """The headers under which the demo bank sends a body."""
        return envelope.seal_of_demo(body, secret=self.secret, at=at)

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        told = envelope.open_demo(body, headers, secret=self.secret, at=at)
        return _notice(told)

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        return envelope.reply({"success": heard.is_kept}, status=heard.status)

    def deliveries(self) -> list[int]:
        """When a notice is sent, in seconds from now: at once, or by the dice and several times."""
        if self.seed is None:
            return [0]
        copies = self.dice.randint(1, MOST_COPIES)
        return sorted(self.dice.randint(0, LONGEST_DELAY) for _ in range(copies))

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        reference = external_id.partition("-")[0]
        seen = (notice for notice in self.moved if notice.paid_at <= at)
        return next((notice for notice in seen if notice.reference == reference), None)

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,  # noqa: ARG002 - our key is enough
        is_again: bool = False,  # noqa: ARG002 - it remembers
    ) -> Refund:
        again = self.given.get((external_id, key))
        left = _sum_in(external_id) - sum(
            refund.amount for (payment, _), refund in self.given.items() if payment == external_id
        )
        if again and again.amount != amount:
            raise Refused("this key gave another sum back")
        if not again and not 0 < amount <= left:
            raise Refused("no more is given back than was paid")
        name, settled = f"HOAN-{external_id}-{key}", not self.is_slow
        refund = Refund(external_id=name, amount=amount, settled=settled)
        given = self.given.setdefault((external_id, key), refund)
        self._may_lose_reply()
        return given

    def refund_notice(
        self, *, key: str, amount: int, at: datetime, has_arrived: bool = True
    ) -> tuple[bytes, dict[str, str]]:
        """What the demo bank sends when a refund arrived, or came back to it."""
        told = {
            "id": f"refund-{key}-{has_arrived}",
            "type": "refunded" if has_arrived else "refund_failed",
            "content": "",
            "key": key,
            "amount": amount,
            "currency": DONG,
            "at": int(at.timestamp()),
        }
        body = json.dumps(told).encode()
        return body, self.seal(body, at=at)

    def _may_lose_reply(self) -> None:
        if self.seed is not None and self.dice.random() < REPLIES_LOST:
            raise Unavailable("the reply was lost")


KINDS = {
    "credit": Kind.PAID,
    "refunded": Kind.REFUNDED,
    "refund_failed": Kind.REFUND_FAILED,
}


def _notice(told: Mapping[str, Any]) -> Notice:
    text = envelope.words(told, "content")
    return Notice(
        external_id=envelope.identity(told, "id"),
        reference=memo.find(text),
        amount=envelope.money(told, "amount"),
        currency=envelope.words(told, "currency").upper(),
        kind=KINDS.get(envelope.words(told, "type"), Kind.IGNORED),
        paid_at=envelope.moment(told, "at"),
        text=text,
        refund_key=envelope.words(told, "key"),
    )


def _sum_in(external_id: str) -> int:
    amount = external_id.rpartition("-")[2]
    return int(amount) if amount.isascii() and amount.isdecimal() else 0
