"""Carriers asked, given parcels, heard: once, never in a transaction, never in the way."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import now

from marketplace.carriers import registry
from marketplace.carriers.actions.booking import book_parcel
from marketplace.carriers.actions.quoting import GOOD_FOR, ask_carriers
from marketplace.carriers.adapters.contract import Kind, Unavailable
from marketplace.carriers.adapters.sandbox import Mood
from marketplace.carriers.models import Consignment, KeptQuote, TrackingNotice
from marketplace.carriers.queries import told
from marketplace.cart.queries import basket as read
from marketplace.orders.actions.states import NotNow
from marketplace.orders.models import Order
from tests.factories import MIDDAY, TODAY, CommuneFactory, LotFactory
from tests.marketplace.carriers.stories import (
    accepted,
    carrier_in,
    lot_by_carrier,
    shipped,
    tell,
)
from tests.marketplace.stories import basket, buyer, order, paid_order

pytestmark = pytest.mark.django_db
LATER = MIDDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _another_day():
    yield
    registry._made.cache_clear()


def asked(cart, at=MIDDAY):
    return ask_carriers(wanted=read(cart, on=TODAY), there=CommuneFactory(), at=at)


def test_what_a_carrier_told_is_what_the_order_costs():
    mine = basket((lot_by_carrier().pack, 1))

    (fee,) = asked(mine).values()

    assert fee == 19_000
    assert order(mine, total=185_000 + 19_000, who=buyer()).amount == 204_000


def test_a_carrier_is_asked_once_and_believed_for_half_an_hour(settings):
    mine = basket((lot_by_carrier().pack, 1))
    asked(mine)
    carrier_in(settings, Mood.DOWN)

    assert list(asked(mine, at=MIDDAY + timedelta(minutes=29)).values()) == [19_000]
    assert told(read(mine, on=TODAY), CommuneFactory(), at=MIDDAY + GOOD_FOR) == {}
    assert asked(mine, at=MIDDAY + GOOD_FOR) == {}


def test_another_weight_is_another_question():
    lot = lot_by_carrier(pack__gross_weight=900)
    asked(basket((lot.pack, 1)))

    assert list(asked(basket((lot.pack, 2))).values()) == [27_000]
    assert KeptQuote.objects.count() == 2


@pytest.mark.parametrize("mood", [Mood.DOWN, Mood.REFUSING])
def test_a_carrier_that_tells_nothing_leaves_the_producers_own_table(settings, mood):
    carrier_in(settings, mood)
    mine = basket((lot_by_carrier().pack, 1))

    assert asked(mine) == {}
    assert order(mine, total=205_000, who=buyer()).amount == 205_000


def test_a_carrier_that_was_away_is_left_alone_for_a_while(settings):
    waits = []
    carrier_in(settings, Mood.SLOW, wait=lambda: waits.append(1))
    mine = basket((lot_by_carrier().pack, 1))

    for _ in range(3):
        asked(mine)

    assert waits == [1]


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_carrier_inside_a_transaction(settings):
    """While it takes its time nothing is locked; who asks from inside a transaction is refused."""
    seen = []
    carrier_in(settings, Mood.SLOW, wait=lambda: seen.append(connection.in_atomic_block))
    lot = lot_by_carrier()
    mine = basket((lot.pack, 1))
    bought, by = accepted(LotFactory(pack__product__producer=lot.producer))

    asked(mine)
    with pytest.raises(Unavailable):
        book_parcel(order=bought, by=by, at=MIDDAY)

    assert seen == [False, False]
    with transaction.atomic():
        with pytest.raises(RuntimeError, match="durable"):
            asked(mine)
        with pytest.raises(RuntimeError, match="durable"):
            book_parcel(order=bought, by=by, at=MIDDAY)


def test_a_parcel_is_booked_once():
    bought, by = accepted()

    numbers = {book_parcel(order=bought, by=by, at=MIDDAY).tracking for _ in range(2)}

    assert numbers == {Consignment.objects.get().tracking}


def test_what_no_carrier_was_chosen_for_is_not_booked():
    bought = paid_order()

    with pytest.raises(NotNow):
        book_parcel(order=bought, by=bought.group.user, at=MIDDAY)


def test_delivered_heard_twice_is_once():
    consignment = shipped()

    assert tell(consignment.tracking, key="e-1") == "delivered"
    assert tell(consignment.tracking, key="e-1") == "delivered"
    assert TrackingNotice.objects.count() == 1
    assert Order.objects.get().state == "delivered"


def test_notices_out_of_order_never_turn_a_parcel_back():
    parcel = shipped().tracking

    told = [
        tell(parcel, Kind.ON_THE_WAY, at=LATER),
        tell(parcel, Kind.PICKED_UP, at=MIDDAY),
        tell(parcel, Kind.DELIVERED, at=LATER),
        tell(parcel, Kind.FAILED, at=LATER + timedelta(hours=1)),
    ]

    assert told == ["noted", "old", "delivered", "old"]
    assert Consignment.objects.get().state == "delivered"


def test_a_parcel_that_never_left_has_not_come():
    bought, by = accepted()
    parcel = book_parcel(order=bought, by=by, at=MIDDAY).tracking

    assert tell(parcel) == "too_early"
    assert Order.objects.get().state == "awaiting_pickup"


def test_a_parcel_nobody_knows_is_kept_for_a_person():
    consignment = shipped()

    assert tell(consignment.tracking + "9") == "unmatched"
    assert Order.objects.get().state == "shipped"


def post(client, body, headers, carrier="sandbox"):
    address = reverse("carriers:tracking", args=[carrier])
    kind = headers.pop("Content-Type")
    return client.post(address, body, content_type=kind, headers=headers).status_code


def test_a_signed_notice_is_heard_over_the_wire_and_a_forged_one_is_not(client):
    consignment, speaker = shipped(), registry.carrier("sandbox")
    body, headers = speaker.notice(tracking=consignment.tracking, kind=Kind.DELIVERED, at=now())
    changed = json.dumps(json.loads(body) | {"id": "other"}).encode()

    assert post(client, changed, dict(headers)) == 400
    assert TrackingNotice.objects.count() == 0
    assert [post(client, body, dict(headers)) for _ in range(2)] == [200, 200]
    assert Order.objects.get().state == "delivered"
    assert post(client, body, dict(headers), carrier="nobody") == 404
    assert post(client, b"x" * 70_000, dict(headers)) == 413
