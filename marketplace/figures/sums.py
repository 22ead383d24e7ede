"""What a stall sold in some time, added up. No Django here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Sold(NamedTuple):
    """So many packs for so many đồng."""

    packs: int
    amount: int


NOTHING = Sold(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Of some time. ``returning`` are orders whose buyer had ordered before.

    What was sold is told by the key of its pack; orders (``provinces``) and looks at codes
    (``places``) by the code of a province, «» where nobody said.
    """

    orders: int = 0
    returning: int = 0
    claims: int = 0
    packs: Mapping[int, Sold] = field(default_factory=dict)
    provinces: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def amount(self) -> int:
        """Đồng for goods."""
        return sum(one.amount for one in self.packs.values())

    @property
    def sold(self) -> int:
        """Packs."""
        return sum(one.packs for one in self.packs.values())

    @property
    def looks(self) -> int:
        return sum(self.places.values())

    def __bool__(self) -> bool:
        return bool(self.orders or self.claims or self.packs or self.looks)


def total(rows: Iterable[Sums]) -> Sums:
    """All of them together."""
    rows = list(rows)
    packs: dict[int, Sold] = {}
    for row in rows:
        for key, more in row.packs.items():
            so_far = packs.get(key, NOTHING)
            packs[key] = Sold(so_far.packs + more.packs, so_far.amount + more.amount)
    return Sums(
        orders=sum(row.orders for row in rows),
        returning=sum(row.returning for row in rows),
        claims=sum(row.claims for row in rows),
        packs=packs,
        provinces=_added(row.provinces for row in rows),
        places=_added(row.places for row in rows),
    )


def _added(rows: Iterable[Mapping[str, int]]) -> dict[str, int]:
    whole: Counter[str] = Counter()
    for row in rows:
        whole.update(row)
    return dict(whole)


def folded(counts: Mapping[str, int], *, least: int) -> tuple[list[tuple[str, int]], int]:
    """The greatest first, and what all others come to.

    Others are those nobody named, and those so few that somebody might be known by them: less than
    ``least``. One of these left alone takes a greater one along, or it would be told all the same.
    """
    named = [(key, n) for key, n in counts.items() if key and n >= least]
    named.sort(key=lambda one: (-one[1], one[0]))
    rest = sum(counts.values()) - sum(n for _key, n in named)
    while named and 0 < rest < least:
        rest += named.pop()[1]
    return named, rest
