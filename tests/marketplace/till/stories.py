"""Beginnings of stories about selling at a stall: goods on a table, something sold from it."""

from __future__ import annotations

from uuid import uuid4

from marketplace.payments.actions import settling
from marketplace.payments.gateways import contract
from marketplace.till import actions
from marketplace.till.wares import Chosen
from tests.factories import MIDDAY, LotFactory, MembershipFactory
from tests.marketplace.payouts.stories import rates

PRICE = 185_000


def table(**told):
    """A lot of ten packs of a household at whose table somebody sells; 5 % to the market."""
    rates()
    lot = LotFactory(
        pack__product__producer__kind="household", packed=10, on_hand=10, pack__price=PRICE, **told
    )
    seller = MembershipFactory(producer=lot.producer, role="staff").user
    return lot, seller


def sold(lot, seller, packs=2, *, at=MIDDAY, key=None, items=(), **told):
    """So many packs of a lot's kind, and coded items, waiting for their money."""
    taken = {lot.pack_id: packs} if packs else {}
    return actions.sell(
        producer=lot.producer,
        chosen=Chosen(packs=taken, items=items, **told),
        key=key or uuid4(),
        by=seller,
        at=at,
    )


def paying(order):
    """The payment that a sale waits for."""
    return order.group.payments.select_related("order").get()


def loosely(lot, amount, key, *, at=MIDDAY, **told):
    """Money by the code on the table: its memo names the stall, and nothing that was bought."""
    text = f"CHUYEN TIEN CHOGOC QUAY P{lot.producer_id} ck"
    came = {"currency": "VND", "kind": contract.Kind.PAID, "paid_at": at, "text": text, **told}
    notice = contract.Notice(external_id=key, reference="", amount=amount, **came)
    return settling.receive(gateway="sandbox", told=notice, body=b"{}", headers={}, at=at)
