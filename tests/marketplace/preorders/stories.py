"""Beginnings of stories about goods that are ordered before they are there."""

from __future__ import annotations

from datetime import date

from marketplace.cart import actions as cart
from marketplace.orders.models import Preorder
from tests.factories import MIDDAY, TODAY, LotFactory
from tests.marketplace.stories import LATER, hear, order

SHIP_BY = date(2026, 12, 15)
PRICE, FEE = 185_000, 30_000


def ordered(planned, quantity, *, at=MIDDAY, paid=True):
    """An order of so many packs of the harvest to come."""
    mine = cart.open_cart(user=None, at=at)
    cart.add_packs(
        cart=mine, pack=planned.pack, quantity=quantity, planned=planned, on=TODAY, at=at
    )
    planned.refresh_from_db()
    payment = order(mine, total=PRICE * quantity + FEE, at=at)
    planned.refresh_from_db()
    if paid:
        hear(payment, key=payment.reference, at=at)
    return payment.group.orders.get()


def harvest(planned, packs, *, at=LATER):
    return LotFactory(pack=planned.pack, packed=packs, on_hand=packs, completed_at=at, opened_at=at)


def parts():
    rows = Preorder.objects.order_by("pk")
    return list(rows.values_list("waiting", "met", "short", "dropped"))
