"""What may still change while an order is packed: fewer packs, a weight, other goods."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Message
from marketplace.orders.actions import packing, parcels, shortening, states, substituting, weighing
from marketplace.orders.audit import promised_otherwise
from marketplace.orders.models import Order, Substitution
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.orders.stories import accepted, labels, leave, other_goods, owed, pack
from tests.marketplace.stories import codes

pytestmark = pytest.mark.django_db
TOO_LATE = MIDDAY + timedelta(hours=24)


def shorten(line, packs, by, key="once"):
    return shortening.short_ship(line=line, packs=packs, key=key, by=by, at=MIDDAY)


def test_fewer_packs_free_the_rest_owe_it_back_and_tell_once():
    order, line, owner = accepted(3)

    for _again in range(2):
        shorten(line, 1, owner)

    lot = line.allocations.get().lot
    assert (lot.on_hand, lot.reserved) == (10, 2)
    assert owed(order) == {("short_shipped", 1): 185_000}
    assert Message.objects.filter(key__startswith="short-shipped:").count() == 1
    assert list(promised_otherwise()) == []


def test_the_rest_is_packed_and_sent():
    order, line, owner = accepted(3)
    shorten(line, 1, owner)

    pack(order, labels(line, 2), owner)
    leave(order, owner)

    assert Order.objects.get().state == Order.State.SHIPPED
    assert line.allocations.get().lot.on_hand == 8


@pytest.mark.parametrize("packs", [0, 3])
def test_no_more_is_left_out_than_is_not_packed(packs):
    order, line, owner = accepted(3)
    pack(order, labels(line, 1), owner)

    with pytest.raises(shortening.TooMany):
        shorten(line, packs, owner)

    assert owed(order) == {}


def test_an_order_of_which_nothing_is_sent_is_given_up_whole():
    order, line, owner = accepted(3)

    shorten(line, 3, owner)

    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED
    assert owed(order) == {("short_shipped", 3): 555_000, ("cancelled", 0): 30_000}
    assert line.allocations.count() == 0


def test_what_has_left_is_not_shortened():
    order, line, owner = accepted(1)
    pack(order, labels(line, 1), owner)
    leave(order, owner)

    with pytest.raises(states.NotNow):
        shorten(line, 1, owner)


def weighed_lot():
    lot = LotFactory(pack__is_weighed=True, pack__net_content=1_000, pack__price=200_000)
    return accepted(2, lot)


def test_goods_by_weight_leave_weighed_and_lighter_ones_are_paid_back():
    order, line, owner = weighed_lot()
    pack(order, labels(line, 2), owner)
    with pytest.raises(parcels.NotComplete, match="cân"):
        leave(order, owner)

    weighing.weigh(line=line, grams=1_900, by=owner, at=MIDDAY)
    weighing.weigh(line=line, grams=1_850, by=owner, at=MIDDAY)
    assert owed(order) == {}
    leave(order, owner)

    assert owed(order) == {("weight", 0): 30_000}


def test_heavier_goods_cost_no_more():
    order, line, owner = weighed_lot()
    pack(order, labels(line, 2), owner)
    weighing.weigh(line=line, grams=2_400, by=owner, at=MIDDAY)

    leave(order, owner)

    assert owed(order) == {}
    assert Order.objects.get().total == order.total


def test_fewer_packs_are_weighed_again():
    order, line, owner = weighed_lot()
    pack(order, labels(line, 1), owner)
    weighing.weigh(line=line, grams=1_900, by=owner, at=MIDDAY)

    shorten(line, 1, owner)
    line.refresh_from_db()
    assert line.final_grams is None

    weighing.weigh(line=line, grams=900, by=owner, at=MIDDAY)
    leave(order, owner)
    assert owed(order) == {("short_shipped", 1): 200_000, ("weight", 0): 20_000}


@pytest.mark.parametrize("grams", [0, 6_001])
def test_a_weight_that_cannot_be_is_told(grams):
    _order, line, owner = weighed_lot()

    with pytest.raises(weighing.CannotWeigh):
        weighing.weigh(line=line, grams=grams, by=owner, at=MIDDAY)


def test_what_is_not_sold_by_weight_is_not_weighed():
    _order, line, owner = accepted(1)

    with pytest.raises(weighing.CannotWeigh):
        weighing.weigh(line=line, grams=100, by=owner, at=MIDDAY)


@pytest.fixture
def asked():
    """Three packs of 185.000 ₫, of which two might come as a pack of 100.000 ₫."""
    order, line, owner = accepted(3)
    other = other_goods(line)
    made = substituting.offer(line=line, pack=other.pack, packs=2, by=owner, at=MIDDAY)
    return order, line, owner, other, made


def say(made, yes, at=MIDDAY):
    return substituting.answer(offered=made, yes=yes, by=None, at=at)


def test_what_is_offered_is_held_and_told_once(asked):
    _order, line, owner, other, made = asked

    again = substituting.offer(line=line, pack=other.pack, packs=2, by=owner, at=MIDDAY)

    other.refresh_from_db()
    assert (again, other.reserved) == (made, 2)
    assert Message.objects.filter(key=f"offer:{made.pk}").count() == 1
    assert list(promised_otherwise()) == []


def test_yes_sends_the_other_goods_and_owes_what_they_are_cheaper_by(asked):
    order, line, owner, other, made = asked

    assert [say(made, yes).outcome for yes in (True, False)] == ["taken", "taken"]
    own = line.allocations.get(lot__pack=line.pack_id).lot
    pack(order, [code.serial for code in (*codes(own, 1), *codes(other, 2))], owner)
    leave(order, owner)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.on_hand, own.reserved) == (9, 0)
    assert (other.on_hand, other.reserved) == (8, 0)
    assert owed(order) == {("substituted", 0): 170_000}
    assert list(promised_otherwise()) == []


def test_no_sends_neither_and_owes_what_was_paid(asked):
    order, line, _owner, other, made = asked

    assert say(made, yes=False).outcome == "declined"

    other.refresh_from_db()
    assert (other.reserved, line.allocations.get().quantity) == (0, 1)
    assert owed(order) == {("short_shipped", 2): 370_000}


def test_silence_is_no_and_a_yes_too_late_as_well(asked):
    order, _line, _owner, _other, made = asked

    assert substituting.lapse_unanswered(at=TOO_LATE - timedelta(seconds=1)) == 0
    assert say(made, yes=True, at=TOO_LATE).outcome == "lapsed"
    assert substituting.lapse_unanswered(at=TOO_LATE) == 0

    assert owed(order) == {("short_shipped", 2): 370_000}


def test_nothing_leaves_while_the_buyer_is_asked_and_no_offered_pack_is_packed(asked):
    order, line, owner, other, _made = asked
    pack(order, labels(line, 1), owner)

    with pytest.raises(packing.WrongItem):
        pack(order, [codes(other, 1)[0].serial], owner)
    with pytest.raises(parcels.NotComplete, match="chưa trả lời"):
        leave(order, owner)


def test_an_offer_taken_back_leaves_all_as_it_was(asked):
    order, line, owner, other, made = asked

    for _again in range(2):
        substituting.withdraw(offered=made, by=owner, at=MIDDAY)

    other.refresh_from_db()
    assert (other.reserved, line.allocations.get().quantity) == (0, 3)
    assert (owed(order), say(made, yes=True).outcome) == ({}, "withdrawn")


@pytest.mark.parametrize("price", [185_001, 100_000])
def test_dearer_goods_and_strangers_goods_are_not_offered(price):
    _order, line, owner = accepted(3)
    dear = price > 185_000
    other = other_goods(line, price=price) if dear else LotFactory(pack__price=price)

    with pytest.raises(substituting.CannotOffer):
        substituting.offer(line=line, pack=other.pack, packs=1, by=owner, at=MIDDAY)

    assert not Substitution.objects.exists()


def test_more_than_there_is_is_not_offered():
    _order, line, owner = accepted(3)
    other = other_goods(line, packed=1)

    with pytest.raises(substituting.CannotOffer):
        substituting.offer(line=line, pack=other.pack, packs=2, by=owner, at=MIDDAY)

    other.refresh_from_db()
    assert other.reserved == 0
