"""What every gateway must keep; add its sender to the list and it is held to the same promises."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.payments import memo
from marketplace.payments.gateways.contract import (
    Charge,
    Forged,
    Kind,
    Refused,
    Unreadable,
)
from tests.marketplace.payments.senders import DemoBank, Stripe, Watcher

NOW = datetime.now(tz=UTC).replace(microsecond=0)
REFERENCE = "CG7K2M9QXA0"
CHARGE = Charge(
    reference=memo.mint(),
    amount=185_000,
    description="Đơn hàng tại Chợ Gốc",
    return_url="https://market.test/thanh-toan/xong/",
    cancel_url="https://market.test/thanh-toan/",
    expires_at=NOW + timedelta(minutes=40),
)


@pytest.fixture(params=["sandbox", "vietqr", "card"])
def sender(request, stripe_stand_in):
    makers = {
        "sandbox": DemoBank,
        "vietqr": Watcher,
        "card": lambda: Stripe(stripe_stand_in.address),
    }
    return makers[request.param]()


@pytest.fixture
def gateway(sender):
    return sender.gateway


def paid(sender, **changes):
    return sender.paid(**({"reference": REFERENCE, "amount": 185_000, "at": NOW} | changes))


def heard(sender, told, *, at=NOW, signed_at=NOW):
    """What the gateway makes of a JSON value, or of raw bytes, once properly signed."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return sender.gateway.read(body=body, headers=sender.seal(body, at=signed_at), at=at)


# A notice that is what it says -------------------------------------------------------------------
def test_the_reference_in_these_tests_is_one_we_could_have_given():
    assert memo.is_sound(REFERENCE)


def test_its_own_notice_is_believed(sender):
    notice = heard(sender, paid(sender))

    assert notice.kind is Kind.PAID
    assert (notice.reference, notice.amount, notice.currency) == (REFERENCE, 185_000, "VND")
    assert notice.paid_at == NOW
    assert notice.pays(185_000)
    assert not notice.pays(185_001)


def test_hearing_a_notice_twice_is_hearing_the_same_news(sender):
    told = paid(sender)

    assert heard(sender, told) == heard(sender, told, signed_at=NOW + timedelta(seconds=60))


def test_two_payments_of_one_reference_are_two_pieces_of_news(sender):
    first, second = heard(sender, paid(sender)), heard(sender, paid(sender))

    assert first.external_id != second.external_id
    assert first.reference == second.reference


def test_headers_are_found_in_any_case(sender):
    body = json.dumps(paid(sender)).encode()
    headers = {name.lower(): value for name, value in sender.seal(body, at=NOW).items()}

    assert sender.gateway.read(body=body, headers=headers, at=NOW).reference == REFERENCE


def test_an_event_it_does_not_know_is_ignored(sender):
    notice = heard(sender, sender.strange(at=NOW))

    assert notice.kind is Kind.IGNORED
    assert not notice.pays(notice.amount)


def test_a_reference_that_is_not_there_is_empty(sender):
    assert heard(sender, paid(sender, reference="")).reference == ""


@pytest.mark.parametrize("sender", ["sandbox", "card"], indirect=True)
@pytest.mark.parametrize("has_arrived", [True, False])
def test_what_became_of_a_refund_is_told_by_its_key(sender, has_arrived):
    told = {"key": f"{REFERENCE}-7", "amount": 85_000, "at": NOW, "has_arrived": has_arrived}
    notice = heard(sender, sender.refunded(**told))

    assert notice.kind is (Kind.REFUNDED if has_arrived else Kind.REFUND_FAILED)
    assert (notice.refund_key, notice.amount, notice.currency) == (f"{REFERENCE}-7", 85_000, "VND")
    assert not notice.pays(85_000)


@pytest.mark.parametrize("sender", ["sandbox", "card"], indirect=True)
def test_another_currency_never_passes_for_dong(sender):
    notice = heard(sender, paid(sender, currency="USD"))

    assert (notice.amount, notice.currency) == (185_000, "USD")
    assert not notice.pays(185_000)


# A notice that someone else wrote ----------------------------------------------------------------
def test_a_changed_amount_is_forged(sender):
    body = json.dumps(paid(sender)).encode()
    changed = body.replace(b"185000", b"185001")
    assert changed != body

    with pytest.raises(Forged):
        sender.gateway.read(body=changed, headers=sender.seal(body, at=NOW), at=NOW)


@pytest.mark.parametrize("seconds", [-301, 301, -86_400, 86_400])
def test_a_notice_signed_far_from_now_is_forged(sender, seconds):
    with pytest.raises(Forged):
        heard(sender, paid(sender), signed_at=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_notice_signed_within_five_minutes_is_believed(sender, seconds):
    assert heard(sender, paid(sender), signed_at=NOW + timedelta(seconds=seconds)).pays(185_000)


def test_a_new_time_under_an_old_signature_is_forged(sender):
    body, old = json.dumps(paid(sender)).encode(), NOW - timedelta(days=1)
    stamps = str(int(old.timestamp())), str(int(NOW.timestamp()))
    headers = {name: text.replace(*stamps) for name, text in sender.seal(body, at=old).items()}
    assert headers != sender.seal(body, at=old)

    with pytest.raises(Forged):
        sender.gateway.read(body=body, headers=headers, at=NOW)


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "t=1", "t=,v1=", "v1", "=,=", "sha256=chữ ký", "\udcff", "é" * 64]
)
def test_nonsense_for_a_signature_is_forged(sender, signature):
    body = json.dumps(paid(sender)).encode()
    headers = sender.seal(body, at=NOW) | {sender.signature: signature}

    with pytest.raises(Forged):
        sender.gateway.read(body=body, headers=headers, at=NOW)


