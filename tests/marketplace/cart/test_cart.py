"""The cart: what goes in, how much of it, and whose it is."""

from __future__ import annotations

import pytest

from marketplace.cart import actions, queries
from marketplace.cart.deliveries import sent_to
from marketplace.cart.models import Cart
from marketplace.delivery.tables import Destination
from tests.factories import MIDDAY, TODAY, LotFactory, UserFactory
from tests.marketplace.stories import basket, tariffs

pytestmark = pytest.mark.django_db


def test_adding_twice_adds_up():
    lot = LotFactory()
    mine = basket((lot.pack, 2))

    actions.add_packs(cart=mine, pack=lot.pack, quantity=3, on=TODAY, at=MIDDAY)

    assert _quantities(mine) == [5]


def test_no_more_is_put_in_than_can_be_had():
    lot = LotFactory(packed=3, on_hand=3)
    mine = basket((lot.pack, 2))

    put = actions.add_packs(cart=mine, pack=lot.pack, quantity=5, on=TODAY, at=MIDDAY)

    assert put == actions.Put(quantity=3, is_capped=True)
    assert _quantities(mine) == [3]


def test_what_is_sold_out_is_not_put_in():
    lot = LotFactory(packed=3, on_hand=3, reserved=3)
    mine = basket()

    with pytest.raises(actions.SoldOut):
        actions.add_packs(cart=mine, pack=lot.pack, quantity=1, on=TODAY, at=MIDDAY)

    assert _quantities(mine) == []


def test_a_line_is_set_and_taken_out():
    lot = LotFactory()
    mine = basket((lot.pack, 2))

    actions.set_packs(cart=mine, pack=lot.pack, quantity=7, on=TODAY, at=MIDDAY)
    assert _quantities(mine) == [7]

    actions.remove_pack(cart=mine, pack_id=lot.pack_id, at=MIDDAY)
    actions.remove_pack(cart=mine, pack_id=lot.pack_id, at=MIDDAY)
    assert _quantities(mine) == []


def test_on_sign_in_a_visitors_cart_becomes_the_persons():
    lot, user = LotFactory(), UserFactory()
    visitors = basket((lot.pack, 2))

    own = actions.bring_along(key=visitors.key, user=user, at=MIDDAY)

    assert (own.pk, own.user) == (visitors.pk, user)


def test_on_sign_in_two_carts_become_one():
    shared, only_own, only_new = LotFactory(), LotFactory(), LotFactory()
    user = UserFactory()
    own = basket((shared.pack, 1), (only_own.pack, 1), user=user)
    visitors = basket((shared.pack, 2), (only_new.pack, 4))

    merged = actions.bring_along(key=visitors.key, user=user, at=MIDDAY)

    assert merged == own
    assert dict(own.lines.values_list("pack", "quantity")) == {
        shared.pack_id: 3,
        only_own.pack_id: 1,
        only_new.pack_id: 4,
    }
    assert list(Cart.objects.all()) == [own]


def test_nobody_takes_along_the_cart_of_another_person():
    user = UserFactory()
    others = basket((LotFactory().pack, 2), user=UserFactory())

    assert actions.bring_along(key=others.key, user=user, at=MIDDAY) is None
    assert _quantities(others) == [2]


def test_a_basket_says_what_changed_since_things_were_put_in():
    dearer, scarce, gone = LotFactory(), LotFactory(packed=9, on_hand=9), LotFactory()
    mine = basket((dearer.pack, 1), (scarce.pack, 9), (gone.pack, 1))
    type(dearer.pack).objects.filter(pk=dearer.pack_id).update(price=199_000)
    type(scarce).objects.filter(pk=scarce.pk).update(reserved=5)
    type(gone).objects.filter(pk=gone.pk).update(reserved=10)

    lines = queries.basket(mine, on=TODAY).lines

    assert [(line.was, line.is_short, line.is_sold_out) for line in lines] == [
        (185_000, False, False),
        (None, True, False),
        (None, False, True),
    ]
    assert not queries.basket(mine, on=TODAY).is_ready


def test_a_basket_weighs_and_prices_each_producers_parcel():
    tariffs()
    lot = LotFactory(pack__gross_weight=600)
    other = LotFactory(pack__gross_weight=100)

    wanted = queries.basket(basket((lot.pack, 3), (other.pack, 1)), on=TODAY)

    here, there = (
        sent_to(wanted, [Destination(province=code)], where="").shops for code in ("22", "01")
    )
    assert [(shop.grams, shop.goods_total) for shop in wanted.shops] == [
        (1_800, 555_000),
        (100, 185_000),
    ]
    assert [shop.taken.least for shop in (*here, *there)] == [40_000, 30_000, 55_000, 45_000]


def _quantities(mine):
    return list(mine.lines.values_list("quantity", flat=True))
