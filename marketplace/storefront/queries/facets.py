"""Facets with counts, out of one cross table: each counts what its choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.tables import rows
from marketplace.listings.traits import BAR, taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marketplace.storefront.asking import Question

FIELDS = {
    "con": "is_available",
    "sao": "stars",
    "ke": "shelf",
    "nhom": "group",
    "gia": "band",
    "lanh": "is_cold",
    "tinh": "province",
    "xa": "commune",
}
"""The column of a listing behind each facet, in the order they are shown and traits name them."""
OPEN = {"con", "sao", "gia", "tinh"}

Names = dict[str, dict[str, str]]
Counts = dict[str, Counter[str]]
Wanted = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    url: str
    count: int
    chosen: bool
    value: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet as ``components/_facets.html`` shows it."""

    label: str
    options: tuple[Option, ...]
    open: bool
    name: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are left by what was chosen, and by each facet's choices had it none."""

    total: int
    counts: Counts
    everything: int


class Kind:
    """Listings that share all traits but where they are from: how many are from where one wants."""

    __slots__ = ("fitting", "missed", "values")

    def __init__(self, kind: str, wanted: Wanted) -> None:
        self.values = dict(zip(FIELDS, kind.split(BAR), strict=False))
        told = self.values.items()
        self.missed = [name for name, value in told if name in wanted and value not in wanted[name]]
        self.fitting = 0


def tally(table: Iterable[tuple[str, str, int]], question: Question) -> Tally:
    """Count a cross table: traits of listings, the commune, and how many share them."""
    wanted = {name: frozenset(among) for name in FIELDS if (among := question.values(name))}
    counts: Counts = {name: Counter() for name in FIELDS}
    kinds, everything = _kinds(table, wanted, counts["tinh"], counts["xa"])
    total = 0
    for kind in kinds:
        missed = kind.missed
        total += 0 if missed else kind.fitting
        for name in kind.values if not missed else missed[: len(missed) == 1]:
            counts[name][kind.values[name]] += kind.fitting
    for counted in counts.values():
        counted.pop("", None)  # what is not there (no star, no price) is no choice
    return Tally(total, counts, everything)


def _kinds(
    table: Iterable[tuple[str, str, int]],
    wanted: Wanted,
    in_provinces: Counter[str],
    in_communes: Counter[str],
) -> tuple[Iterable[Kind], int]:
    """All kinds; counts each of the two facets of places by what the other one leaves.

    A broad word has thousands of rows here: each is looked at once.
    """
    provinces, communes = wanted.get("tinh"), wanted.get("xa")
    kinds: dict[str, Kind] = {}
    everything = 0
    for told, commune, n in table:
        key, _set, province = taken_apart(told)
        kind = kinds.get(key)
        if kind is None:
            kind = kinds[key] = Kind(key, wanted)
        everything += n
        is_there = not provinces or province in provinces
        is_here = not communes or commune in communes
        if is_there and is_here:
            kind.fitting += n
        if not kind.missed:
            if is_here:
                in_provinces[province] += n
            if is_there and commune:
                in_communes[commune] += n
    return kinds.values(), everything


def groups(found: Tally, question: Question, communes: Mapping[str, str]) -> tuple[FacetGroup, ...]:
    """The facets that divide what was found; one that holds a single choice tells nothing."""
    titles = {
        "con": _("Có hàng ngay"),
        "sao": _("Sao OCOP còn hiệu lực"),
        "ke": _("Kệ hàng"),
        "nhom": _("Nhóm sản phẩm"),
        "gia": _("Giá"),
        "lanh": _("Giữ lạnh"),
        "tinh": _("Tỉnh, thành phố"),
        "xa": _("Xã, phường"),
    }
    names = _names(get_language() or "vi") | {"xa": dict(communes)}
    made = {name: _options(name, names[name], found, question) for name in titles}
    return tuple(
        FacetGroup(title, made[name], name in OPEN or bool(question.values(name)), name)
        for name, title in titles.items()
        if _divides(made[name], found.everything)
    )


def _divides(options: Sequence[Option], everything: int) -> bool:
    alone = len(options) == 1 and options[0].count == everything and not options[0].chosen
    return bool(options) and not alone


def _options(
    name: str, labels: Mapping[str, str], found: Tally, question: Question
) -> tuple[Option, ...]:
    counts, chosen = found.counts[name], question.values(name)
    labels = {**labels, **{value: value for value in counts if value not in labels}}
    return tuple(
        Option(label, question.toggled(name, value).query(), counts[value], value in chosen, value)
        for value, label in labels.items()
        if counts[value] or value in chosen
    )


@cache
def _names(language: str) -> Names:
    """Words for every value of every facet, in the order they are listed, from what ships."""
    name = "name_en" if language == "en" else "name"
    return {
        "con": {"1": _("Còn hàng")},
        "sao": {"5": _("5 sao"), "4": _("4 sao"), "3": _("3 sao")},
        "ke": {row["slug"]: row[name] for row in rows("kinds/shelves.csv")},
        "nhom": {row["number"]: row[name] for row in rows("kinds/groups.csv")},
        "gia": {
            "duoi-100": _("Dưới 100.000 ₫"),
            "100-300": _("100.000 – 300.000 ₫"),
            "300-1000": _("300.000 – 1.000.000 ₫"),
            "tren-1000": _("Từ 1.000.000 ₫"),
        },
        "lanh": {"1": _("Phải giữ lạnh trên đường")},
        "tinh": {row["code"]: row["short_name"] for row in provinces()},
    }


@cache
def provinces() -> list[dict[str, str]]:
    """The provinces by the names people say, as they ship."""
    return sorted(rows("places/provinces.csv"), key=lambda row: row["short_name"])
