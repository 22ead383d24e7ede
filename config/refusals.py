"""What a market does not start with: a demo's keys in a live one, live keys in a demo."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import environment as env
from traceability.merkle.keys import SigningKey

SHORTEST_SECRET, FEWEST_LETTERS = 50, 5  # characters, different characters
SHORTEST_NOTICE_SECRET = 32  # characters
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
STRAIGHT = {"vietqr", "sandbox"}
"""Gateways whose money can go to a producer's own account."""
PLAYGROUNDS = {"sandbox.vnpayment.vn", "test-payment.momo.vn", "sb-openapi.zalopay.vn"}
"""Where vendors let one try: no real money moves there."""


def refuse_mixed(settings: dict[str, Any]) -> None:
    """Raise ``ImproperlyConfigured`` with the first thing that does not belong together."""
    told = SimpleNamespace(**settings)
    gateways = told.PAYMENT_GATEWAYS
    if told.SETTLEMENT == "direct" and not STRAIGHT & set(gateways):
        raise ImproperlyConfigured(
            "Refusing to start: SETTLEMENT=direct without a way to pay producers straight "
            "(VIETQR_ACCOUNT, docs/settlement.md)."
        )
    stripe, vietqr = gateways.get("stripe", {}), gateways.get("vietqr", {})
    wrong = _wrong_in_a_demo if told.DEMO else _wrong_in_production
    for what, present in wrong(told, stripe, vietqr).items():
        if present:
            raise ImproperlyConfigured(f"Refusing to start: {what}.")


def _wrong_in_a_demo(
    told: SimpleNamespace, stripe: dict[str, str], vietqr: dict[str, str]
) -> dict[str, bool]:
    on_this_machine = told.SITE_HOST in LOOPBACK or told.SITE_HOST.endswith(".test")
    return {
        "CHOGOC_MODE=demo with live Stripe keys": (
            stripe.get("key", "").startswith(("sk_live_", "rk_live_"))
        ),
        "CHOGOC_MODE=demo with an https SITE_URL on a public host": (
            told.SITE_URL.startswith("https://") and not on_this_machine
        ),
        "CHOGOC_MODE=demo with a VietQR account that takes real money": (
            vietqr.get("bank", told.DEMO_BANK) != told.DEMO_BANK
        ),
        "CHOGOC_MODE=demo with a gateway that takes real money": (
            not _hosts(told) <= PLAYGROUNDS | LOOPBACK
        ),
    }


def _wrong_in_production(
    told: SimpleNamespace, stripe: dict[str, str], vietqr: dict[str, str]
) -> dict[str, bool]:
    watched = {one for keys in told.ACCOUNT_WATCHERS.values() for one in keys["secrets"]}
    return {
        "the demo SECRET_KEY in production": told.SECRET_KEY == told.DEMO_SECRET,
        "a SECRET_KEY under 50 characters in production": len(told.SECRET_KEY) < SHORTEST_SECRET,
        "a SECRET_KEY that anyone may guess in production": (
            told.SECRET_KEY.startswith("django-insecure-")
            or len(set(told.SECRET_KEY)) < FEWEST_LETTERS
        ),
        "DEBUG in production": told.DEBUG,
        "an http SITE_URL in production": not told.SITE_URL.startswith("https://"),
        "a SITE_URL on this machine in production": told.SITE_HOST in LOOPBACK,
        "ALLOWED_HOSTS that lets any host in, in production": "*" in told.ALLOWED_HOSTS,
        "SQLITE_SYNCHRONOUS=OFF in production": told.SQLITE_SYNCHRONOUS == "OFF",
        "a Stripe test key in production": "_test_" in stripe.get("key", ""),
        "a stand-in for Stripe (STRIPE_API) in production": (
            stripe.get("api", told.STRIPE_API) != told.STRIPE_API
        ),
        "the demo LOG_KEY in production": told.DEMO_LOG_KEY in env.text("LOG_KEY", ""),
        "the demo SIGNING_SECRET in production": told.SIGNING_SECRET == told.DEMO_SIGNING_SECRET,
        "a SIGNING_SECRET under 32 characters in production": (
            0 < len(told.SIGNING_SECRET) < SHORTEST_NOTICE_SECRET
        ),
        "a LOG_KEY that does not sign in production": not isinstance(told.LOG_KEYS[0], SigningKey),
        "the demo bank (999999) in production": vietqr.get("bank") == told.DEMO_BANK,
        "the demo notice secret in production": told.DEMO_NOTICE_SECRET in watched,
        "a VIETQR_NOTICE_SECRET under 32 characters in production": (
            any(len(secret) < SHORTEST_NOTICE_SECRET for secret in watched)
        ),
        "a gateway's playground, or a stand-in for one, in production": (
            bool(_hosts(told) & (PLAYGROUNDS | LOOPBACK)) or not _all_encrypted(told)
        ),
        "SANDBOX_TROUBLE in production": told.SANDBOX_TROUBLE,
    }


def _addresses(told: SimpleNamespace) -> set[str]:
    """Where gateways answer; Stripe's one is looked at by its keys."""
    others = [keys for name, keys in told.PAYMENT_GATEWAYS.items() if name != "stripe"]
    return {keys[name] for keys in others for name in ("page", "api") if name in keys}


def _hosts(told: SimpleNamespace) -> set[str]:
    return {urlsplit(address).hostname or "" for address in _addresses(told)}


def _all_encrypted(told: SimpleNamespace) -> bool:
    return all(address.startswith("https://") for address in _addresses(told))
