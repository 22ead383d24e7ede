"""Settings of gateways and watchers: each with its keys, no playground in a live market."""

from __future__ import annotations

import pytest

from tests.house.test_environment import DEMO, LIVE, SECRET, VIETQR

VENDORS = {
    "VNPAY_SHOP": "CHOGOC01",
    "VNPAY_SECRET": SECRET,
    "VNPAY_PAGE": "https://pay.vnpay.example/vpcpay.html",
    "VNPAY_API": "https://merchant.vnpay.example/api/transaction",
    "MOMO_SHOP": "MOMOCG",
    "MOMO_ACCESS_KEY": "key",
    "MOMO_SECRET": f"{SECRET}\n{SECRET[::-1]}",
    "ZALOPAY_SHOP": "2553",
    "ZALOPAY_SECRET": SECRET,
    "ZALOPAY_NOTICE_SECRET": SECRET,
    "VIETTEL_CONTRACT": "true",
    "VIETTEL_SHOP": "OCOP",
    "VIETTEL_ACCESS_CODE": "code",
    "VIETTEL_SECRET": SECRET,
    "VIETTEL_PAGE": "https://pay.viettel.example/PaymentGateway",
    "VIETTEL_API": "https://pay.viettel.example/PaymentAPI",
}
PLAYGROUND = "a gateway's playground, or a stand-in for one, in production"


def test_every_vendor_with_a_contract_is_offered_and_one_watcher_listens(read):
    settings = read({**LIVE, **VIETQR, **VENDORS, "VIETQR_WATCHER": "casso"})

    names = ["vietqr", "vnpay", "momo", "zalopay", "viettel"]
    assert list(settings.PAYMENT_GATEWAYS) == names
    assert settings.PAYMENT_GATEWAYS["momo"]["secrets"] == (SECRET, SECRET[::-1])
    assert settings.PAYMENT_GATEWAYS["momo"]["notice_url"].endswith("/webhooks/momo/")
    assert settings.ACCOUNT_WATCHERS == {
        "casso": {"accounts": ("0011001234567",), "secrets": (SECRET,)}
    }


def test_viettel_is_not_offered_without_a_contract(read):
    settings = read({**LIVE, **VENDORS, "VIETTEL_CONTRACT": "false"})

    assert "viettel" not in settings.PAYMENT_GATEWAYS


def test_a_demo_may_try_a_vendor_at_its_playground(read):
    played = {
        "MOMO_SHOP": "MOMO",
        "MOMO_ACCESS_KEY": "key",
        "MOMO_SECRET": "s",
        "MOMO_API": "https://test-payment.momo.vn/v2/gateway/api",
    }

    assert list(read({**DEMO, **played}).PAYMENT_GATEWAYS) == ["sandbox", "momo"]


def test_a_demo_bank_misbehaves_when_it_is_asked_to(read):
    bad = read({**DEMO, "SANDBOX_TROUBLE": "true", "SANDBOX_SEED": "42"})
    good = read({**DEMO, "SANDBOX_SEED": "42"})

    seeds = [one.PAYMENT_GATEWAYS["sandbox"]["seed"] for one in (bad, good)]
    assert seeds == [42, None]


def test_a_demo_takes_no_real_money_at_a_vendors(refusal):
    what = "CHOGOC_MODE=demo with a gateway that takes real money"

    assert refusal({**DEMO, **VENDORS}) == f"Refusing to start: {what}."


@pytest.mark.parametrize(
    ("variables", "what"),
    [
        (VENDORS | {"MOMO_API": "https://test-payment.momo.vn/v2/gateway/api"}, PLAYGROUND),
        (VENDORS | {"VNPAY_API": "http://merchant.vnpay.example/api/transaction"}, PLAYGROUND),
        (VENDORS | {"ZALOPAY_API": "https://127.0.0.1/v2"}, PLAYGROUND),
        ({"SANDBOX_TROUBLE": "true"}, "SANDBOX_TROUBLE in production"),
        (
            VIETQR | {"VIETQR_NOTICE_SECRET": f"{SECRET} {SECRET[:31]}"},
            "a VIETQR_NOTICE_SECRET under 32 characters in production",
        ),
    ],
)
def test_a_live_market_plays_with_nobody(refusal, variables, what):
    assert refusal({**LIVE, **variables}) == f"Refusing to start: {what}."


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            VIETQR | {"VIETQR_WATCHER": "bank"},
            "VIETQR_WATCHER must be one of sepay, casso, payos, not 'bank'.",
        ),
        ({"VIETTEL_CONTRACT": "true"}, "VIETTEL_SHOP is not set."),
        ({"MOMO_SHOP": "MOMO", "MOMO_ACCESS_KEY": "k"}, "MOMO_SECRET is not set."),
        (
            VENDORS | {"VNPAY_PAGE": "https://pay.vnpay.example/?a=1"},
            "VNPAY_PAGE must look like https://host/path, not 'https://pay.vnpay.example/?a=1'.",
        ),
    ],
)
def test_what_makes_no_sense_is_named(refusal, variables, sentence):
    assert refusal({**DEMO, **variables}) == sentence
