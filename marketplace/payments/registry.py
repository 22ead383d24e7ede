"""Which gateways this installation offers, built from settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.payments.gateways.card import Card
from marketplace.payments.gateways.casso import Casso
from marketplace.payments.gateways.contract import Payee, Speaker
from marketplace.payments.gateways.momo import MoMo
from marketplace.payments.gateways.payos import PayOS
from marketplace.payments.gateways.sandbox import ACCOUNT as DEMO_ACCOUNT
from marketplace.payments.gateways.sandbox import OURS as DEMO
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.gateways.sepay import SePay
from marketplace.payments.gateways.vietqr import VietQR
from marketplace.payments.gateways.viettel import Viettel
from marketplace.payments.gateways.vnpay import VNPay
from marketplace.payments.gateways.zalopay import ZaloPay
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from marketplace.payments.gateways.contract import Gateway

KINDS: dict[str, Callable[..., Gateway]] = {
    "sandbox": Sandbox,
    "vietqr": VietQR,
    "stripe": Card,
    "vnpay": VNPay,
    "momo": MoMo,
    "zalopay": ZaloPay,
    "viettel": Viettel,
}
WATCHERS: dict[str, Callable[..., Speaker]] = {"sepay": SePay, "casso": Casso, "payos": PayOS}
WATCHED = "vietqr"

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
    "vnpay": (
        _("VNPay: thẻ ATM, tài khoản ngân hàng"),
        _("Trả ở trang của VNPay bằng thẻ nội địa, tài khoản hoặc quét mã VNPAY-QR."),
    ),
    "momo": (
        _("Ví MoMo"),
        _("Mở ứng dụng MoMo trên điện thoại và bấm xác nhận."),
    ),
    "zalopay": (
        _("Ví ZaloPay"),
        _("Mở ứng dụng Zalo hoặc ZaloPay trên điện thoại và bấm xác nhận."),
    ),
    "viettel": (
        _("Viettel Money"),
        _("Trả bằng tài khoản Viettel Money, không cần thẻ ngân hàng."),
    ),
}

PLACES = {
    "stripe": "Stripe",
    "vnpay": "VNPay",
    "momo": "MoMo",
    "zalopay": "ZaloPay",
    "viettel": "Viettel Money",
}
"""Whose page a shopper is sent to; of the others, nobody's: they pay on ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to pay, as a shopper reads it; ``place`` is whose page it leads to."""

    name: str
    label: _StrPromise
    hint: _StrPromise
    place: str = ""


class UnknownGateway(LookupError):
    """No gateway of that name is set up here."""


def gateway(name: str) -> Gateway:
    """The gateway of that name, or :class:`UnknownGateway`."""
    if name not in settings.PAYMENT_GATEWAYS:
        raise UnknownGateway(name)
    return _made(name, tuple(sorted(settings.PAYMENT_GATEWAYS[name].items())))


def speaker(name: str) -> tuple[str, Speaker]:
    """Who speaks at the address of that name, and the gateway whose payments it speaks of.

    Raises :class:`UnknownGateway` where nobody is set up to speak there.
    """
    if name in settings.ACCOUNT_WATCHERS:
        options = settings.ACCOUNT_WATCHERS[name]
        return WATCHED, _watcher(name, tuple(sorted(options.items())))
    speaks = gateway(name)
    if not isinstance(speaks, Speaker):
        raise UnknownGateway(name)
    return name, speaks


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


def own_account() -> Payee | None:
    """The market's own account, to which producers pay its commission; none where it has none."""
    told = settings.PAYMENT_GATEWAYS.get("vietqr")
    if told:
        return Payee(**told)
    return DEMO if "sandbox" in names() else None


def straight() -> str:
    """The gateway by which money goes to producers' own accounts, the first of the settings."""
    return next(name for name in names() if gateway(name).capabilities.straight)


def ways(*, amount: int) -> list[Way]:
    """The ways to pay so many đồng, in the order of the settings."""
    return [_way(name) for name in names() if may_take(name, amount)]


def may_take(name: str, amount: int) -> bool:
    """Whether so many đồng may be paid by that gateway here, straight where all is."""
    able = gateway(name).capabilities
    return able.takes(amount) and (able.straight or not is_straight())


def hold_time(name: str) -> timedelta:
    """How long goods are held while somebody pays here: never shorter than the gateway needs."""
    shortest = gateway(name).capabilities.shortest_hold
    return max(timedelta(minutes=settings.HOLD_MINUTES), shortest)


def _way(name: str) -> Way:
    label, hint = WORDS[name]
    return Way(name=name, label=label, hint=hint, place=PLACES.get(name, ""))


@lru_cache(maxsize=32)
def _made(name: str, options: tuple[tuple[str, Any], ...]) -> Gateway:
    return KINDS[name](**dict(options))


@lru_cache(maxsize=8)
def _watcher(name: str, options: tuple[tuple[str, Any], ...]) -> Speaker:
    return WATCHERS[name](**dict(options))
