"""What becomes of notices from every gateway and watcher, as it is told and as it is answered."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.models import Order
from marketplace.payments import memo, registry
from marketplace.payments.actions import lapsing
from marketplace.payments.gateways.contract import Kind
from marketplace.payments.models import Notice, Payment
from tests.marketplace.payments.senders import SECRET, SENDERS
from tests.marketplace.stories import LATER, pending_payment

pytestmark = pytest.mark.django_db
VIETQR = {"bank": "999999", "account": "21110000123456", "holder": "HTX MAU"}
WATCHERS = {"sepay", "casso", "payos"}
FINE = {"success": True}
VNPAY = {"news": "00", "known": "02", "nobodys": "01", "wrong": "04", "forged": "97", "fault": "99"}
ZALOPAY = {"news": 1, "known": 2, "nobodys": 1, "wrong": 1, "forged": -1, "fault": 0}
VIETTEL = {"news": "00", "known": "00", "nobodys": "01", "wrong": "02", "forged": "03"}


@pytest.fixture(params=list(SENDERS))
def sender(request, settings):
    made = SENDERS[request.param]()
    if made.name in WATCHERS:
        settings.ACCOUNT_WATCHERS = {made.name: made.options}
        settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "vietqr": VIETQR}
    else:
        settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, made.name: made.options}
    return made


@pytest.fixture
def payment(sender):
    made = pending_payment()
    at = "vietqr" if sender.name in WATCHERS else sender.name
    Payment.objects.update(gateway=at)
    made.gateway = at
    return made


def paid(sender, payment, **changed):
    told = {"reference": payment.reference, "amount": payment.amount, "at": now(), **changed}
    return sender.paid(**told)


def tell(client, sender, told, **said):
    body, headers = sender.post(told, at=now(), **said)
    return tell_raw(client, sender, body, headers)


def tell_raw(client, sender, body, headers=None):
    address = reverse("payments:webhook", args=[sender.name])
    if sender.by == "GET":
        return client.get(address, QUERY_STRING=body.decode("latin-1"))
    return client.post(address, body, content_type="application/json", headers=headers or {})


def answer(sender, what):
    """What a vendor wants to hear, from its own papers."""
    status = {"forged": 400, "fault": 503}.get(what, 200)
    is_kept = status == 200
    if sender.name == "momo":
        return (204 if is_kept else status, None)
    if sender.name == "vnpay":
        return (200 if what == "fault" else status, VNPAY[what])
    if sender.name == "zalopay":
        return (200 if what == "fault" else status, ZALOPAY[what])
    if sender.name == "viettel":
        return (status, VIETTEL.get(what, "03"))
    return (status, is_kept)


def said(response):
    """The same, of what we answered."""
    if not response.content:
        return response.status_code, None
    told = response.json()
    fields = ("RspCode", "return_code", "error_code", "success", "received")
    return response.status_code, next(told[name] for name in fields if name in told)


def state():
    return Order.objects.get().state


def test_a_notice_settles_an_order_once_however_often_it_is_heard(client, sender, payment):
    told = paid(sender, payment)

    answers = [said(tell(client, sender, dict(told))) for _ in range(3)]

    assert answers == [answer(sender, "news"), answer(sender, "known"), answer(sender, "known")]
    assert (state(), Notice.objects.count()) == ("awaiting_acceptance", 1)
    notice = Notice.objects.get()
    assert (notice.gateway, notice.payment) == (payment.gateway, payment)
    assert notice.external_id.startswith(f"{sender.name}:") == (sender.name in WATCHERS)


def test_money_that_is_wrong_pays_nothing_and_right_money_still_does(client, sender, payment):
    wrong = {
        "forged": tell(client, sender, paid(sender, payment), secret="nobody agreed on this one"),
        "wrong": tell(client, sender, paid(sender, payment, amount=payment.amount - 1)),
        "nobodys": tell(client, sender, paid(sender, payment, reference=memo.mint())),
    }
    if sender.says_currency:
        wrong["wrong"] = tell(client, sender, paid(sender, payment, currency="USD"))

    told = {what: said(response) for what, response in wrong.items()}

    assert told == {what: answer(sender, what) for what in wrong}
    assert state() == "awaiting_payment"
    assert Notice.objects.count() == (3 if sender.says_currency else 2)


def test_money_that_comes_late_calls_the_order_back_once(client, sender, payment):
    lapsing.release_overdue(at=LATER.replace(year=LATER.year + 1))
    assert state() == "cancelled"

    told = paid(sender, payment)
    assert [said(tell(client, sender, dict(told))) for _ in range(2)] == [
        answer(sender, "news"),
        answer(sender, "known"),
    ]
    assert state() == "awaiting_acceptance"


NONSENSE = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b'"x"',
    b"\xff\xfe",
    b"{" * 50_000,
    b'{"id": "\\u0000", "amount": 1}',
    b'{"data": {"id": 1}, "signature": "\xe1\xbb\xaf"}',
    b'{"data": "{}", "mac": 5}',
    b"vnp_SecureHash=%FF&vnp_Amount=1",
    b"check_sum=%E1%BB%AF&payment_status=1",
    b" " * 10_000_000,
]
TOO_LONG = b"vnp_Amount=" + b"1" * 70_000  # no server takes an address of megabytes


def test_nonsense_is_turned_away_and_nothing_is_written(client, sender):
    headers = dict.fromkeys(("Stripe-Signature", "X-SePay-Signature"), "chữ ký ☃")
    headers |= {"X-Casso-Signature": "t=1,v1=é", "X-Sandbox-Signature": "☃"}

    bodies = [*NONSENSE[:-1], TOO_LONG] if sender.by == "GET" else NONSENSE

    codes = [tell_raw(client, sender, body, headers).status_code for body in bodies]

    assert codes == [400] * 13
    assert not Notice.objects.exists()


def test_a_notice_from_tomorrow_is_turned_away(client, sender, payment):
    if sender.name == "viettel":
        return  # it tells no time
    tomorrow = now().replace(year=now().year + 1)
    body, headers = sender.post(paid(sender, payment, at=tomorrow), at=tomorrow)

    assert tell_raw(client, sender, body, headers).status_code == 400
    assert (state(), Notice.objects.exists()) == ("awaiting_payment", False)


def test_a_fault_of_ours_is_told_so_that_the_vendor_comes_again(client, sender, payment, caplog):
    def break_inbox(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "marketplace_notice" in sql:
            raise OperationalError("the disk is full")
        return execute(sql, params, many, context)

    told = paid(sender, payment)
    with connection.execute_wrapper(break_inbox):
        broken = tell(client, sender, dict(told))

    assert said(broken) == answer(sender, "fault")
    assert "was not taken in" in caplog.text
    assert said(tell(client, sender, dict(told))) == answer(sender, "news")


def test_each_speaks_in_its_own_way(client, sender):
    address = reverse("payments:webhook", args=[sender.name])
    other = client.post(address) if sender.by == "GET" else client.get(address)

    assert (other.status_code, other.headers["Allow"]) == (405, sender.by)


def test_where_nobody_is_set_up_to_speak_there_is_no_address(client, settings):
    settings.PAYMENT_GATEWAYS = {"vietqr": {"bank": "999999", "account": "1", "holder": "X"}}

    for name in ("vietqr", "sepay", "vnpay", "nobody"):
        assert client.post(reverse("payments:webhook", args=[name])).status_code == 404


@pytest.mark.parametrize("sender", ["viettel"], indirect=True)
def test_viettel_is_told_whether_an_order_stands_and_nothing_is_written(client, sender, payment):
    payment.group.__class__.objects.update(held_until=now().replace(year=2999))

    def ask(**changed):
        told = {"billcode": payment.reference, "merchant_code": "OCOP"}
        told |= {"order_id": payment.reference, "trans_amount": str(payment.amount), **changed}
        return tell(client, sender, told, what="question").json()

    right, wrong, unknown = ask(), ask(trans_amount="1"), ask(order_id="CGNOBODYS00")

    assert [one["error_code"] for one in (right, wrong, unknown)] == ["00", "02", "01"]
    signed = f"ACC{payment.reference}00OCOP{payment.reference}{payment.amount}"
    assert (
        right["check_sum"]
        == b64encode(hmac.digest(SECRET.encode(), signed.encode(), "sha1")).decode()
    )
    assert (state(), Notice.objects.exists()) == ("awaiting_payment", False)


@pytest.mark.parametrize("sender", ["stripe"], indirect=True)
def test_a_dispute_finds_the_payment_it_is_about(client, sender, payment, settings, monkeypatch):
    """Stripe names its own payment; whoever knows ours is asked, outside any transaction."""
    asked = []

    def reference_of(self, paid_under):
        asked.append((paid_under, connection.in_atomic_block))
        return payment.reference

    monkeypatch.setattr(type(sender.speaker), "reference_of", reference_of)
    due_by = int(now().timestamp()) + 86_400
    response = tell(client, sender, sender.disputed(at=now(), due_by=due_by))

    assert said(response)[0] == 200
    assert [one for one, _ in asked] == ["pi_1"]
    assert Notice.objects.get().payment == payment
    assert state() == "awaiting_payment"


@pytest.mark.parametrize(
    ("event", "status", "kind"),
    [
        ("created", "needs_response", Kind.DISPUTED),
        ("updated", "under_review", Kind.DISPUTED),
        ("funds_withdrawn", "needs_response", Kind.DISPUTED),
        ("closed", "won", Kind.DISPUTE_WON),
        ("closed", "warning_closed", Kind.DISPUTE_WON),
        ("closed", "lost", Kind.DISPUTE_LOST),
    ],
)
def test_a_dispute_is_open_until_it_says_won_or_lost(event, status, kind):
    sender, at = SENDERS["stripe"](), now().replace(microsecond=0)
    due_by = int(at.timestamp()) + 86_400
    told = sender.disputed(at=at, event=event, status=status, due_by=due_by)
    body, headers = sender.post(told, at=at)

    notice = sender.speaker.read(body=body, headers=headers, at=at)

    assert (notice.kind, notice.dispute, notice.paid_under) == (kind, "dp_1", "pi_1")
    assert (notice.amount, notice.currency, notice.text) == (
        185_000,
        "VND",
        "product_not_received",
    )
    assert notice.due_at.timestamp() == due_by
    assert json.loads(body)["type"] == f"charge.dispute.{event}"


def test_ways_to_pay_are_those_that_take_the_sum(settings):
    settings.PAYMENT_GATEWAYS = {
        name: SENDERS[name]().options for name in ("vnpay", "momo", "zalopay", "viettel")
    }

    assert [way.name for way in registry.ways(amount=4_000)] == ["momo", "zalopay", "viettel"]
    assert [way.name for way in registry.ways(amount=60_000_000)] == ["vnpay"]
    assert set(registry.WORDS) == set(registry.KINDS)
