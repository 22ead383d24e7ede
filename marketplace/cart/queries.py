"""A basket as its page shows it: by producer, at today's prices, with what is left today."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.prepared import Prepared
from catalog.models import Pack, Photo, Policy, Producer, Province
from marketplace.cart.models import Cart, CartLine, Choice, Dropped
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Load, Need, Quote, Way
from marketplace.selling.models import Closure, PlannedLot
from marketplace.selling.queries import closures_told, free_packs, next_closure

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """``price`` in đồng today; ``was`` when it has changed; ``free`` packs can be had now.

    ``planned`` is the lot still to come that the line is ordered from, if it is. ``refusal`` says
    why it does not go where the basket is asked to be sent. ``photo`` is the product's first, where
    the basket is to be shown.
    """

    pack: Pack
    quantity: int
    free: int
    was: int | None = None
    planned: PlannedLot | None = None
    need: Need = field(default_factory=Need)
    refusal: str = ""
    photo: Photo | None = None

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
    """What a basket holds of one producer: one order.

    ``ways`` are those in which it may come, ``chosen`` the key of the one the buyer chose.
    ``quotes`` and ``taken`` are known once it is said where to (:mod:`cart.deliveries`).
    ``closure``: days on which nothing is sent, if they are now or soon.
    """

    producer: Producer
    lines: list[BasketLine] = field(default_factory=list)
    ways: Sequence[Way] = ()
    chosen: int | None = None
    quotes: Sequence[Quote] = ()
    taken: Quote | None = None
    closure: Closure | None = None

    @property
    def goods_total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def grams(self) -> int:
        """Gross weight."""
        return sum(line.quantity * line.pack.gross_weight for line in self.lines)

    @property
    def load(self) -> Load:
        """What is to be delivered."""
        needs = {line.pack.pk: line.need for line in self.lines}
        return Load(grams=self.grams, goods_total=self.goods_total, needs=needs)

    @property
    def waits_for_harvest(self) -> bool:
        """Ready goods stand beside some ordered beforehand: all of it comes at once, later."""
        return len({line.planned is None for line in self.lines}) > 1


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


def count(cart: Cart | None) -> int:
    """Packs in a cart, for the header."""
    return sum(packs for (packs,) in _packs(cart=cart.pk)) if cart else 0


@Prepared
def provinces() -> QuerySet[Province]:
    """Where goods may be sent, as people look for it."""
    return Province.objects.all()


def dropped(cart: Cart | None) -> list[Dropped]:
    """What recalls took out of a cart, as long as its owner has not read it."""
    return _dropped(cart=cart.pk) if cart else []


def basket(cart: Cart | None, *, on: date, is_shown: bool = True) -> Basket:
    """Everything in a cart on that day, producers in the order in which they came into it.

    The photos come along where it is to be shown.
    """
    rows = _lines(cart=cart.pk, on=on) if cart else []
    if not rows:
        return Basket()
    photos = _first_photos(products={row.pack.product_id for row in rows}) if is_shown else {}
    free = free_packs([row.pack_id for row in rows], on=on)
    rules = _rules(sets={row.pack.product.criteria_set_id for row in rows}, on=on)
    fresh = {rule.criteria_set_id for rule in rules if rule.is_fresh}
    closed = closures_told((row.closure for row in rows), on=on)
    shops: dict[int, Shop] = {}
    for row in rows:
        producer = row.pack.product.producer
        begun = Shop(producer=producer, chosen=row.way, closure=closed.get(producer.pk))
        shop = shops.setdefault(producer.pk, begun)
        is_fresh = row.pack.product.criteria_set_id in fresh
        photo = photos.get(row.pack.product_id)
        shop.lines.append(_line(row, _free(row, free, on), photo, is_fresh=is_fresh))
    return Basket(
        shops=_with_ways(list(shops.values()), on=on),
        minimum_age=max((rule.minimum_age for rule in rules), default=0),
    )


@Prepared
def _lines(cart: int, on: date) -> QuerySet[Any, Any]:
    """With ``way``: the key of the one chosen for the line's producer, if it is still offered.

    And ``closure``: the key of the days on which that producer rests, or will.
    """
    chosen = Choice.objects.filter(
        cart=cart, producer=OuterRef("pack__product__producer"), method__ended_at__isnull=True
    )
    rows = CartLine.objects.filter(cart=cart).annotate(
        way=Subquery(chosen.values("method")[:1]),
        closure=next_closure("pack__product__producer", on=on),
    )
    return rows.select_related("pack__product__producer", "pack__travel", "planned")


@Prepared
def _packs(cart: int) -> QuerySet[CartLine, tuple[int]]:
    return CartLine.objects.filter(cart=cart).values_list("quantity")


@Prepared
def _dropped(cart: int) -> QuerySet[Dropped]:
    return Dropped.objects.filter(cart=cart).select_related("pack__product", "recall")


def _first_photos(products: Collection[int]) -> dict[int, Photo]:
    """By product (key), for those that have any."""
    return {photo.product_id: photo for photo in reversed(_photos(products=products))}


@Prepared
def _photos(products: Collection[int]) -> QuerySet[Photo]:
    return Photo.objects.filter(product__in=products)


def _free(row: CartLine, free: dict[int, int], on: date) -> int:
    return row.planned.left(on=on) if row.planned else free.get(row.pack_id, 0)


def _line(row: CartLine, free: int, photo: Photo | None, *, is_fresh: bool) -> BasketLine:
    has_changed = row.seen_price is not None and row.seen_price != row.pack.price
    return BasketLine(
        pack=row.pack,
        quantity=row.quantity,
        free=free,
        was=row.seen_price if has_changed else None,
        planned=row.planned,
        need=delivery.need_of(row.pack, is_fresh=is_fresh),
        photo=photo,
    )


def _with_ways(shops: list[Shop], *, on: date) -> list[Shop]:
    ways = delivery.ways_of((shop.producer for shop in shops), on=on)
    return [replace(shop, ways=ways[shop.producer.pk]) for shop in shops]


@Prepared
def _rules(sets: Collection[int], on: date) -> QuerySet[Policy]:
    return Policy.objects.in_force(on=on).filter(criteria_set__in=sets)
