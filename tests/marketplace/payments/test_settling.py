"""Notices about money: heard once, in any order, and believed only when all of it is right."""

from __future__ import annotations

from itertools import permutations

import pytest

from accounts.models import Entry, Message
from marketplace.orders.models import Allocation, Order
from marketplace.payments.actions import lapsing, opening
from marketplace.payments.gateways.contract import Kind
from marketplace.payments.models import Notice, Payment
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.stories import LATER, basket, hear, order, pending_payment

pytestmark = pytest.mark.django_db
Outcome, State = Notice.Outcome, Payment.State


def test_the_right_sum_pays_the_order_and_tells_the_buyer():
    payment = pending_payment()

    assert hear(payment).outcome == Outcome.SETTLED

    payment.refresh_from_db()
    assert (payment.state, payment.settled_at) == (State.PAID, MIDDAY)
    paid = Order.objects.get()
    assert (paid.state, paid.paid_at) == ("awaiting_acceptance", MIDDAY)
    message = Message.objects.get()
    assert message.phone == "+84912345678"
    assert f"/don-hang/{payment.group.code}/?k={payment.group.token}" in message.body


def test_an_ordinary_notice_takes_few_statements(django_assert_max_num_queries):
    """Four are two savepoints, that of the test and that of the ledger; one makes an account."""
    payment = pending_payment()

    with django_assert_max_num_queries(21):
        assert hear(payment).outcome == Outcome.SETTLED


def test_heard_twice_is_heard_once():
    payment = pending_payment()

    first, again = hear(payment), hear(payment)

    assert again == first
    assert Notice.objects.count() == 1
    assert Message.objects.count() == 1
    assert Entry.objects.filter(verb="settled").count() == 1


def test_a_second_transfer_for_a_paid_order_is_kept_for_a_person_to_see():
    payment = pending_payment()
    hear(payment)

    assert hear(payment, key="FT2").outcome == Outcome.DUPLICATE
    assert Entry.objects.filter(verb="paid again").count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("told", [{"amount": 0}, {"currency": "USD"}, {"amount": 10**15}])
def test_what_no_buyer_sends_pays_nothing_and_the_right_sum_still_may_come(told):
    payment = pending_payment()

    assert hear(payment, **told).outcome == Outcome.WRONG_AMOUNT

    payment.refresh_from_db()
    assert (payment.state, payment.received) == (State.PENDING, 0)
    assert hear(payment, key="FT2").outcome == Outcome.SETTLED


def test_money_with_a_code_nobody_knows_is_kept_for_a_person():
    payment = pending_payment()

    notice = hear(payment, reference="CG00000000")

    assert (notice.outcome, notice.payment) == (Outcome.UNMATCHED, None)
    assert Order.objects.get().state == "awaiting_payment"


def test_a_code_of_another_gateway_is_nobodys():
    payment = pending_payment()
    Payment.objects.update(gateway="vietqr")

    assert hear(payment).outcome == Outcome.UNMATCHED


@pytest.mark.parametrize("kind", [Kind.IGNORED, Kind.REFUNDED])
def test_other_news_changes_nothing(kind):
    payment = pending_payment()

    assert hear(payment, kind=kind).outcome == Outcome.IGNORED
    payment.refresh_from_db()
    assert payment.state == State.PENDING


@pytest.mark.parametrize(
    "order_of_news", list(permutations([Kind.PAID, Kind.FAILED, Kind.EXPIRED]))
)
def test_news_in_any_order_ends_the_same(order_of_news):
    payment = pending_payment()

    for number, kind in enumerate(order_of_news):
        hear(payment, key=f"evt{number}", kind=kind)

    payment.refresh_from_db()
    assert payment.state == State.PAID
    assert Order.objects.get().state == "awaiting_acceptance"


def test_money_that_comes_late_revives_the_order_while_goods_can_be_held():
    lot = LotFactory(packed=2, on_hand=2)
    payment = pending_payment(2, lot)
    assert lapsing.release_overdue(at=LATER) == 1

    assert hear(payment, at=LATER).outcome == Outcome.SETTLED

    assert Order.objects.get().state == "awaiting_acceptance"
    lot.refresh_from_db()
    assert lot.reserved == 2
    assert list(Allocation.objects.values_list("state", flat=True)) == ["released", "held"]


def test_money_that_comes_late_for_goods_that_are_gone_goes_to_a_person():
    lot = LotFactory(packed=2, on_hand=2)
    late = pending_payment(2, lot)
    lapsing.release_overdue(at=LATER)
    order(basket((lot.pack, 1)), total=215_000, at=LATER)

    assert hear(late, at=LATER).outcome == Outcome.LATE

    late.refresh_from_db()
    assert late.state == State.STRAY
    assert late.group.orders.get().state == "cancelled"
    assert "hoàn lại" in Message.objects.get().body
    lot.refresh_from_db()
    assert lot.reserved == 1


def test_money_for_an_order_given_up_goes_to_a_person():
    payment = pending_payment()
    lapsing.give_up(group=payment.group, by=None, at=MIDDAY)

    assert hear(payment).outcome == Outcome.LATE
    assert Order.objects.get().state == "cancelled"


def test_an_order_is_paid_by_one_of_two_attempts_and_the_other_is_stray(settings):
    settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "vietqr": VIETQR}
    first = pending_payment()
    second = opening.open_payment(group=first.group, gateway="vietqr", at=MIDDAY)

    assert hear(first).outcome == Outcome.SETTLED
    assert hear(second, key="FT2").outcome == Outcome.LATE

    second.refresh_from_db()
    assert second.state == State.STRAY
    assert Payment.objects.filter(state=State.PAID).count() == 1


VIETQR = {"bank": "999999", "account": "123", "holder": "HTX MAU"}
