"""A walk through direct settlement: a buyer pays two producers, one is given back, a month ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from catalog.models import Membership
from marketplace.ledger import chart, queries
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.orders.actions import cancelling
from marketplace.payments.actions import refunding, sending
from marketplace.payments.models import Payment, Refund, RefundAccount
from marketplace.payouts import audit
from marketplace.payouts.actions import billing
from marketplace.payouts.models import Bill
from marketplace.reconciliation.actions.statements import take_statement
from tests.factories import LotFactory, MembershipFactory, UserFactory
from tests.marketplace.payouts.stories import account, confirmed_account, rates
from tests.marketplace.stories import basket, buyer, hear, order, tariffs

pytestmark = pytest.mark.django_db
OURS = "0011004455667"


@pytest.fixture(autouse=True)
def _direct(settings):
    settings.SETTLEMENT = "direct"
    vietqr = {"bank": "970436", "account": OURS, "holder": "CHO GOC"}
    settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "vietqr": vietqr}


@pytest.fixture
def user(client):
    """Who buys, signed in."""
    one = UserFactory()
    client.force_login(one)
    return one


@pytest.fixture
def payments(user):
    """One checkout at two producers, just now."""
    tariffs()
    lots = [LotFactory() for _n in range(2)]
    for lot, number in zip(lots, ("0123456789", "9876543210"), strict=True):
        confirmed_account(lot.pack.product.producer, number=number)
    wishes = [(lot.pack, 1) for lot in lots]
    who = buyer(user=user)
    made = order(basket(*wishes, user=user), total=2 * 215_000, at=now(), who=who)
    return list(made.group.payments.select_related("order__producer").order_by("order__producer"))


def owner(client, producer):
    one = MembershipFactory(producer=producer, role=Membership.Role.OWNER).user
    client.force_login(one)
    return one


def test_a_buyer_sees_a_code_for_each_producer_and_each_turns_green_alone(client, payments):
    one, other = payments
    page = client.get(reverse("payments:pay", args=[one.reference])).content.decode()
    for payment in payments:
        assert page.count(f'id="tinh-trang-{payment.reference}"') == 1
        assert payment.transfer["account"] in page
        assert payment.order.producer.name in page
    assert page.count("huỷ phần chưa trả") == 1

    hear(one, account=one.transfer["account"], at=now(), paid_at=now())

    assert "Đã trả tiền xong" in _standing(client, one)
    assert "Đã trả tiền xong" not in _standing(client, other)
    assert "Trả tiền" in client.get(one.group.get_absolute_url()).content.decode()
    client.post(reverse("payments:cancellation", args=[one.reference]))
    states = dict(one.group.orders.values_list("pk", "state"))
    assert states == {one.order_id: "awaiting_acceptance", other.order_id: "cancelled"}


def _standing(client, payment):
    return client.get(reverse("payments:standing", args=[payment.reference])).content.decode()


def test_an_owner_notes_money_that_came_and_sends_back_what_is_owed(client, payments):
    one, other = payments
    stall = one.order.producer.slug
    owner(client, one.order.producer)
    waiting = reverse("payments:incoming", args=[stall])
    assert one.reference in client.get(waiting).content.decode()
    arrival = reverse("payments:stall_arrival", args=[stall, one.reference])
    elsewhere = reverse("payments:stall_arrival", args=[stall, other.reference])
    assert client.get(elsewhere).status_code == 404
    assert client.post(arrival, {"bank_reference": "FT1"}).status_code == 422
    assert client.post(arrival, {"bank_reference": "FT2632501", "seen": "on"}).status_code == 302
    assert Payment.objects.get(pk=one.pk).state == "paid"
    assert one.reference not in client.get(waiting).content.decode()

    why = cancelling.Why(side="producer", reason="no_goods")
    cancelling.cancel(order=one.order, why=why, by=None, at=now())
    refunding.open_refunds(at=now())
    told = {"bank": "970436", "number": "0123456789", "holder": "TRAN THI MUA"}
    sending.tell_account(group=one.group, **told, at=now())
    assert client.get(reverse("payments:stall_refunds", args=[stall])).status_code == 200
    for row in Refund.objects.all():
        page = reverse("payments:stall_refund", args=[stall, row.pk])
        assert "TRAN THI MUA" in client.get(page).content.decode()
        code = client.get(reverse("payments:stall_refund_code", args=[stall, row.pk]))
        assert code["Content-Type"] == "image/svg+xml"
        sent = {"bank_reference": f"FT263{row.pk}", "sent": "on"}
        assert client.post(page, sent).status_code == 302
    assert {code: n for code, n in queries.balances_like("").items() if n} == {}


def test_what_a_producer_keeps_too_long_officers_and_operators_see(client, payments):
    one, _other = payments
    hear(one, account=one.transfer["account"], at=now(), paid_at=now())
    why = cancelling.Why(side="producer", reason="no_goods")
    cancelling.cancel(order=one.order, why=why, by=None, at=now())
    refunding.open_refunds(at=now() - timedelta(days=9))
    told = {"bank": "970436", "number": "0123456789", "holder": "TRAN THI MUA"}
    sending.tell_account(group=one.group, **told, at=now())
    late = reverse("payments:refunds_late")
    client.force_login(UserFactory(is_staff=True))
    assert one.order.code not in client.get(late).content.decode()
    RefundAccount.objects.update(told_at=now() - timedelta(days=4))
    assert one.order.code in client.get(late).content.decode()
    assert one.group.code not in client.get(reverse("payments:refunds")).content.decode()


def test_an_operator_looks_whose_an_account_is(client):
    told = account(LotFactory().pack.product.producer)
    client.force_login(UserFactory(is_staff=True))
    assert told.number in client.get(reverse("payouts:accounts")).content.decode()
    client.post(reverse("payouts:confirmation", args=[told.pk]))
    told.refresh_from_db()
    assert told.confirmed_at
    assert told.number not in client.get(reverse("payouts:accounts")).content.decode()


def test_a_months_commission_is_billed_once_and_paid_by_a_statement(client, settings):
    rates()
    producer = LotFactory(pack__product__producer__kind="household").pack.product.producer
    last = localdate().replace(day=1) - timedelta(days=1)
    then = now() - timedelta(days=localdate().day)
    from django.db import transaction

    with transaction.atomic():
        legs = {chart.payable(producer.pk): 18_500, chart.COMMISSION: -18_500}
        post(key="order:OLD:earned", kind=Kind.EARNED, legs=legs, at=then)
    for _time in range(2):
        billing.draw_up(month=last, at=now())
    bill = Bill.objects.get()
    assert (bill.amount, bill.month) == (18_500, last.replace(day=1))
    owner(client, producer)
    money = client.get(reverse("payouts:money", args=[producer.slug])).content.decode()
    assert bill.memo in money
    assert ("Quá hạn" in money) == (bill.due_on < localdate())
    assert [words in money for words in ("Phí sàn chưa trả", "Phí sàn 5", "khấu trừ 1")] == [
        *(True, True),
        False,  # nothing is withheld of what the market never saw
    ]
    assert "chưa bán được" not in money
    assert "mới bán được" in money
    code = client.get(reverse("payouts:bill_code", args=[producer.slug, bill.pk]))
    assert code["Content-Type"] == "image/svg+xml"

    by = UserFactory(is_staff=True)
    lines = f"Ngay,Ghi co,Noi dung,Ma giao dich\n{localdate():%d/%m/%Y},18500,{bill.memo},FT7\n"
    told = {"name": "s.csv", "content": lines.encode(), "account": OURS}
    for outcome in ("phí sàn đã trả", "khoản chi trả đã biết rồi"):
        assert take_statement(**told, by=by, at=now()).outcomes == {outcome: 1}
    assert queries.balances([chart.BANK, chart.payable(producer.pk)]) == {
        chart.BANK: 18_500,
        chart.payable(producer.pk): 0,
    }
    assert list(audit.billed_otherwise()) == []
    page = {"thang": "tat-ca"}
    money = client.get(reverse("payouts:money", args=[producer.slug]), page).content.decode()
    assert ["Phí sàn đã trả<" in money, "<dt>Khác<" in money] == [True, False]
    client.force_login(by)
    assert "18.500" in client.get(reverse("payouts:bills")).content.decode()
    assert client.post(reverse("payouts:bills")).status_code == 302
    page = reverse("payouts:bill", args=[bill.pk])
    assert "FT7" in client.get(page).content.decode()
    assert client.post(page, {"reference": "FT8888", "seen": "on"}).status_code == 422


def test_a_stalls_goods_say_that_its_account_was_not_looked_at(client, settings):
    product = LotFactory().pack.product
    slug = product.producer.slug
    owner(client, product.producer)
    pages = [
        reverse("workspace:products", args=[slug]),
        reverse("workspace:product", args=[slug, product.slug]),
    ]

    def say(words="tài khoản đã được chợ đối chiếu"):
        return [words in client.get(page).content.decode() for page in pages]

    account(product.producer)
    assert say() == [True, True]
    settings.SETTLEMENT = "partner"
    assert say() == [False, False]
    settings.SETTLEMENT = "direct"
    confirmed_account(product.producer)
    assert say() == [False, False]
