"""Packs that are thrown away: told in EPCIS, their codes ended, taken out of stock once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import codes
from traceability import addresses
from traceability.actions.counting import CannotBe, NotThese, destroy_packs
from traceability.models import Event, ItemCode, Movement

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot():
    return LotFactory()


def destroy(lot, packs=2, cause="broken", serials=(), at=MIDDAY):
    destroy_packs(lot=lot, packs=packs, cause=cause, serials=serials, by=UserFactory(), at=at)
    lot.refresh_from_db()


def test_the_record_names_the_codes_and_counts_the_rest(lot):
    first, second, _third = codes(lot, 3)

    destroy(lot, 5, serials=[second.serial, first.serial.lower()])

    said = Event.objects.get().document
    assert (said["action"], said["bizStep"], said["disposition"]) == (
        "DELETE",
        "destroying",
        "destroyed",
    )
    assert said["epcList"] == sorted(addresses.item_address(code) for code in (first, second))
    assert said["quantityList"] == [{"epcClass": addresses.lot_address(lot), "quantity": 3}]
    assert said["chogoc:cause"] == "broken"
    states = ItemCode.objects.order_by("pk").values_list("state", flat=True)
    assert (list(states), lot.on_hand) == (["void", "void", "issued"], 5)


def test_what_was_given_to_taste_was_handed_out(lot):
    destroy(lot, cause="sample")

    assert Event.objects.values_list("biz_step", "disposition").get() == ("dispensing", "dispensed")


def test_a_double_press_takes_the_packs_once(lot):
    for _ in range(2):
        destroy(lot)
    assert (lot.on_hand, Event.objects.count(), Movement.objects.count()) == (8, 1, 1)

    destroy(lot, at=MIDDAY + timedelta(seconds=1))

    assert (lot.on_hand, Event.objects.count(), Movement.objects.count()) == (6, 2, 2)


@pytest.mark.parametrize("wrong", ["another lot's", "sold", "nobody's", "too many"])
def test_codes_that_are_not_here_end_nothing(lot, wrong):
    mine = codes(lot, 3)
    if wrong == "sold":
        ItemCode.objects.filter(pk=mine[0].pk).update(state=ItemCode.State.SOLD)
    serials = {
        "another lot's": [codes(LotFactory(), 1)[0].serial],
        "sold": [mine[0].serial],
        "nobody's": ["KHONGCO"],
        "too many": [code.serial for code in mine],
    }[wrong]

    with pytest.raises(NotThese):
        destroy(lot, serials=serials)

    assert not ItemCode.objects.filter(state="void").exists()
    assert not Event.objects.exists()


def test_nothing_is_told_of_packs_that_are_not_there(lot):
    serial = codes(lot, 1)[0].serial

    with pytest.raises(CannotBe):
        destroy(lot, 11, serials=[serial])

    assert (Event.objects.count(), ItemCode.objects.get().state) == (0, "issued")
