"""What carriers have told: the fees of a basket's ways, for as long as they are good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.carriers.models import KeptQuote

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Commune
    from marketplace.cart.queries import Basket


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to a carrier: about a way (key), between communes (keys), of a load."""

    way: int
    carrier: str
    sender: int
    receiver: int
    grams: int
    goods_total: int

    @property
    def key(self) -> tuple[str, int, int, int]:
        return (self.carrier, self.sender, self.grams, self.goods_total)


def asks(wanted: Basket, there: Commune) -> list[Ask]:
    """What is to be asked for a basket sent to a commune. No query."""
    return [
        Ask(
            way=way.key,
            carrier=way.carrier,
            sender=way.home_commune,
            receiver=there.pk,
            grams=shop.grams,
            goods_total=shop.goods_total,
        )
        for shop in wanted.shops
        for way in shop.ways
        if way.carrier and way.home_commune
    ]


def told(wanted: Basket, there: Commune, *, at: datetime) -> dict[int, int]:
    """The fee that carriers told for each way (key). One query, none where nobody is asked."""
    asked = asks(wanted, there)
    if not asked:
        return {}
    rows = KeptQuote.objects.filter(
        receiver=there, carrier__in={ask.carrier for ask in asked}, good_until__gt=at
    ).filter(sender__in={ask.sender for ask in asked})
    fees = {(row.carrier, row.sender_id, row.grams, row.goods_total): row.fee for row in rows}
    return {ask.way: fees[ask.key] for ask in asked if ask.key in fees}
