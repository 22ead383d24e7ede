"""Buyers pay each producer's own account: orders of one checkout are paid one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Message
from marketplace.ledger import chart, queries
from marketplace.orders import keys
from marketplace.orders.actions import cancelling, states
from marketplace.orders.models import Order, VoucherUse
from marketplace.payments import registry
from marketplace.payments.actions import importing, lapsing, opening, refunding, sending, settling
from marketplace.payments.actions.replaying import replay
from marketplace.payments.models import Notice, Payment, Receipt, Refund
from marketplace.payments.queries import standing
from marketplace.payouts.actions.accounts import NotConfirmed, confirm_account
from marketplace.payouts.queries.taxes import declaration, month_from
from marketplace.reconciliation.queries.gaps import orders as booked_otherwise
from marketplace.selling.queries import free_packs, may_be_paid, packs_on_sale
from marketplace.vouchers.discounts import Kind
from tests.factories import MIDDAY, LotFactory, MembershipFactory, UserFactory
from tests.marketplace.payouts.stories import OVER, account, complete, confirmed_account, owe, rates
from tests.marketplace.stories import LATER, VoucherFactory, basket, hear, order, tariffs
from traceability.models import Lot

pytestmark = pytest.mark.django_db
DUE, SUSPENSE = chart.BUYER_REFUND_DUE, chart.SUSPENSE
NUMBERS = ("0123456789", "9876543210")


@pytest.fixture(autouse=True)
def _direct(settings):
    settings.SETTLEMENT = "direct"


@pytest.fixture
def stalls():
    """Two households that can be paid, a lot each."""
    tariffs()
    rates()
    lots = [LotFactory(pack__product__producer__kind="household") for _n in NUMBERS]
    for lot, number in zip(lots, NUMBERS, strict=True):
        confirmed_account(lot.pack.product.producer, number=number)
    return lots


@pytest.fixture
def payments(stalls):
    """One checkout of two packs from either; a payment of each order, in turn."""
    made = order(basket(*((lot.pack, 2) for lot in stalls)), total=2 * 400_000)
    return list(made.group.payments.select_related("order").order_by("order__producer"))


def held():
    return {code: n for code, n in queries.balances_like("").items() if n}


def of(account_, payment):
    return f"{account_}:{payment.order.producer_id}"


def states_of(group):
    return list(group.orders.order_by("producer").values_list("state", flat=True))


def pay(payment, *, key, **told):
    return hear(payment, key=key, account=payment.transfer["account"], **told)


def test_each_order_has_a_payment_of_its_own_to_its_producers_account(payments):
    assert [(one.amount, one.transfer["account"]) for one in payments] == [
        (400_000, number) for number in NUMBERS
    ]
    assert len({one.reference for one in payments}) == 2
    assert [one.transfer["memo"] for one in payments] == [one.reference for one in payments]


def test_an_order_that_is_paid_goes_on_while_the_other_waits(payments):
    one, other = payments
    assert pay(one, key="FT1").outcome == Notice.Outcome.SETTLED

    assert states_of(one.group) == ["awaiting_acceptance", "awaiting_payment"]
    assert held() == {of("seller_direct", one): 400_000, of("escrow", one): -400_000}
    for row, said in ((one, "paid"), (other, "waiting")):
        assert standing(Payment.objects.get(pk=row.pk), at=MIDDAY) == said
    states.accept(order=one.order, by=UserFactory(), at=MIDDAY)
    assert Message.objects.filter(subject__contains=one.order.code).exists()


def test_an_order_that_nobody_pays_expires_alone_and_lets_go_of_its_goods(payments, stalls):
    paid, other = payments
    pay(paid, key="FT1")
    later = MIDDAY + timedelta(hours=2)

    assert lapsing.release_overdue(at=later) == 1

    assert states_of(paid.group) == ["awaiting_acceptance", "cancelled"]
    reserved = dict(Lot.objects.values_list("pk", "reserved"))
    assert [reserved[lot.pk] for lot in stalls] == [2, 0]
    assert Payment.objects.get(pk=paid.pk).state == "paid"
    assert Payment.objects.get(pk=other.pk).state == "expired"
    assert pay(other, key="FT2", paid_at=later, at=later).outcome == Notice.Outcome.SETTLED
    assert states_of(paid.group) == ["awaiting_acceptance", "awaiting_acceptance"]


def test_notices_twice_wrong_and_too_much_keep_to_their_own_order(payments):
    one, other = payments
    for _time in range(3):
        pay(one, key="FT1", amount=410_000)
    assert pay(other, key="FT2", amount=150_000).outcome == Notice.Outcome.UNDERPAID
    assert pay(one, key="FT3", at=LATER, paid_at=LATER).outcome == Notice.Outcome.DUPLICATE
    assert held() == {
        of("seller_direct", one): 810_000,
        of("seller_direct", other): 150_000,
        of("escrow", one): -400_000,
        DUE: -10_000,
        SUSPENSE: -550_000,
    }
    assert pay(other, key="FT4", amount=250_000).outcome == Notice.Outcome.SETTLED
    assert list(booked_otherwise(day=now().date())) == []


def test_money_on_another_account_than_asked_waits_for_a_person(payments):
    one, other = payments
    told = hear(one, key="FT1", account=other.transfer["account"])

    assert told.outcome == Notice.Outcome.UNMATCHED
    assert Receipt.objects.get().producer == other.order.producer
    assert held() == {of("seller_direct", other): 400_000, SUSPENSE: -400_000}


def test_all_notices_heard_again_give_the_same_balances(payments):
    bank = registry.demo_bank()
    for one in payments:
        body, seal = bank.notice(reference=one.reference, amount=one.amount, at=MIDDAY)
        told = bank.read(body=body, headers=seal, at=MIDDAY)
        settling.receive(gateway="sandbox", told=told, body=body, headers=seal, at=MIDDAY)
    before = held()
    assert replay(list(Notice.objects.all())) == []
    assert held() == before
    assert len(before) == 4


def test_what_is_owed_back_the_producer_sends(payments):
    one, _other = payments
    pay(one, key="FT1")
    why = cancelling.Why(side="buyer", reason="changed_mind")
    cancelling.cancel(order=one.order, why=why, by=None, at=MIDDAY)
    refunding.open_refunds(at=LATER)
    refunds = list(Refund.objects.all())
    assert {row.is_by_hand for row in refunds} == {True}
    assert {row.payment_id for row in refunds} == {one.pk}
    told = {"bank": "970436", "number": "0123456789", "holder": "TRAN THI MUA"}
    sending.tell_account(group=one.group, **told, at=LATER)
    for row in refunds:
        sending.note_sent(refund=row, bank_reference=f"FT{row.pk}99", by=UserFactory(), at=LATER)

    assert held() == {}
    assert list(booked_otherwise(day=now().date())) == []


def test_after_it_was_earned_the_producer_owes_its_fee_and_nothing_was_withheld(payments):
    one, _other = payments
    pay(one, key="FT1")
    Order.objects.filter(pk=one.order_id).update(state="shipped", shipped_at=MIDDAY)
    sold = states.confirm_delivered(order=one.order, by=None, at=MIDDAY)
    complete(sold)
    assert held() == {of("payable", one): 18_500, chart.COMMISSION: -18_500}

    owe(sold, 185_000)
    assert held() == {
        of("payable", one): 9_250,
        chart.COMMISSION: -9_250,
        of("seller_direct", one): 185_000,
        DUE: -185_000,
    }
    assert declaration(month_from(OVER.date())) == []
    assert queries.posted([keys.paid_alone(sold)])


def test_a_vouchers_use_stays_while_one_order_of_it_is_paid(stalls):
    made = order(
        basket(*((lot.pack, 2) for lot in stalls)),
        total=2 * 400_000 - 20_000,
        codes={Kind.MARKET: VoucherFactory(amount=20_000).code},
    )
    one, _other = made.group.payments.select_related("order").order_by("order__producer")
    pay(one, key="FT1")
    lapsing.release_overdue(at=MIDDAY + timedelta(hours=2))
    assert VoucherUse.objects.get().state == VoucherUse.State.SPENT


def test_a_producer_without_an_account_that_was_looked_at_sells_nothing(settings):
    tariffs()
    lot = LotFactory()
    producer, pack, on = lot.pack.product.producer, lot.pack.pk, MIDDAY.date()
    told = account(producer)
    assert (free_packs([pack], on=on), may_be_paid(producer)) == ({}, False)
    assert not packs_on_sale(on=on).exists()

    with pytest.raises(NotConfirmed):
        confirm_account(account=told, by=MembershipFactory(producer=producer).user, at=MIDDAY)
    confirm_account(account=told, by=UserFactory(is_staff=True), at=MIDDAY)
    assert may_be_paid(producer)
    assert list(free_packs([pack], on=on)) == [pack]

    account(producer, number="5555555555", at=LATER)  # until somebody has looked, the old one holds
    assert order(basket((lot.pack, 1)), total=215_000).transfer["account"] == "0123456789"
    settings.SETTLEMENT = "partner"
    assert may_be_paid(LotFactory().pack.product.producer)


def test_only_gateways_that_can_pay_a_producer_are_offered(settings, payments):
    settings.PAYMENT_GATEWAYS = {
        **settings.PAYMENT_GATEWAYS,
        "stripe": {"key": "sk_test_x", "secrets": ("whsec_x",)},
    }
    assert [way.name for way in registry.ways(amount=400_000)] == ["sandbox"]
    one, _other = payments
    with pytest.raises(opening.NotPayable):
        opening.open_payment(group=one.group, gateway="stripe", at=MIDDAY, order=one.order)


def test_of_a_producers_own_statement_only_our_payments_are_read(payments):
    one, _other = payments
    lines = (
        "Ngay,Ghi co,Ghi no,Noi dung,Ma giao dich",
        f"20/11/2026,400000,,{one.reference} tra tien,FT1",
        "20/11/2026,999000,,tien rieng cua gia dinh,FT2",
    )
    read = importing.read_statement(
        name="s.csv", content="\n".join(lines).encode(), account=NUMBERS[0], at=now()
    )
    assert len(read.lines) == 1
    told = {"gateway": read.gateway, "account": read.account}
    report = importing.hear_lines(lines=read.lines, at=MIDDAY, **told)
    assert report.outcomes == {"đã ghi nhận": 1}
    assert states_of(one.group)[0] == "awaiting_acceptance"
    with pytest.raises(importing.NotTaken):
        importing.read_statement(name="s.csv", content=b"", account="111111111", at=now())
