"""A basket as its page shows it: by producer, at today's prices, with what is left today."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum

from catalog.models import Pack, Policy, Producer
from marketplace.cart.models import Cart, CartLine, Dropped
from marketplace.delivery import queries as delivery
from marketplace.delivery.models import Tariff
from marketplace.selling.models import PlannedLot
from marketplace.selling.queries import packs_on_sale, with_supply

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """``price`` in đồng today; ``was`` when it has changed; ``free`` packs can be had now.

    ``planned`` is the lot still to come that the line is ordered from, if it is.
    """

    pack: Pack
    quantity: int
    free: int
    was: int | None = None
    planned: PlannedLot | None = None

    @property
    def price(self) -> int:
        return self.pack.price

    @property
    def total(self) -> int:
        return self.price * self.quantity

    @property
    def is_sold_out(self) -> bool:
        return self.free == 0

    @property
    def is_short(self) -> bool:
        return 0 < self.free < self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What a basket holds of one producer: one order, one parcel."""

    producer: Producer
    lines: list[BasketLine] = field(default_factory=list)
    fees: dict[str, int] = field(default_factory=dict)

    @property
    def goods_total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def grams(self) -> int:
        """Gross weight."""
        return sum(line.quantity * line.pack.gross_weight for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    shops: list[Shop] = field(default_factory=list)
    minimum_age: int = 0

    @property
    def lines(self) -> list[BasketLine]:
        return [line for shop in self.shops for line in shop.lines]

    @property
    def goods_total(self) -> int:
        return sum(shop.goods_total for shop in self.shops)

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_ready(self) -> bool:
        """Something is in it, and all of it can be had."""
        return bool(self.shops) and all(line.free >= line.quantity for line in self.lines)


def free_packs(packs: Iterable[int], *, on: date) -> dict[int, int]:
    """How many of each pack (by key) can be had now; what is off sale is not there."""
    rows = with_supply(packs_on_sale(on=on).filter(pk__in=list(packs)), on=on)
    free: dict[int, int] = dict(rows.values_list("pk", "free"))
    return {pack: left for pack, left in free.items() if left > 0}


def count(cart: Cart | None) -> int:
    """Packs in a cart, for the header."""
    if cart is None:
        return 0
    return cart.lines.aggregate(n=Sum("quantity"))["n"] or 0


def dropped(cart: Cart | None) -> QuerySet[Dropped]:
    """What recalls took out of a cart, as long as its owner has not read it."""
    if cart is None:
        return Dropped.objects.none()
    return cart.dropped.select_related("pack__product", "recall")


def basket(cart: Cart | None, *, on: date, is_shown: bool = True) -> Basket:
    """Everything in a cart on that day, producers in the order in which they came into it.

    The photos come along where it is to be shown.
    """
    rows = list(_lines(cart, is_shown=is_shown))
    if not rows:
        return Basket()
    free = free_packs([row.pack_id for row in rows], on=on)
    shops: dict[int, Shop] = {}
    for row in rows:
        producer = row.pack.product.producer
        shop = shops.setdefault(producer.pk, Shop(producer=producer))
        shop.lines.append(_line(row, _free(row, free, on)))
    return Basket(
        shops=_with_fees(list(shops.values()), on=on), minimum_age=_minimum_age(rows, on=on)
    )


def _lines(cart: Cart | None, *, is_shown: bool) -> QuerySet[CartLine]:
    if cart is None:
        return CartLine.objects.none()
    rows = cart.lines.select_related("pack__product__producer", "planned")
    return rows.prefetch_related("pack__product__photos") if is_shown else rows


def _free(row: CartLine, free: dict[int, int], on: date) -> int:
    return row.planned.left(on=on) if row.planned else free.get(row.pack_id, 0)


def _line(row: CartLine, free: int) -> BasketLine:
    has_changed = row.seen_price is not None and row.seen_price != row.pack.price
    return BasketLine(
        pack=row.pack,
        quantity=row.quantity,
        free=free,
        was=row.seen_price if has_changed else None,
        planned=row.planned,
    )


def _with_fees(shops: list[Shop], *, on: date) -> list[Shop]:
    prices = delivery.tariffs(on=on)
    for shop in shops:
        for zone in Tariff.Zone:
            if zone in prices:
                shop.fees[zone] = delivery.fee(prices, zone=zone, grams=shop.grams)
    return shops


def _minimum_age(rows: list[CartLine], *, on: date) -> int:
    sets = {row.pack.product.criteria_set_id for row in rows}
    ages = Policy.objects.in_force(on=on).filter(criteria_set__in=sets)
    return max(ages.values_list("minimum_age", flat=True), default=0)
