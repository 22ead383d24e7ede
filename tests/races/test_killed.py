"""Killed at any statement of placing, paying or packing: what was answered stays, no half is left.

The killed one is a process of its own, which ends itself with SIGKILL at its n-th statement: no
handler runs, no connection is closed. The same person then presses the same buttons again.
"""

from __future__ import annotations

import os
import random
import signal
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Order, OrderGroup, PackedItem
from marketplace.payments.actions import opening
from marketplace.payments.models import Payment
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import basket, codes, hear, order, tariffs
from traceability.actions import stock
from traceability.models import ItemCode, Lot, Movement

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

KILLS = 30
PACKS = 1
PRICE = 100_000
HELD = 500


@pytest.fixture
def lot():
    tariffs()
    made = LotFactory(packed=HELD, on_hand=HELD, pack__price=PRICE)
    Movement.objects.create(lot=made, kind="packed", on_hand=HELD, reserved=0, moved_at=MIDDAY)
    return made


class Story:
    """One buyer and one packer; every step may be taken again."""

    def __init__(self, lot):
        self.cart, self.key, self.packer = basket((lot.pack, PACKS)), uuid4(), UserFactory()
        self.codes = codes(lot, PACKS, prefix=f"{self.key.hex[:8]}")

    def tell(self, say):
        payment = order(self.cart, total=PACKS * PRICE + 30_000, key=self.key)
        say("placed")
        payment = opening.start(payment=payment, at=MIDDAY)
        hear(payment, key=f"FT {payment.reference}")
        say("paid")
        mine = payment.group.orders.get()
        if mine.state == Order.State.SHIPPED:
            return
        mine = states.accept(order=mine, by=self.packer, at=MIDDAY)
        say("accepted")
        for code in self.codes:
            packing.pack_item(order=mine, serial=code.serial, by=self.packer, at=MIDDAY)
            say("packed")
        parcels.hand_over(order=mine, carrier="Hãng Mẫu", tracking="X1", by=self.packer, at=MIDDAY)
        say("shipped")

    def stands(self):
        """How far the database says it has come, in the words of what was answered."""
        group = OrderGroup.objects.filter(idempotency_key=self.key).first()
        if group is None:
            return []
        mine = group.orders.get()
        paid = group.payments.filter(state=Payment.State.PAID).count()
        assert paid == int(mine.is_paid)  # no money without an order, no order paid without money
        packed = PackedItem.objects.filter(parcel__order=mine).count()
        known = {
            "placed": 1,
            "paid": paid,
            "accepted": int(mine.accepted_at is not None),
            "packed": packed,
            "shipped": int(mine.state == Order.State.SHIPPED),
        }
        return [word for word, times in known.items() for _ in range(times)]


def killed_at(statement, act):
    """What ``act`` had said when it was killed; all of it, where it had ended before."""
    connection.close()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        _live(statement, act, writes)
    os.close(writes)
    with os.fdopen(reads) as said:
        words = said.read().split()
    assert os.waitpid(child, 0)[1] in {0, signal.SIGKILL}
    return words


def _live(statement, act, writes):
    """In the child: no way out leads back into the tests."""
    left = iter(range(statement))

    def count(execute, *asked):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)

    try:
        with connection.execute_wrapper(count):
            act(lambda word: os.write(writes, f"{word}\n".encode()))
        connection.close()
        os._exit(0)
    finally:
        os._exit(1)


def statements_of(act):
    count = []
    with connection.execute_wrapper(lambda run, *asked: count.append(1) or run(*asked)):
        act(lambda _word: None)
    return len(count)


def test_what_was_answered_stays_and_the_rest_can_be_done_again(lot):
    most = statements_of(Story(lot).tell)
    points = random.Random(5).sample(range(most), KILLS)
    heard = set()
    for point in points:
        story = Story(lot)
        words = killed_at(point, story.tell)
        heard.add(tuple(words))
        stands = story.stands()
        assert stands[: len(words)] == words, f"killed at statement {point}"
        story.tell(lambda _word: None)

        assert story.stands() == ["placed", "paid", "accepted", *["packed"] * PACKS, "shipped"]
    assert len(heard) > 3  # it was killed at many stages
    call_command("verify")
    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (HELD - PACKS * (KILLS + 1), 0)
    assert ItemCode.objects.filter(state=ItemCode.State.SOLD).count() == PACKS * (KILLS + 1)


def test_stock_held_apart_from_its_order_is_found_out(lot):
    """The control: what does two things in two transactions leaves one of them behind."""

    def carelessly(say):
        stock.hold(wanted={lot.pack_id: 1}, at=MIDDAY, cause="CARELESS")
        say("held")
        OrderGroup.objects.count()
        say("placed")

    whole = statements_of(carelessly)
    assert killed_at(whole - 1, carelessly) == ["held"]
    with pytest.raises(CommandError):
        call_command("verify")
    assert Lot.objects.get().reserved == 2
