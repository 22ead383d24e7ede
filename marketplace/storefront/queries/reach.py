"""Which goods can be brought to a province, by the ways their producers have set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.cache import cache
from django.db.models import Q

from catalog.models import Policy, Producer
from marketplace.delivery import queries as delivery
from marketplace.delivery.queries import FRESH_HOURS
from marketplace.delivery.tables import Load, Need, stranded
from marketplace.listings.models import Listing

if TYPE_CHECKING:
    from datetime import date

    from marketplace.delivery.tables import Destination, Way
    from marketplace.listings.models import ListingQuerySet
    from marketplace.storefront.asking import Question

SECONDS = 30
GRAMS, WORTH = 500, 100_000
"""An ordinary pack: whether a way goes somewhere hardly hangs on what it carries."""


class Kind(NamedTuple):
    """Goods that travel alike: in the same need of cold and of haste."""

    is_cold: bool
    most_hours: int | None
    is_fresh: bool

    @property
    def need(self) -> Need:
        hours = [FRESH_HOURS] * self.is_fresh + [self.most_hours] * bool(self.most_hours)
        return Need(cold=self.is_cold, hours=min(filter(None, hours), default=None))


class Reach(NamedTuple):
    """Whose goods of a kind go there: by the market's own way, and of those with other ways."""

    kind: Kind
    by_market: bool
    going: list[int]
    staying: list[int]

    def condition(self, fresh: list[int]) -> Q:
        among = Q(producer__in=self.going)
        if self.by_market:
            among = ~Q(producer__in=self.staying)
        kept = Q(criteria_set__in=fresh)
        alike = Q(is_cold=self.kind.is_cold, most_hours=self.kind.most_hours)
        if self.kind.most_hours is None:
            alike = Q(is_cold=self.kind.is_cold, most_hours__isnull=True)
        return alike & (kept if self.kind.is_fresh else ~kept) & among


def reachable(among: ListingQuerySet, question: Question, *, on: date) -> ListingQuerySet:
    """Those that can be brought to the province asked for; all, where none is asked for."""
    province = question.destination
    if not province:
        return among
    fresh = _fresh(on)
    key = f"reach:{province}:{on}"
    known: list[Reach] | None = cache.get(key)
    if known is None:
        known = _reaches(province, on)
        cache.set(key, known, SECONDS)
    fitting = Q(pk__in=[])
    for one in known:
        fitting |= one.condition(fresh)
    return among.filter(fitting)


def _fresh(on: date) -> list[int]:
    fresh = Policy.objects.in_force(on=on).filter(is_fresh=True)
    return list(fresh.values_list("criteria_set", flat=True))


def _reaches(province: str, on: date) -> list[Reach]:
    """Worked out for all producers at once, and kept for half a minute."""
    own = Producer.objects.filter(delivery_methods__ended_at__isnull=True)
    producers = list(own.filter(delivery_methods__isnull=False).distinct())
    without = Producer(pk=0)
    ways = delivery.ways_of([*producers, without], on=on)
    places = delivery.places_in(province)
    return [
        Reach(
            kind,
            by_market=_goes(ways[0], kind, places),
            going=[one.pk for one in producers if _goes(ways[one.pk], kind, places)],
            staying=[one.pk for one in producers if not _goes(ways[one.pk], kind, places)],
        )
        for kind in _kinds()
    ]


def _kinds() -> list[Kind]:
    told = Listing.objects.order_by().values_list("is_cold", "most_hours").distinct()
    return [Kind(cold, hours, is_fresh) for cold, hours in told for is_fresh in (False, True)]


def _goes(ways: list[Way], kind: Kind, places: list[Destination]) -> bool:
    """To most of the province; islands and hills may be another matter."""
    load = Load(grams=GRAMS, goods_total=WORTH, needs={0: kind.need})
    return not stranded(delivery.quotes(ways, load, places), load)
