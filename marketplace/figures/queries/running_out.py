"""Which packs of a stall will be sold out, and around when, if they go on selling as they do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Sum

from catalog.models import Pack
from marketplace.figures.forecast import SPAN, Forecast, forecast
from marketplace.figures.queries.stalls import packs_by_day
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Producer

MOST_SHOWN = 30


class RunningOut(NamedTuple):
    pack: Pack
    forecast: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Packs on sale whose end can be told, the first to end first; of how many others it cannot."""

    known: list[RunningOut]
    unsure: int

    @property
    def soon(self) -> list[RunningOut]:
        """Within two weeks, and not out of store yet."""
        return [one for one in self.known if one.forecast.is_soon and one.forecast.free]


def outlook(producer: Producer, *, today: date) -> Outlook:
    """Four queries, and two for days that are not added up yet; none is of more than eight weeks.

    Packs that are out are told of as well, for they would sell.
    """
    sold: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for on, packs in packs_by_day(producer, since=today - SPAN, until=today).items():
        for key, n in packs.items():
            sold[key][on] = n
    lots = Lot.objects.filter(producer=producer).sellable(on=today).order_by()
    free = dict(lots.values_list("pack").annotate(n=Sum(F("on_hand") - F("reserved"))))
    told = {
        key: found
        for key, days in sold.items()
        if (found := forecast(days, free=free.get(key, 0), today=today))
    }
    first = sorted(told, key=lambda key: (told[key].left, key))[:MOST_SHOWN]
    rows = Pack.objects.filter(is_active=True).select_related("product").in_bulk(first)
    return Outlook(
        known=[RunningOut(rows[key], told[key]) for key in first if key in rows],
        unsure=len(set(free) - set(told)),
    )
