"""Stripe, checked against its published OpenAPI and signed by its own SDK."""

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from marketplace.payments import memo
from marketplace.payments.gateways.card import Card
from marketplace.payments.gateways.contract import (
    Charge,
    Forged,
    Kind,
    Refused,
    Unavailable,
)
from tests.stand_ins.stripe import notices

NOW = datetime.now(tz=UTC)
SECRET = "whsec_known-to-both-sides"


@pytest.fixture
def card(stripe_stand_in):
    return Card(key="sk_test_loopback", secrets=(SECRET,), api=stripe_stand_in.address)


@pytest.fixture
def charge():
    return Charge(
        reference=memo.mint(),
        amount=185_000,
        description="Đơn hàng tại Chợ Gốc",
        return_url="https://market.test/xong/",
        cancel_url="https://market.test/thanh-toan/",
        opened_at=NOW,
        expires_at=NOW + timedelta(minutes=40),
    )


def last_heard(card, stripe_stand_in, name):
    """The latest event of a name, as our webhook would read it."""
    event = next(one for one in reversed(stripe_stand_in.events) if one["type"] == name)
    body, at = json.dumps(event).encode(), datetime.now(tz=UTC)
    headers = notices.seal(body, secret=SECRET, at=int(at.timestamp()))
    return card.read(body=body, headers=headers, at=at)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


# Starting ----------------------------------------------------------------------------------------
def test_a_charge_becomes_a_session_in_whole_dong(card, charge, stripe_stand_in):
    start = card.start(charge)

    session = stripe_stand_in.account.found(start.external_id)
    assert (session["amount_total"], session["currency"]) == (185_000, "vnd")
    assert session["client_reference_id"] == charge.reference
    assert session["expires_at"] == int(charge.expires_at.timestamp())
    assert start.redirect_url == session["url"]


def test_a_lost_reply_does_not_open_a_second_session(card, charge, stripe_stand_in):
    stripe_stand_in.replies_to_lose = 1

    start = card.start(charge)

    keys = [key for *_, key in stripe_stand_in.requests if key == f"charge:{charge.reference}"]
    opened = [
        thing
        for thing in stripe_stand_in.account.objects.values()
        if thing.get("client_reference_id") == charge.reference
    ]
    assert len(keys) == 2
    assert [session["id"] for session in opened] == [start.external_id]


def test_another_sum_under_the_same_reference_is_refused(card, charge):
    card.start(charge)

    with pytest.raises(Refused):
        card.start(replace(charge, amount=1_000_000))


def test_a_hold_shorter_than_stripe_allows_is_refused(card, charge):
    soon = datetime.now(UTC) + card.capabilities.shortest_hold
    assert card.start(replace(charge, expires_at=soon))

    with pytest.raises(Refused):
        card.start(replace(charge, reference=memo.mint(), expires_at=NOW + timedelta(minutes=20)))


def test_a_key_that_stripe_does_not_know_is_refused(charge, stripe_stand_in):
    card = Card(key="rubbish", secrets=(SECRET,), api=stripe_stand_in.address)

    with pytest.raises(Refused):
        card.start(charge)


def test_nobody_at_the_other_end_is_unavailable(charge):
    card = Card(key="sk_test_x", secrets=(SECRET,), api=f"http://127.0.0.1:{free_port()}")

    with pytest.raises(Unavailable) as problem:
        card.start(charge)
    assert problem.type is Unavailable


def test_silence_at_the_other_end_is_unavailable(charge):
    with socket.create_server(("127.0.0.1", 0)) as server:
        api = f"http://127.0.0.1:{server.getsockname()[1]}"
        card = Card(key="sk_test_x", secrets=(SECRET,), api=api, patience=0.1)

        with pytest.raises(Unavailable) as problem:
            card.start(charge)
    assert problem.type is Unavailable


# Hearing -----------------------------------------------------------------------------------------
def test_a_paid_session_is_paid(card, charge, stripe_stand_in):
    start = card.start(charge)
    assert card.query(external_id=start.external_id, at=NOW) is None

    stripe_stand_in.account.pay(start.external_id)

    heard = last_heard(card, stripe_stand_in, "checkout.session.completed")
    asked = card.query(external_id=start.external_id, at=NOW)
    assert heard.pays(185_000)
    assert asked.pays(185_000)
    assert heard.reference == asked.reference == charge.reference


def test_a_completed_session_without_money_is_no_payment_yet(card, charge, stripe_stand_in):
    start = card.start(charge)

    stripe_stand_in.account.pay(start.external_id, at_once=False)
    promised = last_heard(card, stripe_stand_in, "checkout.session.completed")
    asked = card.query(external_id=start.external_id, at=NOW)
    stripe_stand_in.account.clear(start.external_id)
    arrived = last_heard(card, stripe_stand_in, "checkout.session.async_payment_succeeded")

    assert (promised.kind, asked) == (Kind.IGNORED, None)
    assert arrived.pays(185_000)


