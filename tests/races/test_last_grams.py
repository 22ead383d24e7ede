"""Many entries take of one raw lot at once: together never more than there is."""

from __future__ import annotations

import time

import pytest

from tests.races.crowds import AT_ONCE, rush
from tests.traceability.lotbook import dried, make, open_product_lot, raw, stall
from traceability.actions.uses import NotEnoughLeft
from traceability.models import MaterialLot, Use

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ENOUGH_FOR = 10


@pytest.fixture
def place():
    return stall()[1]


def test_ten_of_many_entries_get_the_last_grams(place):
    leaves = raw(place, amount=ENOUGH_FOR * 1_000)
    lots = [open_product_lot(place) for _ in range(AT_ONCE)]

    def take(lot):
        make(lot, {leaves: 1_000}, output=500)
        return "made"

    assert rush(lots, take) == {"made": ENOUGH_FOR, NotEnoughLeft: AT_ONCE - ENOUGH_FOR}
    leaves.refresh_from_db()
    assert leaves.left == 0
    assert Use.objects.count() == ENOUGH_FOR


def test_entries_that_take_crosswise_do_not_wait_in_a_circle(place):
    pair = raw(place, amount=AT_ONCE * 1_000), raw(place, "N2", amount=AT_ONCE * 1_000)
    first = dried(place, {pair[0]: 1_000}, amount=10)

    def take(number):
        one, other = pair if number % 2 else pair[::-1]
        dried(place, {one: 500, other: 500}, f"X{number}", amount=10, name=first.material.name)
        return "made"

    assert rush(range(AT_ONCE), take) == {"made": AT_ONCE}
    assert set(MaterialLot.objects.filter(pk=pair[1].pk).values_list("left", flat=True)) == {
        AT_ONCE * 500
    }


def test_a_careless_taker_is_found_out(place):
    """The negative control: read, check, save. Without its failure the race proves nothing."""
    leaves = raw(place, amount=ENOUGH_FOR * 1_000)

    def take_carelessly(_entry):
        seen = MaterialLot.objects.get(pk=leaves.pk)
        if seen.left < 1_000:
            return NotEnoughLeft
        time.sleep(0.05)  # the moment in which others look too
        seen.left -= 1_000
        seen.save(update_fields=["left"])
        return "made"

    answers = rush(range(AT_ONCE), take_carelessly)

    assert answers["made"] > ENOUGH_FOR
