"""Goods that come back: as if they had never left, or destroyed, code by code."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from marketplace.claims.actions import returning
from marketplace.claims.actions.turns import NotTheirTurn
from marketplace.claims.models import ReturnedItem
from marketplace.orders.actions import packing, states
from marketplace.orders.models import PackedItem, RefundDue
from marketplace.rights.kinds import Kind
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.claims.stories import ANSWERED, answer, claim, sent
from tests.marketplace.stories import basket, codes, hear, order
from traceability.actions import stock
from traceability.models import Event, ItemCode, Lot, Movement

pytestmark = pytest.mark.django_db
Fate, Refusal = ReturnedItem.Fate, returning.NotFitForSale


@pytest.fixture
def lot():
    lot = LotFactory(packed=0, on_hand=0, completed_at=MIDDAY)
    stock.enter(lot=lot, packs=10, at=MIDDAY)
    return lot


@pytest.fixture
def one(lot):
    return answer(claim(sent(2, lot), 1, Kind.WITHDRAWAL), words="")


def back(one, serial, fate=Fate.RESTOCKED):
    return returning.take_item_back(
        claim=one, serial=serial, fate=fate, by=UserFactory(), at=ANSWERED
    )


def serial_of(lot, n=0):
    return f"{lot.trace_code}{n:03d}"


def moved(lot):
    lot.refresh_from_db()
    rows = Movement.objects.order_by("pk").values_list("kind", flat=True)
    return lot.on_hand, list(rows)[-2:]


def test_an_unopened_item_is_on_sale_again_and_may_be_sent_to_somebody_else(lot, one):
    first = back(one, serial_of(lot))
    assert back(one, serial_of(lot), Fate.DESTROYED) == first
    assert moved(lot) == (9, ["sold", "returned"])
    assert not PackedItem.objects.filter(code=first.code).exists()

    again = order(basket((lot.pack, 1)), total=215_000)
    hear(again, key="FT2")
    onward = states.accept(order=again.group.orders.get(), by=UserFactory(), at=MIDDAY)
    packing.pack_item(order=onward, serial=serial_of(lot), by=UserFactory(), at=MIDDAY)

    assert ItemCode.objects.get(pk=first.code_id).state == ItemCode.State.PACKED
    call_command("verify")


def test_an_opened_item_is_destroyed_and_its_code_void(lot, one):
    item = back(one, serial_of(lot), Fate.DESTROYED)
    event = Event.objects.latest("pk")
    assert (event.stage, event.document["disposition"]) == ("receiving", "destroyed")
    assert [epc.rpartition("/")[2] for epc in event.document["epcList"]] == [serial_of(lot)]

    assert moved(lot) == (8, ["returned", "destroyed"])
    assert ItemCode.objects.get(pk=item.code_id).state == ItemCode.State.VOID
    call_command("verify")


def test_money_goes_once_the_goods_are_there(lot, one):
    back(one, serial_of(lot))
    assert not RefundDue.objects.exists()

    returning.finish_return(claim=one, by=UserFactory(), at=ANSWERED)

    assert RefundDue.objects.get().amount == 185_000
    with pytest.raises(NotTheirTurn):
        returning.finish_return(claim=one, by=UserFactory(), at=ANSWERED)


def test_only_what_was_sent_with_this_order_comes_back_and_no_more_than_claimed(lot, one):
    stranger = LotFactory(pack=lot.pack)
    codes(stranger, 1)
    with pytest.raises(returning.NotOfThisClaim):
        back(one, serial_of(stranger))
    with pytest.raises(returning.NotOfThisClaim):
        back(one, "KHONGCO")
    back(one, serial_of(lot))
    with pytest.raises(returning.NotOfThisClaim, match="về đủ"):
        back(one, serial_of(lot, 1))


@pytest.mark.parametrize("fault", ["item", "lot", "date"])
def test_what_is_recalled_or_out_of_date_is_only_destroyed(lot, one, fault):
    if fault == "item":
        ItemCode.objects.update(recalled_at=MIDDAY)
    elif fault == "lot":
        stock.stop(lots=[lot.pk])
    else:
        Lot.objects.update(best_before=ANSWERED.date())

    with pytest.raises(Refusal):
        back(one, serial_of(lot))
    assert back(one, serial_of(lot), Fate.DESTROYED).fate == Fate.DESTROYED
