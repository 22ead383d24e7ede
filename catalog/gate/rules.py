"""The gate itself, as plain data: whether goods may be sold on a day, and until when. No Django.

It fails closed: where no rule is in force for a kind of seller or a kind of goods, nothing of it
may be sold. A rule that asks for nothing is a rule too, with its legal basis.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOREVER = date.max
"""The first day on which goods may not be sold, where no such day is known."""
NOTHING = "nothing"
OF_GOODS = frozenset({"declaration", "supplement", "cosmetic"})
"""Papers that are about one product; all others are about whoever sells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``fact`` is asked of a ``kind`` of sellers (empty: all), or of those who sell ``goods``.

    Who sold before ``spares_before`` has until ``spares_until`` to answer.
    """

    fact: str
    valid_from: date
    kind: str = ""
    goods: int | None = None
    valid_until: date | None = None
    spares_before: date | None = None
    spares_until: date | None = None
    key: int = 0

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def spares(self, since: date | None, day: date) -> bool:
        """Whether whoever sells since then need not answer yet."""
        if since is None or self.spares_before is None or self.spares_until is None:
            return False
        return since < self.spares_before and day < self.spares_until


@dataclass(frozen=True, slots=True)
class Held:
    """An approved paper, of one product or (None) of the seller; or one that was taken back."""

    fact: str
    product: int | None = None
    valid_until: date | None = None
    is_void: bool = False

    def holds(self, day: date) -> bool:
        return not self.is_void and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A product, by what the rules look at: its criteria set, its seller, and since when."""

    key: int
    criteria_set: int
    seller_kind: str
    seller_since: date | None
    sold_since: date | None = None

    def since(self, rule: Rule) -> date | None:
        return self.seller_since if rule.goods is None else self.sold_since


def asked_of_sellers(rules: Iterable[Rule], *, kind: str, day: date) -> list[Rule]:
    """What is asked of that kind of seller, whatever it sells."""
    return [r for r in rules if r.is_in_force(day) and r.goods is None and r.kind == kind]


def asked_of_goods(rules: Iterable[Rule], *, kind: str, criteria_set: int, day: date) -> list[Rule]:
    """What is asked of whoever of that kind sells such goods."""
    return [
        r for r in rules if r.is_in_force(day) and r.goods == criteria_set and r.kind in {"", kind}
    ]


def is_met(rule: Rule, *, goods: Goods, papers: Iterable[Held], day: date) -> bool:
    """By nothing being asked, by a paper that holds, or by the days that are given.

    Whose paper was taken back is given no days.
    """
    if rule.fact == NOTHING:
        return True
    about = goods.key if rule.fact in OF_GOODS else None
    mine = [paper for paper in papers if paper.fact == rule.fact and paper.product == about]
    if any(paper.holds(day) for paper in mine):
        return True
    return rule.spares(goods.since(rule), day) and not any(paper.is_void for paper in mine)


def is_open(rules: Sequence[Rule], *, goods: Goods, papers: Sequence[Held], day: date) -> bool:
    """Whether these goods may be sold on that day."""
    if goods.seller_since is None:
        return False
    seller = asked_of_sellers(rules, kind=goods.seller_kind, day=day)
    own = asked_of_goods(rules, kind=goods.seller_kind, criteria_set=goods.criteria_set, day=day)
    return (
        bool(seller)
        and bool(own)
        and all(is_met(rule, goods=goods, papers=papers, day=day) for rule in (*seller, *own))
    )


def open_until(
    rules: Sequence[Rule], *, goods: Goods, papers: Sequence[Held], on: date
) -> date | None:
    """The first day from ``on`` on which they may not be sold; None where that is today."""
    concerning = [r for r in rules if r.goods in {None, goods.criteria_set}]
    for day in (on, *sorted({d for d in _turns(concerning, papers) if d > on})):
        if not is_open(concerning, goods=goods, papers=papers, day=day):
            return day if day > on else None
    return FOREVER


def _turns(rules: Iterable[Rule], papers: Iterable[Held]) -> Iterator[date]:
    """Every day on which an answer may change though nobody does anything."""
    for rule in rules:
        yield rule.valid_from
        yield from (day for day in (rule.valid_until, rule.spares_until) if day)
    yield from (paper.valid_until for paper in papers if paper.valid_until)
