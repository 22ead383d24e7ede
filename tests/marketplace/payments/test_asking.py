"""What every gateway must keep when it is asked to start, or how a payment stands.

Each vendor stands in on loopback, checks what is signed and refuses what it would refuse:
``counters.py`` says how to make one.
"""

import socket
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from marketplace.payments import memo
from marketplace.payments.gateways import wire
from marketplace.payments.gateways.contract import Kind, Refused, Unavailable
from marketplace.payments.gateways.vietqr import VietQR
from tests.marketplace.payments.counters import CHARGE, MAKERS, NOW, only
from tests.marketplace.payments.senders import ViettelSender, VNPaySender


# Starting ----------------------------------------------------------------------------------------
def test_a_start_says_where_to_pay(start):
    assert start.external_id
    assert bool(start.redirect_url) != bool(start.qr)


def test_starting_a_charge_twice_starts_one_payment(gateway, counter):
    charge = replace(CHARGE, reference=memo.mint())
    first = gateway.start(charge)

    try:
        assert gateway.start(charge) == first
    except Refused:
        assert counter.sender.name == "zalopay"  # which takes a name once
        assert len(counter.sender.vendor.orders) == 1


@only("sandbox", "vnpay", "momo", "zalopay", "viettel")
def test_a_sum_it_does_not_take_is_refused(gateway):
    able = gateway.capabilities
    assert able.takes(able.least)
    assert able.takes(able.most)

    for amount in (able.least - 1, able.most + 1):
        assert not able.takes(amount)
        if amount:
            with pytest.raises(Refused):
                gateway.start(replace(CHARGE, amount=amount, reference=memo.mint()))


def test_no_gateway_gives_back_parts_that_cannot_give_back_all(gateway):
    able = gateway.capabilities

    assert able.refund or not able.partial_refund


@only("vnpay", "viettel")
def test_a_false_order_is_not_opened_at_the_vendors_page(counter, start):
    with pytest.raises(PermissionError):
        counter.sender.vendor.visit(start.redirect_url.replace("185000", "1000"))


# How it stands -----------------------------------------------------------------------------------
def test_nothing_is_told_of_a_payment_that_waits(gateway, start):
    assert gateway.query(external_id=start.external_id, at=NOW) is None


def test_a_payment_that_was_made_is_told(gateway, paid):
    told = gateway.query(external_id=paid, at=datetime.now(tz=UTC) + timedelta(days=400))

    assert told.pays(CHARGE.amount)


@only("vnpay", "momo", "zalopay", "viettel")
def test_an_answer_and_a_notice_of_one_payment_are_the_same_news(counter, gateway, paid):
    told = gateway.query(external_id=paid, at=NOW + timedelta(days=400))
    order = next(iter(counter.sender.vendor.orders.values()))
    number = order.get("number") or order.get("transId") or order["last"]["TransactionNo"]
    notice = counter.sender.paid(reference=told.reference, amount=CHARGE.amount, at=NOW)
    notice[counter.sender.name_field] = number
    if counter.sender.name == "zalopay":
        notice["app_trans_id"] = paid
    body, headers = counter.sender.post(notice, at=NOW)

    heard = gateway.read(body=body, headers=headers, at=NOW)

    assert (heard.external_id, heard.reference) == (told.external_id, told.reference)


@only("momo")
@pytest.mark.parametrize(
    ("code", "kind"), [(1005, Kind.EXPIRED), (1006, Kind.FAILED), (7000, None), (13, None)]
)
def test_what_momo_answers_is_a_failure_only_when_the_payment_failed(counter, start, code, kind):
    counter.sender.vendor.pay(start.external_id, code=code)

    told = counter.gateway.query(external_id=start.external_id, at=NOW + timedelta(days=400))

    assert (told and told.kind) == kind


