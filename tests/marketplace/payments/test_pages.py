"""The pay page, the demo bank and the operator's page: who sees them, and what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import RefundDue
from marketplace.payments.actions import opening
from marketplace.payments.actions.refunding import open_refunds
from marketplace.payments.models import Notice, Payment, Refund
from tests.factories import LotFactory, UserFactory
from tests.marketplace.stories import basket, buyer, hear, order, tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def payment(client, owner):
    """A payment under way, by the person who is signed in."""
    tariffs()
    who = buyer(user=owner)
    placed = order(basket((LotFactory().pack, 2)), total=400_000, who=who, at=now())
    client.force_login(owner)
    return opening.start(payment=placed, at=now())


def page(name, payment):
    return reverse(f"payments:{name}", args=[payment.reference])


def test_the_page_says_what_to_send_where(client, payment):
    answer = client.get(page("pay", payment))

    assert "400.000" in answer.text
    for words in ("CHOGOCMAU", payment.reference, page("code", payment), "Ngân hàng Mẫu"):
        assert words in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_code_is_a_vietqr_of_exactly_this_sum(client, payment):
    answer = client.get(page("code", payment))

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


@pytest.mark.parametrize("name", ["pay", "standing", "code"])
def test_a_stranger_finds_nothing(client, payment, name):
    client.logout()
    assert client.get(page(name, payment)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page(name, payment)).status_code == 404


@pytest.mark.parametrize("name", ["pay", "another_way", "cancellation"])
def test_a_stranger_changes_nothing(client, payment, name):
    client.force_login(UserFactory())

    assert client.post(page(name, payment), {"gateway": "sandbox"}).status_code == 404
    assert Payment.objects.get().state == Payment.State.PENDING


def test_the_page_asks_until_it_is_paid_and_then_turns_green(client, payment):
    assert "?da-biet=waiting-0" in client.get(page("pay", payment)).text
    assert client.get(page("standing", payment), {"da-biet": "waiting-0"}).status_code == 204

    hear(payment, at=now())

    paid = client.get(page("standing", payment), {"da-biet": "waiting-0"})
    assert "Đã trả tiền xong" in paid.text
    assert "hx-trigger" not in paid.text


def test_coming_back_from_a_gateway_pays_nothing(client, payment):
    client.get(page("pay", payment), {"status": "succeeded", "paid": "1"})

    assert "Đang chờ tiền" in client.get(page("pay", payment)).text
    assert Payment.objects.get().state == Payment.State.PENDING


def test_a_part_is_told_to_the_buyer_and_the_rest_is_asked_for(client, payment):
    known = client.get(page("pay", payment)).context["known"]
    assert client.get(page("standing", payment), {"da-biet": known}).status_code == 204

    hear(payment, amount=100_000, at=now())

    told = client.get(page("standing", payment), {"da-biet": known}).text
    assert "Đã nhận 100.000" in told
    assert "<code>300000</code>" in told


def test_an_order_is_given_up_and_its_page_says_so(client, payment):
    answer = client.post(page("cancellation", payment))

    assert answer.headers["Location"] == payment.group.get_absolute_url()
    assert "không còn chờ trả tiền" in client.get(page("pay", payment)).text


def test_a_way_that_is_not_set_up_is_refused_kindly(client, payment):
    answer = client.post(page("another_way", payment), {"gateway": "stripe"}, follow=True)

    assert "không dùng được" in answer.text


def test_the_demo_bank_shows_what_the_code_says(client, payment):
    client.logout()

    answer = client.get(page("demo_bank", payment))

    assert "Không phải ngân hàng thật" in answer.text
    assert payment.reference in answer.text
    assert "0912" not in answer.text


@pytest.mark.django_db(transaction=True)
def test_the_demo_bank_sends_a_signed_notice_over_http(client, payment, live_server, settings):
    settings.SITE_URL = live_server.url

    answer = client.post(page("demo_bank", payment), follow=True)

    assert "Đã chuyển" in answer.text
    assert Notice.objects.get().outcome == Notice.Outcome.SETTLED


def test_there_is_no_demo_bank_outside_a_demonstration(client, payment, settings):
    settings.DEMO = False

    assert client.get(page("demo_bank", payment)).status_code == 404


def test_an_operator_confirms_a_transfer_by_hand(client, payment):
    Payment.objects.update(gateway="vietqr")
    assert client.get(page("by_hand", payment)).status_code == 404
    client.force_login(UserFactory(is_staff=True))

    slip = client.post(page("by_hand", payment), {"bank_reference": "ﬀ!"})
    assert slip.status_code == 422
    assert sorted(slip.context["form"].errors) == ["bank_reference", "seen"]

    told = {"bank_reference": "FT26325123456", "seen": "on"}
    assert client.post(page("by_hand", payment), told).status_code == 302
    assert Payment.objects.get().state == Payment.State.PAID
    assert "đã trả xong" in client.get(page("by_hand", payment)).text


@pytest.fixture
def refund(payment):
    """A transfer that cannot be pulled back, and something owed of it."""
    hear(payment)
    line = payment.group.orders.get().lines.get()
    cause = Cause(reason=RefundDue.Reason.CLAIM, key="claim")
    due = owe(order=line.order, line=line, amount=85_000, cause=cause, at=now())
    Payment.objects.update(gateway="vietqr")
    open_refunds(at=now())
    return due.refund


def test_a_buyer_tells_an_account_and_an_operator_sends_the_money(client, payment, refund):
    at = reverse("payments:refund_account", args=[payment.group.code])
    assert at in client.get(payment.group.get_absolute_url()).text
    account = {"bank": "970418", "number": "2111 0000 123456", "holder": "Trần Thị Mua"}
    assert client.post(at, {**account, "number": "1"}).status_code == 422
    assert client.post(at, account).headers["Location"] == payment.group.get_absolute_url()
    assert "21110000123456" not in client.get(at).text
    client.force_login(UserFactory(is_staff=True))
    one = reverse("payments:refund", args=[refund.pk])
    assert one in client.get(reverse("payments:refunds")).text
    assert "21110000123456" in client.get(one).text
    assert client.get(f"{one}ma.svg").content.startswith(b"<svg")

    client.post(one, {"bank_reference": "FT26325123456", "sent": "on"})

    assert "21110000123456" not in client.get(one).text
    client.force_login(payment.group.user)
    assert "Đã hoàn" in client.get(payment.group.get_absolute_url()).text


@pytest.mark.parametrize(
    ("state", "hours", "is_listed"),
    [
        ("unknown", 25, True),
        ("asked", 25, True),
        ("asked", 23, False),
        ("done", 25, False),
    ],
)
def test_a_refund_of_which_its_gateway_says_nothing_for_a_day_is_shown_not_sent(
    client, refund, state, hours, is_listed
):
    opened = now() - timedelta(hours=hours)
    done_at = now() if state == "done" else None
    told = {"state": state, "is_by_hand": False, "opened_at": opened, "done_at": done_at}
    Refund.objects.update(**told)
    client.force_login(UserFactory(is_staff=True))

    page = client.get(reverse("payments:refunds")).text

    assert (refund.key in page, "đừng tự chuyển" in page) == (is_listed, is_listed)
    one = reverse("payments:refund", args=[refund.pk])
    assert one not in page
    assert client.get(one).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_of_refunds_asks_as_often_for_many(client, refund, rows, django_assert_num_queries):
    line = refund.due.line
    for n in range(rows):
        cause = Cause(reason=RefundDue.Reason.CLAIM, key=f"claim {n}")
        owe(order=line.order, line=line, amount=1_000, cause=cause, at=now())
    open_refunds(at=now())
    client.force_login(UserFactory(is_staff=True))

    with django_assert_num_queries(4):
        client.get(reverse("payments:refunds"))
