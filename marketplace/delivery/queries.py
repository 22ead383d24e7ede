"""Which ways a producer's goods may go, where a buyer is, and what the way there costs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.prepared import Prepared
from marketplace.delivery import tables
from marketplace.delivery.models import FarCommune, Method, Tariff, Travel, Zone, ZonePlace
from marketplace.delivery.tables import (
    Area,
    Destination,
    Far,
    Load,
    Need,
    Quote,
    Reason,
    Step,
    Way,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from catalog.models import Commune, Pack, Producer

MARKET = 0
"""The key of the market's own tariff, for producers who have set no way of their own."""

FRESH_HOURS = 24
"""What goods bear that the market's rule on fresh goods speaks of: they arrive within the day."""


class NotDelivered(Exception):
    """What of an order does not go there: reasons by pack (key); or no way was chosen at all."""

    def __init__(self, refused: Mapping[int, tables.Reason]) -> None:
        super().__init__(_("Có món không giao tới nơi này được."))
        self.refused = dict(refused)


def ways_of(producers: Iterable[Producer], *, on: date) -> dict[int, list[Way]]:
    """The ways of each producer (key), the oldest first. Three queries; a fourth for the market's.

    Who has set none delivers by the market's tariff in force on that day.
    """
    asked = {producer.pk: producer for producer in producers}
    zones: dict[Method, list[Area]] = defaultdict(list)
    for zone in _zones(producers=asked):
        zones[zone.method].append(_area(zone))
    ways: dict[int, list[Way]] = {key: [] for key in asked}
    for method, areas in zones.items():
        ways[method.producer_id].append(_way(method, areas, asked[method.producer_id]))
    bare = [key for key, found in ways.items() if not found]
    market = _market_areas(on=on) if bare else []
    for key in bare:
        ways[key] = [_market_way(asked[key], market)]
    return ways


def tariffs(*, on: date) -> dict[str, Tariff]:
    """The market's tariff of each zone in force on that day; of several, the latest."""
    return {row.zone: row for row in _tariffs(on=on)}


def place_of(commune: Commune) -> Destination:
    """Just there. One query."""
    far = next((kind for (kind,) in _far(commune=commune.pk)), "")
    return Destination(province=commune.province_id, commune=commune.pk, far=Far(far))


def places_in(province: str) -> list[Destination]:
    """Anywhere in a province: as most of it lies, and each commune of it that lies far.

    One query.
    """
    found = [
        Destination(province=province, commune=commune, far=Far(kind))
        for commune, kind in _far_in(province=province)
    ]
    return [Destination(province=province), *found]


def all_of(way: Way, places: Sequence[Destination]) -> list[Destination]:
    """The places asked about; of a whole province also the communes that the way names."""
    if any(place.commune is None for place in places):
        return [*places, *way.places(places[0].province)]
    return list(places)


def quotes(ways: Iterable[Way], load: Load, places: Sequence[Destination]) -> list[Quote]:
    """What each way asks for a load: there exactly, or over a province (:func:`places_in`)."""
    return [tables.quote(way, load, all_of(way, places)) for way in ways]


def why_not(reason: Reason, *, where: str) -> str:
    """Why goods do not go somewhere, for whoever wanted them there."""
    words = {
        Reason.NOT_SERVED: _("Không giao tới %(where)s."),
        Reason.NEEDS_COLD: _("Không giao tới %(where)s vì cần giữ lạnh suốt đường."),
        Reason.TOO_SLOW: _("Không giao tới %(where)s vì đường đi quá lâu với món này."),
    }
    return words[reason] % {"where": where}


def in_words(places: Sequence[Destination], *, province: str) -> str:
    """``đảo``, for an island alone; the name of the province, for all of it."""
    kinds = {place.far for place in places}
    if len(places) > 1 or not kinds - {Far.MAINLAND}:
        return province
    return _("đảo") if kinds == {Far.ISLAND} else _("vùng sâu, vùng xa")


