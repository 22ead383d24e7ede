"""A basket sent somewhere: what each producer's ways ask there, and what cannot come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from marketplace.cart.queries import Basket, BasketLine, Shop
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Reason, best, stranded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from catalog.models import Commune, Province
    from marketplace.delivery.tables import Destination


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a basket is to be delivered: ``chosen`` ways by producer, ``told`` fees by way (keys)."""

    chosen: Mapping[int, int] = field(default_factory=dict)
    told: Mapping[int, int] = field(default_factory=dict)


def province_of(code: str, wanted: Basket, provinces: Sequence[Province]) -> Province | None:
    """The province asked about; else the first producer's own, so that something can be said."""
    by_code = {province.pk: province for province in provinces}
    own = wanted.shops[0].producer.province_id if wanted.shops else None
    return by_code.get(code) or by_code.get(own or "")


def sent_to_province(wanted: Basket, there: Province, wishes: Wishes | None = None) -> Basket:
    """The basket as it may be sent somewhere in a province. One query."""
    places = delivery.places_in(there.pk)
    return sent_to(wanted, places, where=there.short_name, wishes=wishes)


def sent_to_commune(wanted: Basket, there: Commune, wishes: Wishes | None = None) -> Basket:
    """The basket as it may be sent to just this commune. One query."""
    places = [delivery.place_of(there)]
    where = delivery.in_words(places, province=there.name)
    return sent_to(wanted, places, where=where, wishes=wishes)


def sent_to(
    wanted: Basket, places: Sequence[Destination], *, where: str, wishes: Wishes | None = None
) -> Basket:
    """The basket with what each producer's ways ask over these places, and the one taken.

    ``where`` names the places in words. The ways that ``wishes`` choose go before what the cart
    remembers, and what carriers told before the producer's own table. No query.
    """
    shops = [_sent(shop, places, where, wishes or Wishes()) for shop in wanted.shops]
    return replace(wanted, shops=shops)


def _sent(shop: Shop, places: Sequence[Destination], where: str, wishes: Wishes) -> Shop:
    asked = delivery.quotes(shop.ways, shop.load, places)
    quotes = [one.as_told(wishes.told.get(one.way.key)) for one in asked]
    wish = wishes.chosen.get(shop.producer.pk, shop.chosen)
    taken = best(quotes, wish)
    refused: Mapping[int, Reason] = {} if taken else stranded(quotes, shop.load)
    lines = [_refused(line, refused.get(line.pack.pk), where) for line in shop.lines]
    return replace(shop, quotes=quotes, taken=taken, lines=lines, chosen=wish)


def _refused(line: BasketLine, reason: Reason | None, where: str) -> BasketLine:
    words = delivery.why_not(reason, where=where) if reason else ""
    return replace(line, refusal=words)
