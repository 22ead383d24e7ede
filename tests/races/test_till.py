"""Telephones at one table: the last jars are sold once, a code once, and a notice is one sale."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest

from marketplace.orders import audit
from marketplace.orders.actions.packing import WrongItem
from marketplace.orders.models import Order
from marketplace.payments.models import Receipt
from tests.marketplace.stories import codes, hear
from tests.marketplace.till.stories import paying, sold, table
from tests.races.crowds import rush
from traceability.actions.stock import OutOfStock
from traceability.models import ItemCode, Lot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PHONES = 12


def test_the_last_jars_are_sold_once_whichever_lot_was_chosen():
    lot, seller = table()
    Lot.objects.update(on_hand=3)

    def sell(chosen):
        lots = {lot.pack_id: lot.pk} if chosen else {}
        sold(lot, seller, 1, lots=lots)
        return "sold"

    assert rush([n % 2 for n in range(PHONES)], sell) == {"sold": 3, OutOfStock: PHONES - 3}
    assert Lot.objects.get().reserved == 3
    assert list(audit.promised_otherwise()) == []


def test_one_jar_scanned_by_many_telephones_is_sold_by_one():
    lot, seller = table()
    [jar] = codes(lot, 1)

    def sell(_phone):
        sold(lot, seller, 0, items=[jar])
        return "sold"

    assert rush(range(PHONES), sell) == {"sold": 1, WrongItem: PHONES - 1}
    assert (Lot.objects.get().reserved, Order.objects.count()) == (1, 1)
    assert ItemCode.objects.get().state == "packed"


def test_a_careless_till_sells_one_jar_to_many():
    """The negative control: look, wait, mark. Without its failure the race above proves nothing."""
    lot, _seller = table()
    [jar] = codes(lot, 1)

    def sell_carelessly(_phone):
        if ItemCode.objects.get(pk=jar.pk).state != "issued":
            return WrongItem
        time.sleep(0.05)  # the moment in which others look too
        ItemCode.objects.filter(pk=jar.pk).update(state="packed")
        return "sold"

    assert rush(range(PHONES), sell_carelessly)["sold"] > 1


def test_a_notice_heard_by_many_and_a_press_sent_twice_are_one_sale():
    lot, seller = table()
    key = uuid4()
    pressed = rush(range(PHONES), lambda _n: sold(lot, seller, 2, key=key).code)
    assert list(pressed.values()) == [PHONES]
    payment = paying(Order.objects.get())

    rush(range(PHONES), lambda _n: hear(payment).pk)

    left = Lot.objects.get()
    assert (left.on_hand, left.reserved) == (8, 0)
    assert (Order.objects.get().state, Receipt.objects.count()) == ("delivered", 1)