@only("zalopay")
def test_an_order_that_ran_out_at_zalopay_is_expired(counter, start):
    counter.sender.vendor.orders[start.external_id]["late"] = True

    assert counter.gateway.query(external_id=start.external_id, at=NOW).kind is Kind.EXPIRED


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        ("00", "00", Kind.PAID),
        ("02", "24", Kind.FAILED),
        ("02", "11", Kind.EXPIRED),
        ("01", "00", Kind.IGNORED),
        ("07", "07", Kind.IGNORED),
        ("00", "07", Kind.IGNORED),
    ],
)
def test_vnpay_says_paid_with_two_words_and_failed_with_one(status, code, kind):
    sender = VNPaySender()
    told = sender.paid(reference=CHARGE.reference, amount=185_000, at=NOW)
    words = {"vnp_TransactionStatus": status, "vnp_ResponseCode": code}
    body, headers = sender.post(told | words, at=NOW)

    assert sender.speaker.read(body=body, headers=headers, at=NOW).kind is kind


def test_viettel_asks_before_it_takes_money():
    sender = ViettelSender()
    told = {"billcode": CHARGE.reference, "merchant_code": "OCOP", "order_id": CHARGE.reference}
    body, headers = sender.post(told | {"trans_amount": "185000"}, at=NOW, what="question")

    notice = sender.speaker.read(body=body, headers=headers, at=NOW)

    assert (notice.kind, notice.reference, notice.amount) == (Kind.ASKED, CHARGE.reference, 185_000)


# The wire ----------------------------------------------------------------------------------------
@only("momo", "zalopay")
def test_a_lost_reply_is_asked_for_once_more(counter, gateway):
    counter.vendor.replies_to_lose = 1
    charge = replace(CHARGE, reference=memo.mint())

    try:
        assert gateway.start(charge).redirect_url
    except Refused:
        assert counter.sender.name == "zalopay"  # which takes a name once
    assert len(counter.vendor.requests) == 2
    assert len(counter.sender.vendor.orders) == 1


@only(*MAKERS)
@pytest.mark.parametrize(
    ("broken", "tries"),
    [
        ((200, b"[]"), 2),
        ((200, b"\xff"), 2),
        ((500, b'{"resultCode": 0}'), 2),
        ((302, b"{}"), 1),
        ((200, b"{}"), 1),
        ((404, b"<html>"), 1),
        ((200, b"[" * 100_000), 2),
    ],
    ids=lambda told: str(told[0]) if isinstance(told, tuple) else "",
)
def test_an_answer_that_is_none_is_unavailable(counter, gateway, paid, broken, tries):
    counter.vendor.broken = broken
    counter.vendor.requests.clear()

    with pytest.raises(Unavailable):
        gateway.query(external_id=paid, at=NOW)
    assert len(counter.vendor.requests) == tries


@only(*MAKERS)
def test_a_wrong_key_is_refused(counter, paid):
    field = {"secrets": ("not the secret",)}
    stranger = type(counter.gateway)(**counter.sender.options | field)

    with pytest.raises(Refused):
        stranger.refund(external_id=paid, amount=CHARGE.amount, key="CG-1", opened_at=NOW)


def test_a_vendor_that_is_away_is_unavailable_and_one_that_is_slow_too():
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it listens and says nothing
        port = silent.getsockname()[1]
        with pytest.raises(Unavailable):
            wire.post(f"http://127.0.0.1:{port}/", {}, patience=0.02)
    with pytest.raises(Unavailable):
        wire.post(f"http://127.0.0.1:{port}/", {}, patience=0.02)
    assert wire.PATIENCE == 10


def test_a_vendor_that_never_ends_its_answer_is_left_when_its_time_is_over():
    """It sends a byte before each wait of a socket is over, so that none of them ever is."""
    left = Event()

    def speak(door):
        with door.accept()[0] as caller, suppress(OSError):
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while not left.wait(0.005):
                caller.sendall(b" ")

    with socket.create_server(("127.0.0.1", 0)) as door:
        speaker = Thread(target=speak, args=[door], daemon=True)
        speaker.start()
        with pytest.raises(Unavailable, match="still speaking"):
            wire.post(
                f"http://127.0.0.1:{door.getsockname()[1]}/", {}, patience=0.1, only_once=True
            )
        left.set()
        speaker.join()


def test_a_bank_account_is_not_asked():
    vietqr = VietQR(bank="970418", account="1", holder="HTX MAU")

    assert (vietqr.capabilities.query, vietqr.capabilities.refund) == (False, False)
