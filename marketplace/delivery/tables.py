"""Where a way of delivering goes, what it carries and what it costs. Pure: no Django, no clock.

Amounts are whole đồng, weights gross grams. A place is a province by its code and, once known, a
commune by its key. What is said of a province before the commune is known is a span: from the
least to the most that any of its communes pays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Far(StrEnum):
    """How a commune lies for whoever drives there."""

    MAINLAND = ""
    REMOTE = "remote"
    ISLAND = "island"


class Where(StrEnum):
    """What a zone is built from, the most particular first: the first that fits is taken."""

    COMMUNES = "communes"
    ISLANDS = "islands"
    REMOTE = "remote"
    PROVINCES = "provinces"
    HOME = "home"
    ELSEWHERE = "elsewhere"


class Reason(StrEnum):
    """Why goods do not go to a place."""

    NOT_SERVED = "not_served"
    NEEDS_COLD = "needs_cold"
    TOO_SLOW = "too_slow"


RANK = {where: number for number, where in enumerate(Where)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where to. Without a commune: anywhere in the province that lies so."""

    province: str
    commune: int | None = None
    far: Far = Far.MAINLAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What goods bear: whether they must be kept cold, and at most so many hours on the way."""

    cold: bool = False
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """All that one producer sends at once. ``needs`` by the key of the pack."""

    grams: int
    goods_total: int
    needs: Mapping[int, Need] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """For goods worth ``goods_from`` and more: the first grams, then a fee for each step begun.

    Free delivery over a sum is a step whose fees are 0.
    """

    goods_from: int
    first_grams: int
    first_fee: int
    step_grams: int
    step_fee: int

    def fee_for(self, grams: int) -> int:
        beyond = max(0, grams - self.first_grams)
        return self.first_fee + -(-beyond // self.step_grams) * self.step_fee


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One zone of a way. ``communes`` maps a commune's key to its province. No steps: not served.

    ``hours`` is the longest it takes, None when nothing is promised.
    """

    where: Where
    steps: Sequence[Step] = ()
    provinces: frozenset[str] = frozenset()
    communes: Mapping[int, str] = field(default_factory=dict)
    is_cold: bool = False
    hours: int | None = None

    def holds(self, there: Destination, home: str | None) -> bool:
        match self.where:
            case Where.COMMUNES:
                return there.commune in self.communes
            case Where.ISLANDS:
                return there.far is Far.ISLAND
            case Where.REMOTE:
                return there.far is Far.REMOTE
            case Where.PROVINCES:
                return there.province in self.provinces
            case Where.HOME:
                return home is not None and there.province == home
            case Where.ELSEWHERE:
                return True

    def fee_for(self, load: Load) -> int | None:
        """Đồng, by the last step that the worth of the goods reaches; None: not served."""
        reached = [step for step in self.steps if step.goods_from <= load.goods_total]
        if not reached:
            return None
        return max(reached, key=lambda step: step.goods_from).fee_for(load.grams)

    def refuses(self, need: Need) -> Reason | None:
        if need.cold and not self.is_cold:
            return Reason.NEEDS_COLD
        if need.hours is not None and (self.hours is None or self.hours > need.hours):
            return Reason.TOO_SLOW
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way in which one producer delivers. ``key`` 0 is the market's own tariff.

    ``home`` and ``home_commune`` are where it sends from; ``carrier`` names the adapter that may
    be asked what it costs; ``is_pickup`` goods wait at ``place`` and travel nowhere.
    """

    key: int
    kind: str
    name: str
    areas: Sequence[Area]
    home: str | None = None
    home_commune: int | None = None
    carrier: str = ""
    days: str = ""
    place: str = ""
    is_pickup: bool = False

    def area(self, there: Destination) -> Area | None:
        """The zone of a place; a producer's own commune is never far from itself."""
        if there.commune is not None and there.commune == self.home_commune:
            there = Destination(province=there.province, commune=there.commune)
        found = [area for area in self.areas if area.holds(there, self.home)]
        return min(found, key=lambda area: RANK[area.where], default=None)

    def places(self, province: str) -> list[Destination]:
        """Communes of the province that this way names one by one."""
        return [
            Destination(province=province, commune=commune)
            for area in self.areas
            for commune, lies_in in area.communes.items()
            if lies_in == province
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a way asks for a load, over the places asked about.

    ``least`` is None when it goes to none of them. ``refused`` are the packs (keys) that it takes
    to none of them. ``is_everywhere``: all of it to all of them.
    """

    way: Way
    least: int | None
    most: int | None
    is_everywhere: bool
    refused: Mapping[int, Reason] = field(default_factory=dict)
    hours: int | None = None
    is_told: bool = False

    @property
    def can_be_chosen(self) -> bool:
        return self.least is not None and not self.refused

    def as_told(self, fee: int | None) -> Quote:
        """The same at the fee its carrier told; what the producer sends free stays free."""
        if fee is None or self.most is None or self.most == 0:
            return self
        return replace(self, least=fee, most=fee, is_told=True)

    @property
    def varies(self) -> bool:
        return self.least != self.most


def quote(way: Way, load: Load, places: Iterable[Destination]) -> Quote:
    """What the way asks, from the least to the most of these places."""
    areas = [way.area(there) for there in places]
    served = [area for area in areas if area and area.fee_for(load) is not None]
    if not served:
        refused = dict.fromkeys(load.needs, Reason.NOT_SERVED)
        return Quote(way=way, least=None, most=None, is_everywhere=False, refused=refused)
    fees = [fee for area in served if (fee := area.fee_for(load)) is not None]
    needs = {} if way.is_pickup else load.needs
    reasons = {key: [area.refuses(need) for area in served] for key, need in needs.items()}
    refused = {key: said[0] for key, said in reasons.items() if said[0] and all(said)}
    is_everywhere = len(served) == len(areas) and not any(map(any, reasons.values()))
    hours = [area.hours for area in served]
    return Quote(
        way=way,
        least=min(fees),
        most=max(fees),
        is_everywhere=is_everywhere,
        refused=refused,
        hours=None if None in hours else max(hour for hour in hours if hour is not None),
    )


def best(quotes: Iterable[Quote], chosen: int | None = None) -> Quote | None:
    """The one chosen (by its way's key); else the cheapest that brings all of it to the door.

    None when nothing can be chosen. A way chosen that cannot be taken is no choice; nobody is sent
    to fetch goods who did not ask to.
    """
    able = [one for one in quotes if one.can_be_chosen]
    wanted = next((one for one in able if one.way.key == chosen), None)
    to_the_door = [one for one in able if not one.way.is_pickup]
    return wanted or min(to_the_door, key=_by_cost, default=None)


def _by_cost(one: Quote) -> tuple[bool, int]:
    return (not one.is_everywhere, one.least or 0)


def stranded(quotes: Sequence[Quote], load: Load) -> dict[int, Reason]:
    """Packs (keys) that no way takes to the door there, with the reason nearest to a yes."""
    driven = [one for one in quotes if not one.way.is_pickup]
    reasons = {key: [one.refused.get(key) for one in driven] for key in load.needs}
    order = [Reason.TOO_SLOW, Reason.NEEDS_COLD, Reason.NOT_SERVED]
    return {
        key: min((one for one in said if one), key=order.index, default=Reason.NOT_SERVED)
        for key, said in reasons.items()
        if all(said)
    }
