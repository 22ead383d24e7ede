"""A producer that sends by the demo carrier, and an order that is on its way with it."""

from __future__ import annotations

from itertools import count

from marketplace.carriers import registry
from marketplace.carriers.actions.booking import book_parcel
from marketplace.carriers.actions.tracking import hear
from marketplace.carriers.adapters.contract import Kind, Notice
from marketplace.orders.actions import packing, parcels, states
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import (
    MethodFactory,
    basket,
    buyer,
    codes,
    order,
    zone,
)
from tests.marketplace.stories import (
    hear as hear_money,
)

NUMBERS = count(1)


def lot_by_carrier(**told):
    """A lot whose producer sends by the demo carrier; its own table says 20.000 ₫."""
    lot = LotFactory(**told)
    MethodFactory(
        producer=lot.producer, carrier="sandbox", zones=[zone("elsewhere", 20_000)], name="Hãng"
    )
    return lot


def accepted(lot=None, quantity=1):
    """A paid order that its producer took on, and the producer's hand."""
    lot, by = lot or lot_by_carrier(), UserFactory()
    mine = basket((lot.pack, quantity))
    payment = order(mine, total=lot.pack.price * quantity + 20_000, who=buyer())
    hear_money(payment)
    return states.accept(order=payment.group.orders.get(), by=by, at=MIDDAY), by


def shipped():
    """An order on its way, with its consignment."""
    lot = lot_by_carrier()
    bought, by = accepted(lot)
    consignment = book_parcel(order=bought, by=by, at=MIDDAY)
    (code,) = codes(lot, 1)
    packing.pack_item(order=bought, serial=code.serial, by=by, at=MIDDAY)
    parcels.hand_over(order=bought, carrier="Hãng", tracking=consignment.tracking, by=by, at=MIDDAY)
    return consignment


def tell(tracking, kind=Kind.DELIVERED, *, at=MIDDAY, key=""):
    """The demo carrier says what became of a parcel; each time something new unless ``key``."""
    told = Notice(
        external_id=key or f"e{next(NUMBERS)}", tracking=tracking, kind=kind, happened_at=at
    )
    return hear(carrier="sandbox", told=told, body=b"{}", at=at).outcome


def carrier_in(settings, mood, **told):
    """The demo carrier has such a day."""
    registry._made.cache_clear()
    settings.CARRIERS = {"sandbox": {"secret": "s" * 32, "mood": mood, **told}}
