"""The same once more: what was ordered goes into a basket, at today's price, as far as it can."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from marketplace.cart.actions import SoldOut, add_packs
from marketplace.selling.queries import packs_on_sale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from marketplace.cart.models import Cart
    from marketplace.orders.models import Line


@dataclass(slots=True)
class Bought:
    """Lines by what became of them: in the basket, fewer than then, sold out, no longer sold."""

    put: list[Line] = field(default_factory=list)
    fewer: list[Line] = field(default_factory=list)
    sold_out: list[Line] = field(default_factory=list)
    gone: list[Line] = field(default_factory=list)


@transaction.atomic
def buy_again(*, lines: Iterable[Line], cart: Cart, at: datetime) -> Bought:
    """Put the packs of these lines into the basket, as many as then or as many as there are."""
    lines, on, told = list(lines), localdate(at), Bought()
    packs = packs_on_sale(on=on).in_bulk([line.pack_id for line in lines])
    for line in lines:
        pack = packs.get(line.pack_id)
        if pack is None:
            told.gone.append(line)
            continue
        try:
            put = add_packs(cart=cart, pack=pack, quantity=line.quantity, on=on, at=at)
        except SoldOut:
            told.sold_out.append(line)
        else:
            (told.fewer if put.is_capped else told.put).append(line)
    return told
