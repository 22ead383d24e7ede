"""Which gateways this installation offers, built from settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.payments.gateways.card import Card
from marketplace.payments.gateways.sandbox import ACCOUNT as DEMO_ACCOUNT
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.gateways.vietqr import VietQR

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from marketplace.payments.gateways.contract import Gateway

KINDS: dict[str, Callable[..., Gateway]] = {"sandbox": Sandbox, "vietqr": VietQR, "stripe": Card}

WORDS: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "sandbox": (
        _("Quét mã VietQR (ngân hàng mẫu)"),
        _("Bản trình diễn: bấm trả thử, không mất tiền thật."),
    ),
    "vietqr": (
        _("Quét mã VietQR"),
        _("Mở ứng dụng ngân hàng nào cũng được, quét mã là xong."),
    ),
    "stripe": (
        _("Thẻ Visa, Mastercard, JCB"),
        _("Nhập thẻ ở trang an toàn của Stripe; chúng tôi không thấy số thẻ."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to pay, as a shopper reads it."""

    name: str
    label: _StrPromise
    hint: _StrPromise


class UnknownGateway(LookupError):
    """No gateway of that name is set up here."""


def gateway(name: str) -> Gateway:
    """The gateway of that name, or :class:`UnknownGateway`."""
    if name not in settings.PAYMENT_GATEWAYS:
        raise UnknownGateway(name)
    return _made(name, tuple(sorted(settings.PAYMENT_GATEWAYS[name].items())))


def demo_bank() -> Sandbox:
    """The demo bank, where it is set up; else :class:`UnknownGateway`."""
    bank = gateway("sandbox")
    assert isinstance(bank, Sandbox)  # noqa: S101 (KINDS says so)
    return bank


def names() -> list[str]:
    return list(settings.PAYMENT_GATEWAYS)


def accounts() -> dict[str, str]:
    """The bank accounts that money comes to, each with the gateway it is told under."""
    found = {
        told["account"]: name
        for name, told in settings.PAYMENT_GATEWAYS.items()
        if "account" in told
    }
    return {DEMO_ACCOUNT: "sandbox", **found} if "sandbox" in names() else found


def ways(*, amount: int) -> list[Way]:
    """The ways to pay so many đồng, in the order of the settings."""
    able = [name for name in names() if gateway(name).capabilities.takes(amount)]
    return [Way(name=name, label=WORDS[name][0], hint=WORDS[name][1]) for name in able]


def hold_time(name: str) -> timedelta:
    """How long goods are held while somebody pays here: never shorter than the gateway needs."""
    shortest = gateway(name).capabilities.shortest_hold
    return max(timedelta(minutes=settings.HOLD_MINUTES), shortest)


@lru_cache(maxsize=32)
def _made(name: str, options: tuple[tuple[str, Any], ...]) -> Gateway:
    return KINDS[name](**dict(options))
