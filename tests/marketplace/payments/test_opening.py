"""Beginning to pay: outside transactions, again and another way, and never for a lost order."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction

from marketplace.orders.models import Order
from marketplace.payments import registry
from marketplace.payments.actions import asking, lapsing, opening
from marketplace.payments.gateways.contract import Refused, Unavailable
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.models import Payment
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.stories import LATER, basket, hear, order, pending_payment, tariffs

pytestmark = pytest.mark.django_db
State = Payment.State


class Moody(Sandbox):
    """A demo bank that may be away or say no, and notes what it was asked."""

    mood = None
    asked = 0

    @property
    def capabilities(self):
        return replace(super().capabilities, starts_alone=False)

    def start(self, charge):
        type(self).asked += 1
        assert not [b for b in connection.atomic_blocks if not b._from_testcase]
        if Moody.mood:
            raise Moody.mood("not today")
        return super().start(charge)


@pytest.fixture
def moody(monkeypatch):
    monkeypatch.setitem(registry.KINDS, "sandbox", Moody)
    monkeypatch.setattr(Moody, "mood", None)
    monkeypatch.setattr(Moody, "asked", 0)
    registry._made.cache_clear()
    yield Moody
    registry._made.cache_clear()


@pytest.fixture
def placed(moody):
    tariffs()
    return order(basket((LotFactory().pack, 1)), total=215_000)


def test_what_the_gateway_says_is_kept(placed):
    payment = opening.start(payment=placed, at=MIDDAY)

    assert (payment.state, payment.transfer["memo"]) == (State.PENDING, placed.reference)
    assert payment.transfer["qr"].startswith("000201010212")


@pytest.mark.parametrize("gateway", ["sandbox", "vietqr"])
def test_a_gateway_that_asks_nobody_has_begun_with_the_order(gateway, settings, monkeypatch):
    tariffs()
    theirs = {"bank": "970436", "account": "0011", "holder": "HTX MAU"}
    settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "vietqr": theirs}
    monkeypatch.delattr(socket, "socket")
    placed = order(basket((LotFactory().pack, 1)), total=215_000, gateway=gateway)

    kept = Payment.objects.get()
    assert (kept.state, kept.transfer["memo"]) == (State.PENDING, placed.reference)
    assert opening.start(payment=placed, at=MIDDAY) == kept


def test_a_gateway_that_says_no_by_itself_leaves_the_order(moody, monkeypatch):
    monkeypatch.setattr(Moody, "capabilities", Sandbox.capabilities)
    monkeypatch.setattr(Moody, "mood", Refused)
    monkeypatch.setattr(Moody, "start", lambda *_: (_ for _ in ()).throw(Refused("no")))
    tariffs()

    payment = order(basket((LotFactory().pack, 1)), total=215_000)

    assert payment.state == State.STARTED
    with pytest.raises(Refused):
        opening.start(payment=payment, at=MIDDAY)


def test_a_gateway_that_is_away_leaves_the_order_and_may_be_asked_again(placed, moody):
    moody.mood = Unavailable
    with pytest.raises(Unavailable):
        opening.start(payment=placed, at=MIDDAY)
    placed.refresh_from_db()
    assert (placed.state, Order.objects.get().state) == (State.STARTED, "awaiting_payment")

    moody.mood = None
    assert opening.start(payment=placed, at=MIDDAY).state == State.PENDING
    assert moody.asked == 2


def test_a_gateway_that_says_no_ends_the_attempt_and_not_the_order(placed, moody):
    moody.mood = Refused
    with pytest.raises(Refused):
        opening.start(payment=placed, at=MIDDAY)
    placed.refresh_from_db()
    assert placed.state == State.FAILED

    moody.mood = None
    again = opening.open_payment(group=placed.group, gateway="sandbox", at=MIDDAY)
    assert again.reference != placed.reference
    assert opening.start(payment=again, at=MIDDAY).state == State.PENDING


def test_a_started_payment_is_not_started_twice(placed, moody):
    opening.start(payment=placed, at=MIDDAY)
    opening.start(payment=placed, at=MIDDAY)

    assert moody.asked == 1


@pytest.mark.django_db(transaction=True)
def test_no_gateway_is_called_inside_a_transaction(moody):
    tariffs()
    placed = order(basket((LotFactory().pack, 1)), total=215_000)

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        opening.start(payment=placed, at=MIDDAY)

    assert moody.asked == 0


def test_money_quicker_than_our_writing_is_not_forgotten(placed):
    hear(placed)

    assert opening._keep_start(
        placed, registry.gateway("sandbox").start(_charge(placed)), MIDDAY
    ).state == (State.PAID)


def test_an_attempt_that_waits_is_used_again():
    payment = pending_payment()

    assert opening.open_payment(group=payment.group, gateway="sandbox", at=MIDDAY) == payment


def test_a_card_holds_the_goods_as_long_as_its_gateway_needs(settings):
    settings.PAYMENT_GATEWAYS = {
        **settings.PAYMENT_GATEWAYS,
        "stripe": {"key": "sk_test_x", "secrets": ("whsec_x",)},
    }
    payment = pending_payment()

    card = opening.open_payment(group=payment.group, gateway="stripe", at=MIDDAY)

    assert card.expires_at == MIDDAY + timedelta(minutes=31)
    assert Order.objects.overdue(at=LATER).count() == 0


def test_a_hold_is_not_lengthened_for_ever():
    payment = pending_payment()
    Payment.objects.update(state=State.FAILED)
    for _ in range(opening.MOST_ATTEMPTS - 1):
        opening.open_payment(group=payment.group, gateway="sandbox", at=MIDDAY)
        Payment.objects.update(state=State.FAILED)

    with pytest.raises(opening.NotPayable):
        opening.open_payment(group=payment.group, gateway="sandbox", at=MIDDAY)


@pytest.mark.parametrize("gateway", ["stripe", "tien-mat", ""])
def test_a_gateway_that_is_not_set_up_takes_nothing(gateway):
    payment = pending_payment()

    with pytest.raises(opening.NotPayable):
        opening.open_payment(group=payment.group, gateway=gateway, at=MIDDAY)


def test_a_paid_or_cancelled_order_is_not_paid_again():
    paid, cancelled = pending_payment(), pending_payment()
    hear(paid)
    lapsing.give_up(group=cancelled.group, by=None, at=MIDDAY)

    for payment in (paid, cancelled):
        with pytest.raises(opening.NotPayable):
            opening.open_payment(group=payment.group, gateway="sandbox", at=MIDDAY)


def test_goods_nobody_paid_for_in_time_go_back_once():
    lot = LotFactory()
    pending_payment(3, lot)

    assert lapsing.release_overdue(at=MIDDAY) == 0
    assert [lapsing.release_overdue(at=LATER) for _ in range(2)] == [1, 0]

    lot.refresh_from_db()
    assert (lot.reserved, Order.objects.get().state) == (0, "cancelled")


def test_a_paid_order_is_never_overdue():
    lot = LotFactory()
    hear(pending_payment(3, lot))

    assert lapsing.release_overdue(at=LATER) == 0
    lot.refresh_from_db()
    assert lot.reserved == 3


def test_a_silent_payment_is_asked_about(monkeypatch):
    payment = pending_payment()
    assert asking.ask_about_pending(at=MIDDAY) == 0

    registry.demo_bank().notice(reference=payment.reference, amount=payment.amount, at=MIDDAY)

    assert asking.ask_about_pending(at=LATER) == 1
    payment.refresh_from_db()
    assert (payment.state, payment.ask_again_at) == (State.PAID, None)


def test_the_question_is_put_again_after_longer_and_longer_pauses():
    payment, at, asked = pending_payment(), MIDDAY, []

    while payment.ask_again_at:
        at = payment.ask_again_at
        asked.append(at - MIDDAY)
        assert asking.settle(payment=payment, at=at) is False
        assert asking.settle(payment=payment, at=at, in_a_hurry=True) is False
        payment.refresh_from_db()

    minutes = [span // timedelta(minutes=1) for span in asked]
    assert minutes[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert payment.asks == len(asked) == 32
    assert asked[-1] > asking.GIVEN_UP


def test_who_comes_back_from_a_gateway_does_not_wait_for_the_pause():
    payment, soon = pending_payment(), MIDDAY + timedelta(seconds=10)
    registry.demo_bank().notice(reference=payment.reference, amount=payment.amount, at=MIDDAY)

    assert asking.settle(payment=payment, at=soon, in_a_hurry=True) is True
    assert Order.objects.get().state == "awaiting_acceptance"


def test_money_of_which_nobody_told_is_found_although_the_order_ran_out():
    payment = pending_payment()
    lapsing.release_overdue(at=LATER)
    registry.demo_bank().notice(reference=payment.reference, amount=payment.amount, at=MIDDAY)

    assert asking.ask_about_pending(at=LATER) == 1
    assert Order.objects.get().state == "awaiting_acceptance"


def _charge(payment):
    payment.group.refresh_from_db()
    return opening._charge(payment, MIDDAY)
