"""What may be meant while somebody is still typing: goods, their makers, communes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Commune, CommuneAlias, Producer
from catalog.queries import for_grown_ups, readings
from catalog.search.indexes import Holding
from catalog.search.names import COMMUNES, OLD_COMMUNES, PRODUCERS
from marketplace.listings import plain
from marketplace.listings.actions import settle
from marketplace.listings.faces import from_text
from marketplace.listings.models import Listing, ListingQuerySet
from marketplace.listings.plain import Among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.db.models.expressions import OrderBy

    from catalog.search.readings import Reading

MOST_GOODS, MOST_NAMES = 5, 3


class Suggestion(NamedTuple):
    """One line: where it leads, what it is called, and what tells it from its namesakes."""

    words: str
    url: str
    note: str = ""


class Group(NamedTuple):
    label: str
    icon: str
    lines: list[Suggestion]


def suggestions(text: str, *, on: date, of_age: bool) -> list[Group]:
    """Up to five products, three producers and three communes, of each the closest first."""
    settle(on=on)
    kinds = (
        (_("Mặt hàng"), "basket", goods(text, on=on, of_age=of_age)),
        (_("Người làm"), "store", producers(text, on=on)),
        (_("Xã, phường"), "place", communes(text, on=on)),
    )
    return [Group(label, icon, lines) for label, icon, lines in kinds if lines]


def goods(text: str, *, on: date, of_age: bool) -> list[Suggestion]:
    limited = [] if of_age else [number for (number,) in for_grown_ups(on=on)]
    return _first(text, partial(_goods, limited), on=on)


def producers(text: str, *, on: date) -> list[Suggestion]:
    return _first(text, _producers, on=on)


def communes(text: str, *, on: date) -> list[Suggestion]:
    return _first(text, _communes, on=on)


def _first(text: str, ask: Callable[[Reading], list[Suggestion]], *, on: date) -> list[Suggestion]:
    """What the first reading finds by which anything is found."""
    tried = (ask(reading) for reading in readings(text, on=on) if reading.units)
    return next(filter(None, tried), [])


def _goods(limited: list[int], reading: Reading) -> list[Suggestion]:
    faces = map(from_text, _faces(reading, limited))
    is_english = get_language() == "en"
    return [
        Suggestion(
            (is_english and face.name_en) or face.name,
            reverse("storefront:product", args=[face.slug]),
            face.producer,
        )
        for face in faces
    ]


def _faces(reading: Reading, limited: list[int]) -> Iterable[str]:
    keys = plain.closest(reading, Among(), limited=limited, most=MOST_GOODS, is_broad=True)
    if keys is not None:
        return plain.faces(keys) if keys else ()
    shown = Listing.objects.exclude(criteria_set__in=limited).holding(reading)
    closest = partial(ListingQuerySet.closest_first, reading=reading)
    return shown.faces(closest, most=MOST_GOODS)


def _producers(reading: Reading) -> list[Suggestion]:
    """Those who have something on show; who has come forward stands first."""
    showing = Exists(Listing.objects.filter(producer=OuterRef("pk")))
    found = Producer.objects.filter(Holding(PRODUCERS, reading), showing)
    rows = _nearest(found, reading, "folded", F("claimed_at").asc(nulls_last=True))
    told = rows.values_list("name", "slug", "commune__name", "province__short_name")
    return [
        Suggestion(
            name,
            reverse("storefront:producer", args=[slug]),
            ", ".join(filter(None, [commune, province])),
        )
        for name, slug, commune, province in told[:MOST_NAMES]
    ]


def _communes(reading: Reading) -> list[Suggestion]:
    """By today's name, and then by an old one, which is said."""
    today = _nearest(Commune.objects.of_today().filter(Holding(COMMUNES, reading)), reading)
    rows = today.values_list("code", "name", "province__short_name")[:MOST_NAMES]
    told = {code: _commune(code, name, province) for code, name, province in rows}
    if len(told) < MOST_NAMES:
        once = CommuneAlias.objects.filter(Holding(OLD_COMMUNES, reading), _together(reading))
        old = _nearest(once, reading).values_list(
            "commune__code", "commune__name", "commune__province__short_name", "name"
        )
        for code, name, province, alias in old[: MOST_NAMES * 2]:
            told.setdefault(code, _commune(code, name, province, once=alias.partition(",")[0]))
    return list(told.values())[:MOST_NAMES]


def _commune(code: str, name: str, province: str, *, once: str = "") -> Suggestion:
    note = _("%(province)s · trước là %(name)s") % {"province": province, "name": once}
    return Suggestion(name, reverse("storefront:commune", args=[code]), note if once else province)


def _nearest(
    rows: QuerySet[Any, Any], reading: Reading, column: str = "folded", *first: OrderBy
) -> QuerySet[Any, Any]:
    """The words side by side before words apart, short names before long ones."""
    apart = Case(When(_together(reading, column), then=Value(0)), default=Value(1))
    return rows.order_by(apart, *first, Length(column), column, "pk")


def _together(reading: Reading, column: str = "folded") -> GreaterThan:
    return GreaterThan(StrIndex(F(column), Value(reading.phrase)), 0)
