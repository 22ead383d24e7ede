"""The rules of a day, and what they give the buyer of certain goods, from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from catalog.models import Policy
from marketplace.rights.kinds import Goods, Kind, goods_of
from marketplace.rights.models import ClaimRule
from marketplace.rights.windows import Window, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from catalog.models import CriteriaSet
    from marketplace.rights.windows import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One kind of claim about some goods: by which rule, and when."""

    kind: Kind
    rule: ClaimRule
    window: Window


def rules_of(goods: Goods, *, on: date) -> dict[Kind, ClaimRule]:
    """The rules of a day for a kind of goods, its own before those for any. One query."""
    return best(goods, ClaimRule.objects.in_force(on=on))


def best(goods: Goods, rules: Iterable[ClaimRule]) -> dict[Kind, ClaimRule]:
    """Of the rules those for such goods: their own before those for any, later before earlier."""
    fitting = [rule for rule in rules if rule.goods in {goods, Goods.ANY}]
    fitting.sort(key=lambda rule: (rule.goods != Goods.ANY, rule.valid_from))
    by_kind = {Kind(rule.kind): rule for rule in fitting}
    return {kind: by_kind[kind] for kind in Kind if kind in by_kind}


def rights(goods: Iterable[CriteriaSet], moments: Moments) -> dict[int, dict[Kind, Right]]:
    """What may be claimed of goods of each criteria set (by key), now or later. Two queries.

    By the rules and policies of the day of the order. A kind that is never given is not named.
    """
    on = localdate(moments.placed_at)
    rules = list(ClaimRule.objects.in_force(on=on))
    fresh = set(
        Policy.objects.in_force(on=on).filter(is_fresh=True).values_list("criteria_set", flat=True)
    )
    kinds = {one.pk: goods_of(one, is_fresh=one.pk in fresh) for one in goods}
    return {pk: _rights(best(kind, rules), moments) for pk, kind in kinds.items()}


def last_moment(goods: Iterable[CriteriaSet], moments: Moments) -> datetime | None:
    """When the last claim for a fault of the goods may be made; None while that is open.

    As long as for the goods that keep longest; where nothing is given, when they came. What
    :attr:`Kind.is_waited_for` leaves out is not waited for.
    """
    given = [right for of in rights(goods, moments).values() for right in of.values()]
    ends = [right.window.closes_at for right in given if right.kind.is_waited_for]
    known = [one for one in ends if one is not None]
    return max(known, default=moments.delivered_at) if len(known) == len(ends) else None


def _rights(rules: Mapping[Kind, ClaimRule], moments: Moments) -> dict[Kind, Right]:
    spans = {
        kind: window(moments, since=rule.since, after=rule.after, hours=rule.hours)
        for kind, rule in rules.items()
    }
    return {
        kind: Right(kind=kind, rule=rules[kind], window=span)
        for kind, span in spans.items()
        if span is not None
    }
