"""ZaloPay v2: the shopper pays in ZaloPay's app; its callback is posted as JSON within JSON.

Written from https://docs.zalopay.vn/v2/. What ZaloPay is asked is signed with the first key, what
it tells with the second. Names begin with a day of Vietnam: that of the attempt, or of the refund.
"""

import json
from collections.abc import Iterable, Mapping
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
DONE, FAILED, UNDER_WAY = 1, 2, 3
OUT_OF_TIME, LATER, MISTAKES = -54, {-429, -500, -999}, {-401, -402}
ORDER = 1  # what a callback may be about; anything else is no payment
ANSWERS = {
    Heard.KNOWN: (2, "known"),
    Heard.FORGED: (-1, "mac not equal"),
    Heard.UNREADABLE: (-1, "unreadable"),
    Heard.OUR_FAULT: (0, "try again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloPay:
    """``shop`` is the app_id; ``secrets`` are our keys (key1), ``notice_secrets`` its (key2)."""

    shop: str
    secrets: tuple[str, ...] = field(repr=False)
    notice_secrets: tuple[str, ...] = field(repr=False)
    notice_url: str
    api: str = "https://openapi.zalopay.vn/v2"
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
        """Asked for twice, ZaloPay refuses the second: the first may still be paid."""
        name = f"{clock.digits(charge.opened_at)[2:8]}_{charge.reference}"
        lasts = charge.expires_at - charge.opened_at
        signed = {
            "app_id": self.shop,
            "app_trans_id": name,
            "app_user": "chogoc",
            "amount": str(charge.amount),
            "app_time": str(int(charge.opened_at.timestamp() * 1000)),
            "embed_data": json.dumps({"redirecturl": charge.return_url}),
            "item": "[]",
        }
        beside = {
            "mac": self._mac(signed.values()),
            "description": charge.description,
            "bank_code": "",
            "callback_url": self.notice_url,
            "expire_duration_seconds": str(int(lasts.total_seconds())),
        }
        told = self._ask("create", signed | beside)
        if told["return_code"] != DONE or not envelope.words(told, "order_url"):
            raise Refused(f"ZaloPay answered {told.get('sub_return_code')}")
        return Start(external_id=name, redirect_url=envelope.words(told, "order_url"))

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:  # noqa: ARG002 - the signature is inside
        envelope.refuse_long(body)
        around = envelope.json_object(body)
        inside, given = around.get("data"), envelope.words(around, "mac")
        if not isinstance(inside, str) or not signing.is_signed(
            self.notice_secrets, inside, HASH, given=[given]
        ):
            raise Forged("wrong signature")
        told = envelope.json_object(inside.encode(errors="replace"))
        if str(told.get("app_id")) != self.shop:
            raise Forged("it is about another shop")
        kind = Kind.PAID if around.get("type") == ORDER else Kind.IGNORED
        return _notice(told, envelope.identity(told, "app_trans_id"), kind, at=at)

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:  # noqa: ARG002 - the contract's
        code, message = ANSWERS.get(heard, (1, "success"))
        status = 200 if heard is Heard.OUR_FAULT else heard.status  # 0 says come again
        return envelope.reply({"return_code": code, "return_message": message}, status=status)

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        told = self._asked_about(external_id)
        code = told["return_code"]
        if code == UNDER_WAY:
            return None
        try:
            if code == DONE:
                return _notice(told, external_id, Kind.PAID, at=at)
        except (Unreadable, Forged) as problem:
            raise Unavailable(str(problem)) from problem
        return _failure(told, external_id, at=at)

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,
        is_again: bool = False,
    ) -> Refund:
        name = f"{clock.digits(opened_at)[2:8]}_{self.shop}_{key}"
        stamp = str(int(opened_at.timestamp() * 1000))
        given = self._given(name, amount, stamp) if is_again else None
        if given:
            return given
        paid = self._asked_about(external_id)
        if paid["return_code"] != DONE:
            raise Refused("nothing was paid")
        number = envelope.identity(paid, "zp_trans_id")
        signed = [self.shop, number, str(amount), f"Hoan {key}", stamp]
        names = ("app_id", "zp_trans_id", "amount", "description", "timestamp")
        asked = dict(zip(names, signed, strict=True))
        told = self._ask("refund", asked | {"m_refund_id": name, "mac": self._mac(signed)})
        return _refund(told, name, amount)

    def _given(self, name: str, amount: int, stamp: str) -> Refund | None:
        """How a refund stands; ``None`` when ZaloPay does not know it."""
        asked = {"app_id": self.shop, "m_refund_id": name, "timestamp": stamp}
        told = self._ask("query_refund", asked | {"mac": self._mac(asked.values())})
        return None if told["return_code"] == FAILED else _refund(told, name, amount)

    def _asked_about(self, external_id: str) -> dict[str, Any]:
        mac = self._mac([self.shop, external_id, self.secrets[0]])
        asked = {"app_id": self.shop, "app_trans_id": external_id, "mac": mac}
        return self._ask("query", asked)

    def _ask(self, what: str, asked: Mapping[str, str]) -> dict[str, Any]:
        told = wire.post(f"{self.api}/{what}", asked, patience=self.patience, as_form=True)
        code, detail = told.get("return_code"), told.get("sub_return_code")
        if code not in {DONE, FAILED, UNDER_WAY} or detail in LATER:
            raise Unavailable(f"ZaloPay answered {code} ({detail})")
        if detail in MISTAKES:
            raise Refused(f"ZaloPay answered {detail}")
        return told

    def _mac(self, values: Iterable[str]) -> str:
        return signing.sign(self.secrets, "|".join(values), HASH)


def _notice(told: Mapping[str, Any], name: str, kind: Kind, *, at: datetime) -> Notice:
    return Notice(
        external_id=f"{name}:{envelope.identity(told, 'zp_trans_id')}"[: envelope.MOST_NAME],
        reference=name.partition("_")[2],
        amount=envelope.money(told, "amount"),
        currency=DONG,
        kind=kind,
        paid_at=clock.not_ahead(clock.from_milliseconds(told, "server_time"), at=at),
    )


def _failure(told: Mapping[str, Any], name: str, *, at: datetime) -> Notice:
    code = told.get("sub_return_code")
    return Notice(
        external_id=f"{name}:{code}"[: envelope.MOST_NAME],
        reference=name.partition("_")[2],
        amount=0,
        currency=DONG,
        kind=Kind.EXPIRED if code == OUT_OF_TIME else Kind.FAILED,
        paid_at=at,
    )


def _refund(told: Mapping[str, Any], name: str, amount: int) -> Refund:
    if told["return_code"] == FAILED:
        raise Refused(f"ZaloPay answered {told.get('sub_return_code')}")
    return Refund(external_id=name, amount=amount, settled=told["return_code"] == DONE)
