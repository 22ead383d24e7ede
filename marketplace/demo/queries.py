"""Finding the demo's own people, stalls and packs again; only fictional ones are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from catalog.models import Pack, Producer, Product, Recognition
from marketplace.demo.goods import GOODS
from marketplace.demo.people import PEOPLE
from marketplace.demo.stalls import STALLS
from marketplace.orders.models import Order
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from datetime import date

    from marketplace.demo.cards import Batch, Good


def person(key: str) -> User:
    return User.objects.get(phone=PEOPLE[key].phone)


def stall(key: str) -> Producer:
    return Producer.objects.get(name=STALLS[key].name, is_fictional=True)


def owner(stall_key: str) -> User:
    return person(STALLS[stall_key].owner)


def good_of(pack_key: str) -> tuple[str, Good]:
    """The key of the stall that sells a pack, and the good it is a pack of."""
    return next(
        (stall_key, good)
        for stall_key, goods in GOODS.items()
        for good in goods
        if pack_key in good.packs
    )


def pack(key: str) -> Pack:
    stall_key, good = good_of(key)
    packs = Pack.objects.select_related("product__producer").filter(
        product__producer__is_fictional=True
    )
    return packs.get(
        product__producer__name=STALLS[stall_key].name,
        product__name=good.name,
        name=good.packs[key].name,
    )


def named(batch: Batch) -> tuple[str, str]:
    """The name of the stall a lot is of, and its code: what tells lots apart."""
    return STALLS[good_of(batch.pack)[0]].name, batch.code


def lots_there() -> set[tuple[str, str]]:
    """The names of the fictional stalls' lots, as :func:`named` gives them."""
    lots = Lot.objects.filter(producer__is_fictional=True)
    return set(lots.values_list("producer__name", "code"))


def code_to_scan() -> ItemCode | None:
    """A sold item of a fictional producer with everything to show, for people to scan."""
    codes = ItemCode.objects.filter(lot__producer__is_fictional=True, lot__pack__gtin__isnull=False)
    return codes.filter(state=ItemCode.State.SOLD).order_by("pk").first()


def order_to_track() -> Order | None:
    """An order on its way, to be tracked by its phone and code."""
    orders = Order.objects.filter(producer__is_fictional=True, state=Order.State.SHIPPED)
    return orders.select_related("group").order_by("pk").first()


def drawn_goods(*, on: date) -> list[tuple[int, int]]:
    """Products without a photo, those with packs first: (key, stars in force that day)."""
    stars = dict(
        Recognition.objects.in_force(on=on).order_by("stars").values_list("product", "stars")
    )
    bare = Product.objects.listed().filter(photos__isnull=True)
    keys = bare.order_by("-is_illustrative", "pk").values_list("pk", flat=True)
    return [(key, stars.get(key, 0)) for key in keys]
