"""Placing an order: PREPARE in one transaction; PAY outside any; FINALISE by notice only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.prepared import Prepared
from marketplace.carriers.queries import told
from marketplace.cart.actions import empty_cart
from marketplace.cart.deliveries import Wishes, sent_to_commune
from marketplace.cart.models import Cart, CartLine
from marketplace.cart.queries import Basket, basket
from marketplace.checkout.queries import Quote, quote, with_vouchers
from marketplace.orders.actions.placing import place_orders
from marketplace.orders.models import OrderGroup
from marketplace.payments import registry
from marketplace.payments.actions.lapsing import release_overdue
from marketplace.payments.actions.opening import open_first, open_payment
from marketplace.preorders.actions import serve_waiting
from traceability.actions.stock import OutOfStock, Shortage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from marketplace.orders.actions.placing import Buyer
    from marketplace.payments.models import Payment
    from marketplace.vouchers.discounts import Kind


class EmptyBasket(Exception):
    """There is nothing to order."""


class PriceChanged(Exception):
    """The order now costs ``total`` đồng, and not what the buyer agreed to."""

    def __init__(self, total: int) -> None:
        super().__init__(_("Giá đã đổi."))
        self.total = total


class TooYoung(Exception):
    """Something in the basket is for adults, and the buyer has not said to be one."""


class NoStreet(Exception):
    """Something is brought to the buyer, and it was not said to which house."""


def place_order(  # noqa: PLR0913 (the facts of one form, by name)
    *,
    cart: Cart,
    buyer: Buyer,
    gateway: str,
    expected_total: int | None,
    is_adult: bool,
    key: UUID,
    at: datetime,
    wishes: Wishes | None = None,
    codes: Mapping[Kind, str] | None = None,
    along: Callable[[OrderGroup], None] | None = None,
) -> Payment:
    """Turn a cart into orders with their goods held, and a payment that has not begun.

    The same ``key`` gives the same order however often it comes. Nothing is kept when this raises
    ``EmptyBasket``, ``TooYoung``, ``NoStreet``, ``PriceChanged`` (``expected_total`` is None when
    the buyer has not seen a total yet), ``stock.OutOfStock``, ``caps.HoldsTooMuch``,
    ``delivery.NotDelivered``, ``vouchers.Refused`` or ``opening.NotPayable``. ``wishes``: how it is
    to be delivered; ``codes``: the vouchers, one of a kind; ``along``: what is written with it, or
    not at all.
    """
    wishes = wishes or Wishes()
    packs = [pack for (pack,) in _packs(cart=cart.pk)]
    release_overdue(at=at, packs=packs)
    serve_waiting(packs=packs, at=at)
    with transaction.atomic(durable=True):
        if not _locked(cart=cart.pk):
            raise EmptyBasket
        for placed in _placed(key=key):
            begun = placed.payments.first()
            return begun or open_payment(group=placed, gateway=gateway, at=at)
        cost = _cost(cart, buyer, wishes, is_adult=is_adult, at=at)
        cost = with_vouchers(cost, codes or {}, at=at)
        placed = _place(cost, cart, buyer, gateway, expected_total, key, at)
        empty_cart(cart=cart, at=at)
        if along:
            along(placed)
        return open_first(group=placed, gateway=gateway, at=at)


@Prepared
def _packs(cart: int) -> QuerySet[CartLine, tuple[int]]:
    return CartLine.objects.filter(cart=cart).values_list("pack")


@Prepared
def _locked(cart: int) -> QuerySet[Cart]:
    return Cart.objects.filter(pk=cart).select_for_update()


@Prepared
def _placed(key: UUID) -> QuerySet[OrderGroup]:
    return OrderGroup.objects.filter(idempotency_key=key)


def _cost(cart: Cart, buyer: Buyer, wishes: Wishes, *, is_adult: bool, at: datetime) -> Quote:
    """What it comes to now, or why it cannot be had."""
    wanted = basket(cart, on=localdate(at), is_shown=False)
    _refuse_impossible(wanted, is_adult=is_adult)
    wishes = replace(wishes, told=told(wanted, buyer.commune, at=at))
    cost = quote(sent_to_commune(wanted, buyer.commune, wishes), chosen=wishes.chosen)
    if not buyer.street and not all(parcel.is_fetched for parcel in cost.parcels):
        raise NoStreet
    return cost


def _place(
    cost: Quote,
    cart: Cart,
    buyer: Buyer,
    gateway: str,
    expected_total: int | None,
    key: UUID,
    at: datetime,
) -> OrderGroup:
    if cost.total != expected_total:
        raise PriceChanged(cost.total)
    held_until = at + registry.hold_time(gateway)
    buyer = replace(buyer, visit=cart.key)
    return place_orders(
        buyer=buyer,
        wanted=cost.parcels,
        key=key,
        held_until=held_until,
        at=at,
        saved=cost.saved,
    )


def _refuse_impossible(wanted: Basket, *, is_adult: bool) -> None:
    """What is wrong with the basket itself; the lots are asked again when they are held."""
    if not wanted.lines:
        raise EmptyBasket
    if wanted.minimum_age and not is_adult:
        raise TooYoung
    shortages = [
        Shortage(pack_id=line.pack.pk, wanted=line.quantity, free=line.free)
        for line in wanted.lines
        if line.free < line.quantity
    ]
    if shortages:
        raise OutOfStock(shortages)
