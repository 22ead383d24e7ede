"""A gift set goes into the basket whole or not at all, at the prices of its packs."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate, now

from marketplace.cart.actions import add_packs, open_cart
from marketplace.collections.actions import NotWhole, put_set
from marketplace.collections.queries import sets_of
from tests.factories import LotFactory, ProducerFactory
from tests.marketplace.collections.factories import CollectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift_set():
    """Two of one pack and one of another, of two producers; five of each in stock."""
    made = CollectionFactory().gift_sets.create(title="Giỏ quà vịnh")
    for price, quantity in ((100_000, 2), (50_000, 1)):
        lot = LotFactory(pack__product__producer=ProducerFactory(), pack__price=price, on_hand=5)
        made.pieces.create(pack=lot.pack, quantity=quantity)
    return made


@pytest.fixture
def cart():
    return open_cart(user=None, at=now())


def lines(cart):
    return sorted(cart.lines.values_list("pack", "quantity", "seen_price"))


def put(cart, gift_set):
    put_set(cart=cart, gift_set=gift_set, on=localdate(), at=now())


def test_all_of_it_goes_in_at_its_own_prices(cart, gift_set):
    put(cart, gift_set)

    first, second = gift_set.pieces.all()
    assert lines(cart) == [(first.pack_id, 2, 100_000), (second.pack_id, 1, 50_000)]


def test_a_second_press_puts_in_another(cart, gift_set):
    put(cart, gift_set)
    put(cart, gift_set)

    assert [quantity for _pack, quantity, _price in lines(cart)] == [4, 2]


@pytest.mark.parametrize("spoilt", ["sold out", "too few", "off sale", "in the cart already"])
def test_nothing_goes_in_when_something_is_lacking(cart, gift_set, spoilt):
    piece = gift_set.pieces.first()
    pack, lot = piece.pack, piece.pack.lots.get()
    if spoilt == "off sale":
        pack.is_active = False
        pack.save()
    elif spoilt == "in the cart already":
        add_packs(cart=cart, pack=pack, quantity=4, on=localdate(), at=now())
    else:
        lot.on_hand = lot.packed = 1 if spoilt == "too few" else 0
        lot.save()
    before = lines(cart)

    with pytest.raises(NotWhole) as lack:
        put(cart, gift_set)

    assert lack.value.packs == [pack]
    assert lines(cart) == before


def test_an_empty_set_puts_nothing_in(cart):
    with pytest.raises(NotWhole):
        put(cart, CollectionFactory().gift_sets.create(title="Trống"))


def test_a_set_costs_the_sum_of_its_packs_and_says_what_is_lacking(gift_set):
    lot = gift_set.pieces.last().pack.lots.get()
    (offer,) = sets_of(gift_set.collection, on=localdate())
    assert (offer.price, offer.producers, offer.is_whole) == (250_000, 2, True)

    lot.on_hand = lot.packed = 0
    lot.save()

    (offer,) = sets_of(gift_set.collection, on=localdate())
    assert [piece.pack for piece in offer.lacking] == [lot.pack]
