"""Two sides change one order at the same moment: one of them is first, and all adds up."""

from __future__ import annotations

import pytest

from accounts.models import Entry
from marketplace.orders.actions import (
    cancelling,
    packing,
    shortening,
    states,
    substituting,
)
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.audit import promised_otherwise
from marketplace.orders.models import Order, PackedItem
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.orders.stories import accepted, labels, leave, other_goods, owed, pack
from tests.marketplace.stories import paid_order
from tests.races.crowds import rush
from traceability.models import Lot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
BUYER = Why(side="buyer", reason="changed_mind")


def test_an_order_is_taken_on_or_given_up():
    order, owner = paid_order(2, LotFactory()), UserFactory()

    def act(side):
        if side == "producer":
            return states.accept(order=order, by=owner, at=MIDDAY).state
        return cancelling.cancel(order=order, why=BUYER, by=None, at=MIDDAY).outcome

    answers = rush(["producer", "buyer"] * 4, act)

    order.refresh_from_db()
    if order.state == Order.State.CANCELLED:
        assert answers == {"done": 4, states.NotNow: 4}
        assert sum(owed(order).values()) == order.total
    else:
        assert answers == {"awaiting_pickup": 4, "waiting": 4}
        assert owed(order) == {}
    assert list(promised_otherwise()) == []


def test_a_pack_is_scanned_or_left_out_never_both():
    order, line, owner = accepted(2)
    serials = labels(line, 2)

    def act(what):
        if what in serials:
            pack(order, [what], owner)
            return "packed"
        shortening.short_ship(line=line, packs=1, key=what, by=owner, at=MIDDAY)
        return "short"

    answers = rush([*serials, "a1", "a2"], act)

    inside = PackedItem.objects.count()
    assert answers["packed"] == inside
    assert answers["short"] == len(owed(order).keys() & {("short_shipped", 1)}) or inside == 0
    assert Lot.objects.get().reserved == inside
    assert list(promised_otherwise()) == []


def test_one_item_scanned_by_two_lies_in_one_parcel():
    order, line, owner = accepted(2)
    first, second = labels(line, 2)
    pack(order, [first], owner)
    packing.add_parcel(order=order, by=owner, at=MIDDAY)

    def act(number):
        pack(order, [second], owner, number=number)
        return number

    answers = rush([1, 2] * 4, act)

    where = PackedItem.objects.get(code__serial=second).parcel.number
    assert answers == {where: 4, packing.WrongItem: 4}


def test_a_parcel_is_handed_over_once():
    order, line, owner = accepted(2)
    pack(order, labels(line, 2), owner)

    answers = rush(range(8), lambda n: leave(order, owner, number=1, tracking=f"VN{n}").tracking)

    assert sum(answers.values()) == 8
    assert len(answers) == 1
    assert Entry.objects.filter(verb="handed over").count() == 1
    assert Lot.objects.get().on_hand == 8


def test_a_parcel_leaves_or_the_order_is_given_up():
    order, line, owner = accepted(1)
    pack(order, labels(line, 1), owner)

    def act(side):
        if side == "carrier":
            return leave(order, owner, number=1).tracking
        why = Why(side="producer", reason="no_goods")
        return cancelling.cancel(order=order, why=why, by=owner, at=MIDDAY).outcome

    answers = rush(["carrier", "producer"] * 3, act)

    order.refresh_from_db()
    gone = order.state == Order.State.SHIPPED
    assert answers["VN1" if gone else "done"] == 3
    assert Lot.objects.get().on_hand == (9 if gone else 10)
    assert list(promised_otherwise()) == []


def test_the_buyers_word_is_heard_once():
    _order, line, owner = accepted(2)
    other = other_goods(line)
    made = substituting.offer(line=line, pack=other.pack, packs=1, by=owner, at=MIDDAY)

    def say(yes):
        return substituting.answer(offered=made, yes=yes, by=None, at=MIDDAY).outcome

    answers = rush([True, False] * 4, say)

    other.refresh_from_db()
    assert answers in ({"taken": 8}, {"declined": 8})
    assert other.reserved == (1 if "taken" in answers else 0)
    assert list(promised_otherwise()) == []


def test_without_the_lock_two_would_win():
    """The negative control: the table of moves alone does not keep two sides apart."""
    order = paid_order(1, LotFactory())
    seen = [Order.objects.select_related("group").get(pk=order.pk) for _ in range(2)]

    states.move(seen[0], Order.State.CANCELLED, at=MIDDAY)
    states.move(seen[1], Order.State.AWAITING_PICKUP, at=MIDDAY)

    assert Entry.objects.filter(verb="moved").count() == 2
