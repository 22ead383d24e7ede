"""What facets count of a listing, as one word: counted whole, then taken apart. No Django.

Grouping rows by eight columns is several times dearer than grouping them by one that an index
holds. The province stands last, by itself: it has the most values.
"""

from __future__ import annotations

BAR = "|"


def traits(
    *,
    is_available: bool,
    stars: int,
    shelf: str,
    group: int,
    band: str,
    is_cold: bool,
    criteria_set: int,
    province: str,
) -> str:
    """``"1|4|tra-va-ca-phe|1|100-300||9|22"``: what addresses say, nothing for none."""
    flags = ("", "1")
    kind = (flags[is_available], stars or "", shelf, group, band, flags[is_cold])
    return BAR.join(map(str, (*kind, criteria_set, province)))


def taken_apart(told: str) -> tuple[str, str, str]:
    """What divides goods anywhere, the criteria set, and the province."""
    kind, criteria_set, province = told.rsplit(BAR, 2)
    return kind, criteria_set, province