def test_a_promise_not_kept_is_a_failure(card, charge, stripe_stand_in):
    start = card.start(charge)

    stripe_stand_in.account.pay(start.external_id, at_once=False)
    stripe_stand_in.account.clear(start.external_id, paid=False)

    heard = last_heard(card, stripe_stand_in, "checkout.session.async_payment_failed")
    assert (heard.kind, heard.reference) == (Kind.FAILED, charge.reference)


def test_an_expired_session_is_expired(card, charge, stripe_stand_in):
    start = card.start(charge)
    client = stripe.StripeClient(
        "sk_test_loopback", base_addresses={"api": stripe_stand_in.address}
    )

    client.v1.checkout.sessions.expire(start.external_id)

    heard = last_heard(card, stripe_stand_in, "checkout.session.expired")
    asked = card.query(external_id=start.external_id, at=NOW)
    assert heard.kind is asked.kind is Kind.EXPIRED


def test_the_sdk_signs_what_we_believe(card):
    session = {"payment_status": "paid", "amount_total": 1, "currency": "vnd"}
    event = {
        "id": "evt_1",
        "type": "checkout.session.completed",
        "created": 1,
        "data": {"object": session | {"client_reference_id": "Đơn"}},
    }
    body = json.dumps(event, ensure_ascii=False)
    signed = stripe.WebhookSignature.generate_signature_header(body, SECRET, int(NOW.timestamp()))

    notice = card.read(body=body.encode(), headers={"stripe-signature": signed}, at=NOW)

    assert notice.reference == "Đơn"


def test_either_secret_holds_while_one_is_retired(card):
    body = json.dumps({"id": "evt_1", "type": "ping", "created": 1}).encode()
    at = int(NOW.timestamp())

    both = notices.seal(body, secret=SECRET, retired_secret="whsec_old", at=at)
    only_old = notices.seal(body, secret="whsec_old", at=at)

    assert card.read(body=body, headers=both, at=NOW).kind is Kind.IGNORED
    with pytest.raises(Forged):
        card.read(body=body, headers=only_old, at=NOW)


# Giving back -------------------------------------------------------------------------------------
@pytest.fixture
def paid(card, charge, stripe_stand_in):
    start = card.start(charge)
    stripe_stand_in.account.pay(start.external_id)
    return start.external_id


def test_refunds_add_up_and_stop_at_what_was_paid(card, charge, paid, stripe_stand_in):
    first = card.refund(external_id=paid, amount=85_000, key=f"{charge.reference}-1", opened_at=NOW)
    second = card.refund(
        external_id=paid, amount=100_000, key=f"{charge.reference}-2", opened_at=NOW
    )

    heard = last_heard(card, stripe_stand_in, "charge.refunded")
    assert (first.amount, second.amount) == (85_000, 100_000)
    assert first.settled
    assert (heard.kind, heard.amount, heard.reference) == (Kind.REFUNDED, 185_000, charge.reference)
    with pytest.raises(Refused):
        card.refund(external_id=paid, amount=1, key=f"{charge.reference}-3", opened_at=NOW)


def test_the_same_key_gives_back_once(card, charge, paid, stripe_stand_in):
    stripe_stand_in.replies_to_lose = 0
    asked = {"external_id": paid, "amount": 5_000, "key": charge.reference, "opened_at": NOW}
    refunds = [card.refund(**asked) for _ in range(3)]

    assert len({refund.external_id for refund in refunds}) == 1
    assert last_heard(card, stripe_stand_in, "charge.refunded").amount == 5_000


def test_a_key_that_stripe_forgot_after_a_day_still_gives_back_once(card, paid, stripe_stand_in):
    first = card.refund(external_id=paid, amount=5_000, key="CG-1", opened_at=NOW)
    stripe_stand_in._remembered.clear()

    assert card.refund(external_id=paid, amount=5_000, key="CG-1", opened_at=NOW) == first
    assert last_heard(card, stripe_stand_in, "charge.refunded").amount == 5_000
    with pytest.raises(Refused):
        card.refund(external_id=paid, amount=5_001, key="CG-1", opened_at=NOW)


def test_what_stripe_sends_of_a_refund_names_its_key(card, paid, stripe_stand_in):
    card.refund(external_id=paid, amount=5_000, key="CG-1", opened_at=NOW)

    heard = last_heard(card, stripe_stand_in, "refund.created")
    assert (heard.kind, heard.refund_key, heard.amount) == (Kind.REFUNDED, "CG-1", 5_000)


def test_a_refund_somebody_gave_at_stripes_own_page_is_no_news(card, paid, stripe_stand_in):
    stripe_stand_in.account.act(
        "POST", "/v1/refunds", {}, {"payment_intent": intent_of(card, paid)}
    )

    assert last_heard(card, stripe_stand_in, "refund.created").kind is Kind.IGNORED


def intent_of(card, paid):
    return card._session(paid)["payment_intent"]


def test_nothing_is_given_back_before_it_was_paid(card, charge):
    start = card.start(charge)

    with pytest.raises(Refused):
        card.refund(external_id=start.external_id, amount=1, key="k", opened_at=NOW)
