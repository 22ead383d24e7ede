"""Two hundred buyers for ten packs: ten get one, the others are told kindly, nothing breaks.

The same tests run on a SQLite file and on PostgreSQL (``DATABASE_URL`` chooses). The last one
sells without care, to prove that this race would show it.
"""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.orders.models import Allocation, Order
from tests.factories import LotFactory
from tests.marketplace.stories import basket, buyer, order, tariffs
from tests.races.crowds import rush
from traceability.actions.stock import OutOfStock
from traceability.models import Lot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BUYERS = 200
PACKS = 10
PRESSES = 40
SHOPPERS = 20


@pytest.fixture
def lot():
    tariffs()
    return LotFactory(packed=PACKS, on_hand=PACKS, pack__price=100_000)


def test_ten_packs_are_sold_to_ten_of_two_hundred_buyers(lot):
    who = buyer()
    carts = [basket((lot.pack, 1)) for _ in range(BUYERS)]

    def buy(mine):
        order(mine, total=130_000, who=who)
        return "sold"

    assert rush(carts, buy) == {"sold": PACKS, OutOfStock: BUYERS - PACKS}
    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (PACKS, PACKS)
    assert Order.objects.count() == PACKS
    held = Allocation.objects.filter(state=Allocation.State.HELD)
    assert sum(held.values_list("quantity", flat=True)) == PACKS


def test_baskets_of_two_producers_cross_without_waiting_in_a_circle(lot):
    other = LotFactory(packed=PACKS, on_hand=PACKS, pack__price=100_000)
    who = buyer()
    wishes = [(lot.pack, 1), (other.pack, 1)]
    carts = [basket(*(wishes if n % 2 else reversed(wishes))) for n in range(60)]

    def buy(mine):
        order(mine, total=260_000, who=who)
        return "sold"

    assert rush(carts, buy) == {"sold": PACKS, OutOfStock: 60 - PACKS}
    assert set(Lot.objects.values_list("reserved", flat=True)) == {PACKS}


def test_one_press_sent_twenty_times_is_one_order(lot):
    who, mine, key = buyer(), basket((lot.pack, 2)), uuid4()

    def press(_again):
        return order(mine, total=230_000, who=who, key=key).reference

    answers = rush(range(PRESSES), press)

    assert list(answers.values()) == [PRESSES]
    assert Order.objects.count() == 1
    lot.refresh_from_db()
    assert lot.reserved == 2


def test_over_http_the_unlucky_are_told_and_nobody_sees_an_error(lot):
    who = buyer()
    shoppers = [_shopper(lot) for _ in range(SHOPPERS)]

    def buy(client):
        answer = client.post(reverse("checkout:checkout"), _form(who))
        return answer.status_code

    assert rush(shoppers, buy) == {302: PACKS, 409: SHOPPERS - PACKS}
    lot.refresh_from_db()
    assert lot.reserved == PACKS


def test_a_careless_seller_is_found_out(lot):
    """The negative control: read, check, save. Without its failure the race proves nothing."""

    def sell_carelessly(_buyer):
        seen = Lot.objects.get(pk=lot.pk)
        if seen.free < 1:
            return OutOfStock
        time.sleep(0.05)  # the moment in which others look too
        seen.reserved += 1
        seen.save(update_fields=["reserved"])
        return "sold"

    answers = rush(range(BUYERS), sell_carelessly)

    assert answers["sold"] > PACKS
    lot.refresh_from_db()
    assert lot.reserved < answers["sold"]


def _shopper(lot):
    client = Client()
    client.post(reverse("cart:line", args=[lot.pack_id]), {"quantity": "1"})
    return client


def _form(who):
    return {
        "key": uuid4(),
        "expected_total": "130000",
        "name": who.name,
        "phone": "0912 345 678",
        "province": who.commune.province_id,
        "commune_name": who.commune.name,
        "street": who.street,
        "gateway": "sandbox",
    }
