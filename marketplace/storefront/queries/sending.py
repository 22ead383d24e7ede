"""How a product would come to a province: each way and what it asks, and where it cannot go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from catalog.models import Province
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Load, stranded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from catalog.models import Commune, Pack, Policy, Product
    from marketplace.delivery.tables import Destination, Quote, Way
    from marketplace.storefront.queries.goods import Offer


class Sending(NamedTuple):
    """``quotes`` are of one of the first pack; ``warnings`` say where which pack does not go.

    ``where`` is a commune that was chosen («Xã Ba Chẽ, Quảng Ninh»), else a province.
    """

    where: str
    quotes: list[Quote]
    warnings: list[str]


def sending(
    product: Product,
    offers: Sequence[Offer],
    policy: Policy | None,
    *,
    chosen: Commune | None,
    asked: str,
    on: date,
) -> Sending | None:
    """To the commune chosen, else the province asked for (its code), else the producer's own.

    None without offers, or where nobody knows where.
    """
    province = chosen.province if chosen else _province(asked) or product.producer.province
    if not offers or province is None:
        return None
    places = delivery.places_in(province.pk)
    if chosen:
        places = [_just_there(chosen, places)]
    where = chosen.full_name if chosen else province.short_name
    ways = delivery.ways_of([product.producer], on=on)[product.producer_id]
    is_fresh = bool(policy and policy.is_fresh)
    loads = {offer.pack: _load(offer.pack, is_fresh=is_fresh) for offer in offers}
    warnings = [
        words
        for pack, load in loads.items()
        for words in _warnings(pack, load, ways, places, where, is_alone=len(loads) == 1)
    ]
    return Sending(where, delivery.quotes(ways, loads[offers[0].pack], places), warnings)


def _province(code: str) -> Province | None:
    return Province.objects.filter(pk=code).first() if code else None


def _just_there(commune: Commune, places: Sequence[Destination]) -> Destination:
    """The commune among the far ones of its province, or as most of the province lies."""
    far = [place for place in places if place.commune == commune.pk]
    return far[0] if far else replace(places[0], commune=commune.pk)


def _load(pack: Pack, *, is_fresh: bool) -> Load:
    need = delivery.need_of(pack, is_fresh=is_fresh)
    return Load(grams=pack.gross_weight, goods_total=pack.price, needs={pack.pk: need})


def _warnings(
    pack: Pack,
    load: Load,
    ways: list[Way],
    places: list[Destination],
    where: str,
    *,
    is_alone: bool,
) -> list[str]:
    """Why it does not go to the province, or else to islands or hills of it."""
    anywhere = stranded(delivery.quotes(ways, load, places), load).get(pack.pk)
    if anywhere:
        told = [delivery.why_not(anywhere, where=where)]
    else:
        alike = {place.far: place for place in places}
        told = [
            delivery.why_not(reason, where=delivery.in_words([place], province=where))
            for place in alike.values()
            if (reason := stranded(delivery.quotes(ways, load, [place]), load).get(pack.pk))
        ]
    return told if is_alone else [f"{pack.name}: {words}" for words in told]
