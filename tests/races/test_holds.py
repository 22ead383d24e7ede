"""Holding under haste: crossing baskets, odd quantities, a hold that ends as its money comes.

On a SQLite file and on PostgreSQL (``DATABASE_URL`` chooses). Each race has a careless twin that
must fail, to prove that the race would show it.
"""

from __future__ import annotations

import random
import time
from datetime import date
from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F, Sum

from accounts.models import Message
from marketplace.orders.actions.caps import HoldsTooMuch
from marketplace.orders.actions.placing import Wanted, place_orders
from marketplace.orders.models import Allocation, Order, OrderGroup
from marketplace.payments.actions import lapsing
from marketplace.payments.models import Notice, Payment
from marketplace.selling import actions as selling
from marketplace.selling.models import PlannedLot, SoldWeek
from marketplace.wishes import actions as wishes
from tests.factories import MIDDAY, TODAY, LotFactory, PackFactory, UserFactory
from tests.marketplace.selling.test_supply import terms
from tests.marketplace.stories import LATER, basket, buyer, hear, order, pending_payment, tariffs
from tests.races.crowds import AT_ONCE, rush
from traceability.actions import stock
from traceability.actions.stock import OutOfStock
from traceability.models import Lot, Movement

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

FEE = 30_000
PACKS = 10


@pytest.fixture
def lot():
    tariffs()
    return LotFactory(packed=PACKS, on_hand=PACKS, pack__price=10_000, pack__gross_weight=100)


def held():
    parts = Allocation.objects.filter(state=Allocation.State.HELD)
    return parts.aggregate(n=Sum("quantity", default=0))["n"]


def moved():
    return Movement.objects.aggregate(n=Sum("reserved", default=0))["n"]


def test_quantities_of_one_to_three_fill_a_lot_to_its_last_pack(lot):
    """Whoever finds too little takes what is left, as people do."""
    dice, who = random.Random(7), buyer()
    carts = [basket((lot.pack, dice.randint(1, 3))) for _ in range(AT_ONCE)]

    def buy(mine):
        while True:
            line = mine.lines.get()
            try:
                order(mine, total=10_000 * line.quantity + FEE, who=who)
            except OutOfStock as short:
                left = short.shortages[0].free
                if not left:
                    return "none left"
                mine.lines.update(quantity=min(left, line.quantity))
            else:
                return "sold"

    answers = rush(carts, buy)

    lot.refresh_from_db()
    assert set(answers) == {"sold", "none left"}, answers
    assert lot.reserved == held() == moved() == PACKS


def test_goods_held_crosswise_never_wait_in_a_circle(lot):
    other = LotFactory(packed=PACKS, on_hand=PACKS)
    lots = [lot.pk, other.pk]
    pair = {lot.pack_id: 1, other.pack_id: 1}
    wishes_ = [dict(sorted(pair.items(), reverse=bool(n % 2))) for n in range(AT_ONCE)]

    def take(wanted):
        stock.hold(wanted=wanted, at=MIDDAY)
        return "held"

    assert rush(wishes_, take) == {"held": PACKS, OutOfStock: AT_ONCE - PACKS}
    assert set(Lot.objects.filter(pk__in=lots).values_list("reserved", flat=True)) == {PACKS}