@pytest.mark.parametrize("stamp", ["", "-1", "1e9", "٣", "²", "9" * 5_000, "1.5", " 1"])
def test_nonsense_for_a_time_is_forged(sender, stamp):
    body = json.dumps(paid(sender)).encode()
    real = str(int(NOW.timestamp()))
    headers = sender.seal(body, at=NOW)
    changed = {name: text.replace(real, stamp) for name, text in headers.items()}

    with pytest.raises(Forged):
        sender.gateway.read(body=body, headers=changed, at=NOW)


def test_no_headers_at_all_is_forged(sender):
    with pytest.raises(Forged):
        sender.gateway.read(body=b"{}", headers={}, at=NOW)


def test_what_is_not_signed_is_not_parsed(sender):
    with pytest.raises(Forged):
        sender.gateway.read(body=b"[" * 100_000, headers={}, at=NOW)


# A signed notice that cannot be read -------------------------------------------------------------
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"0",
        b'"paid"',
        b"{}",
        b"{",
        b"\xff\xfe{}",
        b'{"id": "\xc3\x28"}',
        b"[" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"amount": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_a_signed_body_that_is_no_notice_is_unreadable(sender, body):
    with pytest.raises(Unreadable):
        heard(sender, body)


def test_a_notice_longer_than_a_megabyte_is_unreadable(sender):
    assert heard(sender, paid(sender) | {"pad": "x" * 100_000}).pays(185_000)

    with pytest.raises(Unreadable):
        heard(sender, paid(sender) | {"pad": "x" * 2_000_000})


@pytest.mark.parametrize("amount", [None, "185000", 185000.0, 1.5, True, -1, 10**16, [1], {}])
def test_a_sum_that_is_no_whole_amount_is_unreadable(sender, amount):
    with pytest.raises(Unreadable):
        heard(sender, paid(sender, amount=1) | _sum(sender, amount))


@pytest.mark.parametrize("name", [None, "", "a\x00b", "\ud800", "x" * 101, 1.5, [], True])
def test_a_name_that_a_database_cannot_keep_is_unreadable(sender, name):
    with pytest.raises(Unreadable):
        heard(sender, paid(sender) | {sender.name_field: name})


@pytest.mark.parametrize("sender", ["sandbox", "vietqr"], indirect=True)
def test_a_memo_is_kept_in_letters_that_a_database_can_keep(sender):
    notice = heard(sender, paid(sender) | {"content": f"\x00\ud800 {REFERENCE}\n" + "x" * 9_999})

    assert notice.reference == REFERENCE
    assert notice.text.isprintable()
    assert len(notice.text) <= 500


def _sum(sender, amount):
    if sender.name == "card":
        told = sender.paid(reference=REFERENCE, amount=amount, at=NOW)
        return {"data": told["data"]}
    return {sender.sum_field: amount}


# Asking for money, and what to answer ------------------------------------------------------------
def test_a_start_says_where_to_pay(gateway):
    start = gateway.start(CHARGE)

    assert start.external_id
    assert bool(start.redirect_url) != bool(start.qr)


def test_starting_a_charge_twice_starts_one_payment(gateway):
    assert gateway.start(CHARGE) == gateway.start(CHARGE)


def test_a_sum_above_what_it_takes_is_refused(gateway):
    above = gateway.capabilities.most + 1
    assert gateway.capabilities.takes(above - 1)
    assert not gateway.capabilities.takes(above)

    with pytest.raises(Refused):
        gateway.start(replace(CHARGE, amount=above, reference=memo.mint()))


def test_answers_tell_a_machine_what_became_of_its_notice(gateway):
    stored, refused = gateway.answer(accepted=True), gateway.answer(accepted=False)

    assert (stored.status, refused.status) == (200, 400)
    assert stored.content_type == "application/json"
    assert json.loads(stored.body) != json.loads(refused.body)


def test_what_it_cannot_do_it_refuses(gateway):
    able = gateway.capabilities
    start = gateway.start(CHARGE)
    if not able.query:
        with pytest.raises(Refused):
            gateway.query(external_id=start.external_id, at=NOW)
    if not able.refund:
        with pytest.raises(Refused):
            gateway.refund(external_id=start.external_id, amount=1, key="k")
    assert able.refund or not able.partial_refund


def test_a_gateway_keeps_its_secrets_out_of_what_is_printed(gateway):
    assert "whsec_" not in repr(gateway)
    assert "sk_test_" not in repr(gateway)


def test_gateways_need_no_django():
    lines = (
        "import sys, marketplace.payments.gateways.card, marketplace.payments.gateways.sandbox",
        "sys.exit('django' in sys.modules)",
    )
    assert subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False).returncode == 0