def need_of(pack: Pack, *, is_fresh: bool) -> Need:
    """What a pack bears; load it with its ``travel``."""
    travel: Travel | None = getattr(pack, "travel", None)
    told = [travel.most_hours] if travel and travel.most_hours else []
    hours = [*told, *([FRESH_HOURS] if is_fresh else [])]
    return Need(cold=bool(travel and travel.needs_cold), hours=min(hours, default=None))


@Prepared
def _zones(producers: Collection[int]) -> QuerySet[Zone]:
    offered = Zone.objects.filter(method__producer__in=producers, method__ended_at__isnull=True)
    named = Prefetch("places", ZonePlace.objects.select_related("commune"))
    rows = offered.select_related("method__commune__province").prefetch_related("prices", named)
    return rows.order_by("method", "pk")


@Prepared
def _tariffs(on: date) -> QuerySet[Tariff]:
    return Tariff.objects.in_force(on=on).order_by("valid_from", "pk")


@Prepared
def _far(commune: int) -> QuerySet[FarCommune, tuple[str]]:
    return FarCommune.objects.filter(commune=commune).values_list("kind")


@Prepared
def _far_in(province: str) -> QuerySet[FarCommune, tuple[int, str]]:
    far = FarCommune.objects.filter(commune__province=province).order_by("commune")
    return far.values_list("commune", "kind")


def _area(zone: Zone) -> Area:
    places = zone.places.all()
    return Area(
        where=Where(zone.where),
        steps=[
            Step(
                goods_from=price.goods_from,
                first_grams=price.first_grams,
                first_fee=price.first_fee,
                step_grams=price.step_grams,
                step_fee=price.step_fee,
            )
            for price in zone.prices.all()
        ],
        provinces=frozenset(place.province_id for place in places if place.province_id),
        communes={place.commune.pk: place.commune.province_id for place in places if place.commune},
        is_cold=zone.is_cold,
        hours=zone.hours,
    )


def _way(method: Method, areas: list[Area], producer: Producer) -> Way:
    return Way(
        key=method.pk,
        kind=method.kind,
        name=method.name,
        areas=areas,
        home=producer.province_id,
        home_commune=producer.commune_id,
        carrier=method.carrier,
        days=method.days,
        place=where_to_fetch(method),
        is_pickup=method.kind == Method.Kind.PICKUP,
    )


def where_to_fetch(method: Method) -> str:
    """Address and hours of a pick-up point, in one line; empty for other ways."""
    opens, closes = method.opens_at, method.closes_at
    if not (method.commune and opens and closes):
        return ""
    return _("%(street)s, %(commune)s · %(days)s, %(opens)s–%(closes)s") % {
        "street": method.street,
        "commune": method.commune.full_name,
        "days": days_in_words(method.days),
        "opens": time_format(opens, "H:i"),
        "closes": time_format(closes, "H:i"),
    }


def days_in_words(days: str) -> str:
    """``1234567`` is every day; others are named."""
    names = {
        "1": _("thứ hai"),
        "2": _("thứ ba"),
        "3": _("thứ tư"),
        "4": _("thứ năm"),
        "5": _("thứ sáu"),
        "6": _("thứ bảy"),
        "7": _("chủ nhật"),
    }
    return _("cả tuần") if len(days) == len(names) else ", ".join(names[day] for day in days)


def _market_areas(*, on: date) -> list[Area]:
    where = {
        Tariff.Zone.SAME_PROVINCE.value: Where.HOME,
        Tariff.Zone.OTHER_PROVINCE.value: Where.ELSEWHERE,
    }
    found = tariffs(on=on)
    return [_market_area(where[zone], found.get(zone)) for zone in where]


def _market_area(where: Where, tariff: Tariff | None) -> Area:
    if tariff is None:
        return Area(where=where)
    step = Step(
        goods_from=0,
        first_grams=tariff.first_grams,
        first_fee=tariff.first_fee,
        step_grams=tariff.step_grams,
        step_fee=tariff.step_fee,
    )
    return Area(where=where, steps=[step])


def _market_way(producer: Producer, areas: list[Area]) -> Way:
    return Way(
        key=MARKET,
        kind=Method.Kind.CARRIER,
        name=_("Giao hàng theo biểu phí của chợ"),
        areas=areas,
        home=producer.province_id,
        home_commune=producer.commune_id,
    )
