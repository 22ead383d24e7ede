"""How a product would come to a province: each way and what it asks, and where it cannot go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from catalog.models import Province
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Load, stranded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from catalog.models import Pack, Policy, Product
    from marketplace.delivery.tables import Destination, Quote, Way
    from marketplace.storefront.queries.goods import Offer


class Sending(NamedTuple):
    """``quotes`` are of one of the first pack; ``warnings`` say where which pack does not go."""

    there: Province
    provinces: list[Province]
    quotes: list[Quote]
    warnings: list[str]


def sending(
    product: Product, offers: Sequence[Offer], policy: Policy | None, *, asked: str, on: date
) -> Sending | None:
    """To the province asked for (its code), else to the producer's own; None without offers."""
    provinces = list(Province.objects.all())
    by_code = {province.pk: province for province in provinces}
    there = by_code.get(asked) or by_code.get(product.producer.province_id or "")
    if not offers or there is None:
        return None
    ways = delivery.ways_of([product.producer], on=on)[product.producer_id]
    places = delivery.places_in(there.pk)
    is_fresh = bool(policy and policy.is_fresh)
    loads = {offer.pack: _load(offer.pack, is_fresh=is_fresh) for offer in offers}
    first = loads[offers[0].pack]
    warnings = [
        words
        for pack, load in loads.items()
        for words in _warnings(pack, load, ways, places, there, is_alone=len(loads) == 1)
    ]
    return Sending(there, provinces, delivery.quotes(ways, first, places), warnings)


def _load(pack: Pack, *, is_fresh: bool) -> Load:
    need = delivery.need_of(pack, is_fresh=is_fresh)
    return Load(grams=pack.gross_weight, goods_total=pack.price, needs={pack.pk: need})


def _warnings(
    pack: Pack,
    load: Load,
    ways: list[Way],
    places: list[Destination],
    there: Province,
    *,
    is_alone: bool,
) -> list[str]:
    """Why it does not go to the province, or else to islands or hills of it."""
    anywhere = stranded(delivery.quotes(ways, load, places), load).get(pack.pk)
    if anywhere:
        told = [delivery.why_not(anywhere, where=there.short_name)]
    else:
        alike = {place.far: place for place in places}
        told = [
            delivery.why_not(reason, where=delivery.in_words([place], province=there.short_name))
            for place in alike.values()
            if (reason := stranded(delivery.quotes(ways, load, [place]), load).get(pack.pk))
        ]
    return told if is_alone else [f"{pack.name}: {words}" for words in told]
