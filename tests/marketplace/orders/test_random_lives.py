"""Whatever is done to an order, in any order: its moves, its stock and its money add up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Entry, label
from marketplace.orders.actions import (
    arriving,
    cancelling,
    packing,
    parcels,
    shortening,
    states,
    substituting,
)
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.audit import promised_otherwise
from marketplace.orders.models import Allocation, Order, Parcel, RefundDue, Substitution
from tests.factories import KNOWN, MIDDAY, LotFactory
from tests.marketplace.orders.stories import accepted, other_goods
from tests.marketplace.stories import codes
from traceability.models import Lot, Movement

pytestmark = pytest.mark.django_db
LATE = MIDDAY + timedelta(days=2)
REFUSALS = (states.NotNow, packing.WrongItem, parcels.NotComplete, ValidationError)
STEPS = (
    *("accept", "unaccept", "scan", "scan", "scan", "other scan", "unpack", "add", "move"),
    *("hand over", "hand over second", "shorten", "offer", "yes", "no", "lapse"),
    *("buyer cancels", "producer cancels", "agree", "refuse", "arrive", "return", "again"),
    *("take back", "received"),
)
BUYER, PRODUCER = (Why(side=side, reason="other", words="") for side in ("buyer", "producer"))


class World:
    """One order of three packs, labels enough, and everything that may be done to it."""

    def __init__(self):
        self.order, self.line, self.by = accepted(3)
        self.other = other_goods(self.line)
        lot = self.line.allocations.get().lot
        self.mine = [code.serial for code in codes(lot, 4)]
        self.others = [code.serial for code in codes(self.other, 3)]
        self.presses = 0

    def do(self, step, n):
        told = {"by": self.by, "at": MIDDAY}
        order = Order.objects.select_related("group", "producer").get(pk=self.order.pk)
        self.presses += 1
        self.line.order = order
        parcel = order.parcels.order_by("-number").first() or Parcel(order=order, pk=0)
        asked = Substitution.objects.last() or Substitution(pk=0)
        one, two = {"order": order, "number": 1}, {"order": order, "number": 2}
        gone = {"carrier": "Bưu điện", "tracking": f"VN{self.presses}"}
        short = {"line": self.line, "packs": n + 1, "key": f"{self.presses}"}
        put = {"line": self.line, "pack": self.other.pack, "packs": n + 1}
        steps = {
            "accept": lambda: states.accept(order=order, **told),
            "unaccept": lambda: states.unaccept(order=order, **told),
            "scan": lambda: packing.pack_item(order=order, serial=self.mine[n], **told),
            "other scan": lambda: packing.pack_item(order=order, serial=self.others[n], **told),
            "unpack": lambda: packing.unpack_item(order=order, serial=self.mine[n], **told),
            "add": lambda: packing.add_parcel(order=order, **told),
            "move": lambda: packing.move_item(**two, serial=self.mine[n], **told),
            "hand over": lambda: parcels.hand_over(**one, **gone, **told),
            "hand over second": lambda: parcels.hand_over(**two, **gone, **told),
            "shorten": lambda: shortening.short_ship(**short, **told),
            "offer": lambda: substituting.offer(**put, **told),
            "yes": lambda: asked.pk and substituting.answer(offered=asked, yes=True, **told),
            "no": lambda: asked.pk and substituting.answer(offered=asked, yes=False, **told),
            "lapse": lambda: substituting.lapse_unanswered(at=LATE),
            "buyer cancels": lambda: cancelling.cancel(order=order, why=BUYER, **told),
            "producer cancels": lambda: cancelling.cancel(order=order, why=PRODUCER, **told),
            "agree": lambda: cancelling.answer_request(order=order, yes=True, **told),
            "refuse": lambda: cancelling.answer_request(order=order, yes=False, **told),
            "arrive": lambda: parcel.pk and arriving.note_arrival(parcel=parcel, at=MIDDAY),
            "return": lambda: parcel.pk and arriving.note_return(parcel=parcel, at=MIDDAY),
            "again": lambda: parcel.pk and arriving.send_again(parcel=parcel, **gone, **told),
            "take back": lambda: parcel.pk and arriving.take_back(parcel=parcel, **told),
            "received": lambda: states.confirm_delivered(order=order, **told),
        }
        steps[step]()


def check(world):
    order = Order.objects.get(pk=world.order.pk)
    moves = Entry.objects.filter(subject=label(order), detail__has_key="became")
    for move in moves:
        assert move.detail["became"] in Order.MOVES[Order.State(move.detail["was"])]
    assert moves.latest("pk").detail["became"] == order.state
    assert (order.total, order.group.total) == (world.order.total, world.order.total)
    assert _owed(order) <= order.total
    assert list(promised_otherwise()) == []
    for lot in Lot.objects.all():
        moved = Movement.objects.filter(lot=lot).aggregate(
            here=Sum("on_hand", default=0), promised=Sum("reserved", default=0)
        )
        assert (lot.on_hand, lot.reserved) == (lot.packed + moved["here"], moved["promised"])
    _check_end(order)


def _owed(order):
    return RefundDue.objects.filter(order=order).aggregate(n=Sum("amount", default=0))["n"]


def _check_end(order):
    kept = Allocation.objects.filter(line__order=order, state__in=["held", "offered"])
    is_out = order.state in {"shipped", "delivered", "refunded", "cancelled"}
    assert not (is_out and kept.exists())
    if order.state == Order.State.CANCELLED:
        assert _owed(order) == order.total
    if order.state == Order.State.REFUNDED:
        assert _owed(order) == order.goods_total


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2)), min_size=6, max_size=14))
def test_any_life_of_an_order_adds_up(steps):
    KNOWN.clear()  # the life before was undone
    savepoint = transaction.savepoint()
    world = World()
    for step, n in steps:
        try:
            world.do(step, n)
        except REFUSALS:
            continue
        finally:
            check(world)
    transaction.savepoint_rollback(savepoint)


def test_the_check_notices_stock_that_is_lost():
    """Without this the property above might hold of anything."""
    world = World()
    Lot.objects.filter(pk=LotFactory._meta.model.objects.first().pk).update(on_hand=9)

    with pytest.raises(AssertionError):
        check(world)
