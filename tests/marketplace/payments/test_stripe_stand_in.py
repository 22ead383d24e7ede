"""The stand-in is only worth something while it refuses what Stripe refuses."""

import contextlib
import http.server
import threading
import time
import urllib.error
import urllib.request

import pytest
import stripe

from tests.stand_ins.stripe.server import running

SECRET = "whsec_test"


@pytest.fixture
def sessions(stripe_stand_in):
    client = stripe.StripeClient(
        "sk_test_loopback", base_addresses={"api": stripe_stand_in.address}, max_network_retries=0
    )
    return client.v1.checkout.sessions


def asked(**changes):
    price = {"currency": "vnd", "unit_amount": 20_000, "product_data": {"name": "Trà"}}
    return {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "success_url": "https://market.test/xong/?s={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://market.test/",
    } | changes


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "gift"},
        {"colour": "red"},
        {"metadata": {"reference": {"deep": "x"}}},
        {"payment_intent_data": {"metdata": {"reference": "x"}}},
        {"expires_at": "soon"},
        {"expires_at": int(time.time()) + 60},
        {"line_items": [{"quantity": "one"}]},
    ],
)
def test_what_stripe_would_refuse_is_refused(sessions, wrong):
    assert sessions.create(asked()).url

    with pytest.raises(stripe.InvalidRequestError):
        sessions.create(asked(**wrong))


def test_a_session_that_is_not_there_is_not_found(sessions):
    with pytest.raises(stripe.InvalidRequestError) as problem:
        sessions.retrieve("cs_test_nothing")
    assert problem.value.http_status == 404


def test_a_key_replays_the_first_answer_and_refuses_another_question(sessions):
    options = {"idempotency_key": "one-key"}
    first = sessions.create(asked(), options)

    assert sessions.create(asked(), options).id == first.id
    with pytest.raises(stripe.IdempotencyError):
        sessions.create(asked(cancel_url="https://elsewhere.test/"), options)


def test_the_hosted_page_takes_the_money_and_sends_the_shopper_back():
    with running() as stand_in, listening() as (url, heard):
        stand_in.courier.hooks.append((url, SECRET))
        client = stripe.StripeClient(
            "sk_test_loopback", base_addresses={"api": stand_in.address}, max_network_retries=0
        )
        session = client.v1.checkout.sessions.create(asked())

        back = press(session.url, b"act=pay")
        stand_in.courier.wait()

        assert back == f"https://market.test/xong/?s={session.id}"
        assert [stripe.Webhook.construct_event(*one, SECRET).type for one in heard] == [
            "payment_intent.succeeded",
            "checkout.session.completed",
        ]
        assert stand_in.courier.codes == [200, 200]


def press(url, form):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(url, form, timeout=5)
    except urllib.error.HTTPError as reply:
        with reply:
            return reply.headers["Location"]


@contextlib.contextmanager
def listening():
    """A webhook that keeps what it hears."""
    heard = []

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((body, self.headers["Stripe-Signature"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", heard
    server.shutdown()
    server.server_close()