def test_money_that_comes_as_the_hold_ends_is_kept_with_its_goods_or_goes_to_a_person(lot):
    """Half cry "time is up", half bring the money, and others want the goods: one truth."""
    payment = pending_payment(2, lot)
    who = buyer(phone="+84912000001")
    others = [basket((lot.pack, PACKS - 1)) for _ in range(4)]
    people = [*["time is up", payment] * ((AT_ONCE - len(others)) // 2), *others]

    def act(person):
        if person == "time is up":
            return lapsing.release_overdue(at=LATER)
        if isinstance(person, Payment):
            return hear(person, at=LATER).outcome
        order(person, total=10_000 * (PACKS - 1) + FEE, who=who, at=LATER)
        return "sold"

    rush(people, act)

    payment.refresh_from_db()
    mine = payment.group.orders.get()
    outcome = Notice.objects.get().outcome
    if outcome == Notice.Outcome.SETTLED:
        assert (payment.state, mine.state) == ("paid", "awaiting_acceptance")
        assert Order.objects.count() == 1
    else:
        assert (outcome, payment.state, mine.state) == ("late", "stray", "cancelled")
    lot.refresh_from_db()
    assert lot.reserved == held() == moved() <= PACKS
    assert Message.objects.filter(phone="+84912345678").count() == 1


def test_a_careless_sweeper_takes_goods_that_were_just_paid(lot):
    """The negative control: look which are overdue, and free them without looking again."""
    payment = pending_payment(2, lot)

    has_looked, has_paid = Event(), Event()

    def sweep_carelessly():
        overdue = list(Order.objects.overdue(at=LATER))
        has_looked.set()
        has_paid.wait(timeout=30)  # the moment in which the money comes
        for one in overdue:
            Order.objects.filter(pk=one.pk).update(state=Order.State.CANCELLED)

    def act(n):
        if n == 0:
            return sweep_carelessly()
        has_looked.wait(timeout=30)
        hear(payment, at=LATER)
        return has_paid.set()

    rush(range(AT_ONCE), act)

    payment.refresh_from_db()
    assert payment.state == "paid"
    assert payment.group.orders.get().state == "cancelled"


def test_a_double_click_of_twenty_is_one_order_one_payment_and_one_hold(lot):
    who, mine, key = buyer(), basket((lot.pack, 3)), uuid4()

    def press(_again):
        return order(mine, total=3 * 10_000 + FEE, who=who, key=key).reference

    assert list(rush(range(AT_ONCE), press).values()) == [AT_ONCE]
    assert (OrderGroup.objects.count(), Payment.objects.count()) == (1, 1)
    assert held() == moved() == 3


def test_one_phone_holds_no_more_than_it_may_from_many_browsers(lot, settings):
    settings.MOST_UNPAID_ORDERS = 3
    who = buyer()
    wanted = [Wanted(producer=lot.producer, packs=[(lot.pack, 1)], delivery_fee=FEE)]

    def buy(_n):
        place_orders(buyer=who, wanted=wanted, key=uuid4(), held_until=LATER, at=MIDDAY)
        return "held"

    assert rush(range(AT_ONCE), buy) == {"held": 3, HoldsTooMuch: AT_ONCE - 3}
    lot.refresh_from_db()
    assert lot.reserved == held() == moved() == 3


def test_a_harvest_to_come_is_promised_up_to_its_cap():
    planned = plan(PackFactory())

    def promise(_n):
        selling.promise(planned=planned.pk, packs=1, at=MIDDAY)
        return "promised"

    assert rush(range(AT_ONCE), promise) == {"promised": PACKS, OutOfStock: AT_ONCE - PACKS}
    assert PlannedLot.objects.get().taken == PACKS


def test_a_week_sells_its_cap_and_no_more():
    pack = PackFactory()
    terms(pack.product, weekly_most=4)

    def count(_n):
        selling.count_week(wanted={pack.pk: 1}, on=TODAY, earlier=lambda *_: 0)
        return "sold"

    assert rush(range(AT_ONCE), count) == {"sold": 4, OutOfStock: AT_ONCE - 4}
    assert SoldWeek.objects.get().taken == 4


def plan(pack):
    told = {"most": PACKS, "ship_by": date(2026, 12, 15), "by": UserFactory(), "at": MIDDAY}
    return selling.plan_lot(pack=pack, **told)


def test_a_careless_counter_passes_its_cap():
    """The negative control of the two before: read, compare, write."""
    planned = plan(PackFactory())

    def promise_carelessly(_n):
        if PlannedLot.objects.get(pk=planned.pk).left(on=TODAY) < 1:
            return OutOfStock
        time.sleep(0.05)  # the moment in which others look too
        with transaction.atomic():
            PlannedLot.objects.filter(pk=planned.pk).update(
                most=F("most") + 1, taken=F("taken") + 1
            )
        return "promised"

    assert rush(range(AT_ONCE), promise_carelessly)["promised"] > PACKS


def test_a_wish_is_told_once_by_many():
    wishes.wish_for(pack=LotFactory().pack, phone="+84912345678", at=MIDDAY)

    answers = rush(range(AT_ONCE), lambda _n: wishes.tell_wishes(at=MIDDAY))

    assert answers[1] == 1
    assert Message.objects.count() == 1
