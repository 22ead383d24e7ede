"""Asking carriers what a way costs: before anything is locked, and never for long.

A carrier that does not answer is left alone for a minute; its ways cost what the producer's own
table says. What it told is good for half an hour, so that the total seen is the total placed.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction

from catalog.models import Commune
from marketplace.carriers import registry
from marketplace.carriers.adapters.contract import Refused, Route, Unavailable
from marketplace.carriers.models import KeptQuote
from marketplace.carriers.queries import asks, told

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.carriers.queries import Ask
    from marketplace.cart.queries import Basket

log = logging.getLogger(__name__)
GOOD_FOR = timedelta(minutes=30)
LEFT_ALONE = 60
"""Seconds for which a carrier that gave no answer is not asked again."""


def ask_carriers(*, wanted: Basket, there: Commune, at: datetime) -> dict[int, int]:
    """The fee of each way (key) that a carrier told, asking for those not known yet.

    The network is spoken to between two transactions; inside one this is a ``RuntimeError``.
    """
    asked = asks(wanted, there)
    if not asked:
        return {}
    known, codes = _begin(wanted=wanted, there=there, at=at)
    fresh = {ask: fee for ask in asked if ask.way not in known if (fee := _ask(ask, codes))}
    if fresh:
        _keep(fees=fresh, at=at)
    return known | {ask.way: fee for ask, fee in fresh.items()}


@transaction.atomic(durable=True)
def _begin(
    *, wanted: Basket, there: Commune, at: datetime
) -> tuple[dict[int, int], dict[int, str]]:
    """What is known, and the codes of communes. Durable: nobody may ask inside a transaction."""
    senders = {ask.sender for ask in asks(wanted, there)}
    codes = dict(Commune.objects.filter(pk__in=senders).values_list("pk", "code"))
    return told(wanted, there, at=at), codes | {there.pk: there.code}


def _ask(ask: Ask, codes: dict[int, str]) -> int | None:
    if cache.get(_away(ask.carrier)):
        return None
    route = Route(
        sender=codes[ask.sender],
        receiver=codes[ask.receiver],
        grams=ask.grams,
        goods_total=ask.goods_total,
    )
    try:
        return registry.carrier(ask.carrier).quote(route).fee
    except (Refused, registry.UnknownCarrier):
        return None
    except Unavailable:
        log.warning("%s told no price", ask.carrier)
        cache.set(_away(ask.carrier), 1, LEFT_ALONE)
        return None


@transaction.atomic
def _keep(*, fees: dict[Ask, int], at: datetime) -> None:
    KeptQuote.objects.filter(good_until__lt=at - GOOD_FOR).delete()
    KeptQuote.objects.bulk_create(
        [
            KeptQuote(
                carrier=ask.carrier,
                sender_id=ask.sender,
                receiver_id=ask.receiver,
                grams=ask.grams,
                goods_total=ask.goods_total,
                fee=fee,
                good_until=at + GOOD_FOR,
            )
            for ask, fee in fees.items()
        ],
        update_conflicts=True,
        unique_fields=["carrier", "sender", "receiver", "grams", "goods_total"],
        update_fields=["fee", "good_until"],
    )


def _away(carrier: str) -> str:
    return f"carrier-away:{carrier}"
