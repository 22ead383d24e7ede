"""The shelves as the header shows them: from the shipped table, so that no page asks for them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.urls import reverse

from catalog.kind_names import spoken
from catalog.tables import rows

ICONS = {
    "thit-hai-san-che-bien": "fish",
    "tra-va-ca-phe": "coffee",
    "bun-mien-banh-tu-gao": "soup",
    "nuoc-mam-gia-vi": "droplets",
    "mat-ong": "flower",
    "rau-cu-qua-che-bien": "cherry",
    "rau-cu-qua-tuoi": "carrot",
    "thit-trung-thuy-san-tuoi": "egg",
    "gao-va-ngu-coc": "wheat",
    "banh-keo-do-an-nhanh": "cookie",
    "duoc-lieu-suc-khoe": "leaf",
    "nuoc-khoang-nuoc-giai-khat": "milk",
    "thu-cong-my-nghe-trang-suc": "gem",
    "hoa-cay-canh": "sprout",
    "du-lich-cong-dong": "travel",
    "ruou": "wine",
}


class ShelfMark(NamedTuple):
    """A shelf of the header: its name in the language of the page, address and icon."""

    slug: str
    name: str
    icon: str
    url: str


@cache
def shelves(language: str, *, of_age: bool) -> tuple[ShelfMark, ...]:
    """All shelves in order; those for grown-ups only for who has said to be one."""
    hidden = frozenset() if of_age else _for_grown_ups()
    return tuple(
        ShelfMark(slug, spoken(row["name"], language=language), ICONS[slug], _address(slug))
        for row in rows("kinds/shelves.csv")
        if (slug := row["slug"]) not in hidden
    )


def _address(slug: str) -> str:
    return reverse("storefront:shelf", args=[slug])


@cache
def _for_grown_ups() -> frozenset[str]:
    limited = {row["criteria_set"] for row in rows("kinds/policies.csv") if int(row["minimum_age"])}
    return frozenset(row["shelf"] for row in rows("kinds/sets.csv") if row["number"] in limited)
