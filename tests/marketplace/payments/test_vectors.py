"""Signatures against samples that others published, or computed: all of a vendor's must hold."""

import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from marketplace.payments.gateways import casso, payos, signing, vnpay_notices
from marketplace.payments.gateways.contract import Charge, Kind
from marketplace.payments.gateways.momo import CREATE, REFUND
from marketplace.payments.gateways.vnpay import VNPay
from marketplace.payments.gateways.zalopay import ZaloPay
from tests.marketplace.payments.senders import MoMoSender, ViettelSender

FILE = Path(__file__).parents[2] / "standards" / "payments" / "gateway_vectors.json"
VECTORS = {(one["gateway"], one["op"]): one for one in json.loads(FILE.read_text())["vectors"]}
HASHES = {"vnpay": "sha512", "casso": "sha512", "payos": "sha256", "momo": "sha256"}


def vector(gateway, op):
    return VECTORS[gateway, op]


@pytest.mark.parametrize("name", [name for name in VECTORS if name[0] != "viettel"], ids=str)
def test_what_we_sign_is_what_they_sign(name):
    told = VECTORS[name]
    kind = HASHES.get(name[0], "sha256")

    assert signing.sign([told["secret"]], told["string_to_sign"], kind) == told["signature"]
    given = [told["signature"].upper()]
    assert signing.is_signed(["other", told["secret"]], told["string_to_sign"], kind, given=given)


def test_viettels_is_in_base64():
    told = vector("viettel", "pay redirect check_sum")
    signed = told["string_to_sign"]

    assert signing.sign_in_base64([told["secret"]], signed, "sha1") == told["signature"]
    assert (
        ViettelSender().speaker._joined(
            {
                "billcode": "BILL1",
                "command": "PAYMENT",
                "merchant_code": "OCOP",
                "order_id": "OC7K2M9Q",
                "trans_amount": "150000",
                "version": "2.0",
            },
            "billcode command merchant_code order_id trans_amount version",
        )
        == signed
    )


def test_a_way_to_vnpays_page_is_theirs_to_the_byte():
    told = vector("vnpay", "pay url")
    fields = dict(parse_qsl(told["string_to_sign"]))

    query = vnpay_notices.signed_query(fields, (told["secret"],))

    assert query == f"{told['string_to_sign']}&vnp_SecureHash={told['signature']}"
    assert vnpay_notices.open_query(query.encode(), (told["secret"],))["vnp_TxnRef"] == "OC7K2M9Q"


def test_our_own_way_to_vnpays_page_says_the_same_words():
    told = vector("vnpay", "pay url")
    at = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)  # 19:30 in Vietnam
    vnpay = VNPay(shop="DEMOV210", secrets=(told["secret"],), page="https://x", api="https://y")
    charge = Charge(
        reference="OC7K2M9Q",
        amount=150_000,
        description="",
        return_url="https://domainmerchant.vn/ReturnUrl",
        cancel_url="",
        opened_at=at,
        expires_at=at.replace(minute=45),
    )

    ours = dict(parse_qsl(vnpay.start(charge).redirect_url.partition("?")[2]))
    theirs = dict(parse_qsl(told["string_to_sign"]))

    assert ours.keys() - {"vnp_SecureHash"} == theirs.keys()
    assert {key for key in theirs if ours[key] != theirs[key]} == {"vnp_OrderInfo"}


def test_a_question_to_vnpay_is_signed_in_its_order():
    told = vector("vnpay", "querydr")
    names = told["field_order"].split("|")
    fields = dict(zip(names, told["string_to_sign"].split("|"), strict=True))

    sealed = vnpay_notices.QUERY.sealed(fields, (told["secret"],))

    assert sealed["vnp_SecureHash"] == told["signature"]


@pytest.mark.parametrize(("op", "order"), [("create captureWallet", CREATE), ("refund", REFUND)])
def test_what_momo_is_asked_is_written_in_its_order(op, order):
    text = vector("momo", op)["string_to_sign"]
    fields = dict(pair.partition("=")[::2] for pair in text.split("&"))

    assert MoMoSender().speaker._signed(fields, order) == text


def test_what_zalopay_is_asked_is_written_in_its_order():
    told = vector("zalopay", "query")
    zalopay = ZaloPay(
        shop="2553", secrets=(told["secret"],), notice_secrets=("k",), notice_url="https://x"
    )
    for op in ("create", "query"):
        told = vector("zalopay", op)
        assert zalopay._mac(told["string_to_sign"].split("|")) == told["signature"]


def test_payos_own_example_is_believed():
    told = vector("payos", "webhook data")
    around = {"code": "00", "desc": "success", "success": True, "signature": told["signature"]}
    body = json.dumps(around | {"data": told["data"]}).encode()
    watcher = payos.PayOS(accounts=("12345678",), secrets=(told["secret"],))

    notice = watcher.read(body=body, headers={}, at=datetime(2026, 11, 21, tzinfo=UTC))

    assert payos.in_order(told["data"]) == told["string_to_sign"]
    assert (notice.kind, notice.amount, notice.text) == (Kind.PAID, 3_000, "VQRIO123")
    assert notice.paid_at == datetime(2023, 2, 4, 11, 25, tzinfo=UTC)


def test_the_sample_with_which_payos_tries_an_address_is_none_of_our_business():
    told = vector("payos", "webhook data")
    body = json.dumps({"data": told["data"], "signature": told["signature"]}).encode()
    watcher = payos.PayOS(accounts=("21110000123456",), secrets=(told["secret"],))

    notice = watcher.read(body=body, headers={}, at=datetime(2026, 11, 21, tzinfo=UTC))

    assert notice.kind is Kind.IGNORED


def test_cassos_own_sample_is_believed_at_its_time():
    told = vector("casso", "webhook v2")
    stamp, _, body = told["string_to_sign"].partition(".")
    watcher = casso.Casso(accounts=("88888888",), secrets=(told["secret"],))
    fields = json.loads(body)
    shuffled = json.dumps({"error": fields["error"], "data": fields["data"]}, indent=1).encode()

    notice = watcher.read(
        body=shuffled,
        headers={"X-Casso-Signature": f"t={stamp},v1={told['signature']}"},
        at=datetime.fromtimestamp(int(stamp) / 1000, tz=UTC),
    )

    assert (notice.kind, notice.amount) == (Kind.PAID, 599_000)
    assert notice.text == "giao dich thu nghiem"


def test_the_samples_are_what_they_say():
    """The file itself, by a hand of its own: no vector is wrong in a way that ours repeats."""
    for told in VECTORS.values():
        kind = "sha1" if told["gateway"] == "viettel" else HASHES.get(told["gateway"], "sha256")
        made = hmac.new(told["secret"].encode(), told["string_to_sign"].encode(), kind)
        assert told["signature"] in {made.hexdigest(), b64encode(made.digest()).decode()}
    assert len(VECTORS) == 9
