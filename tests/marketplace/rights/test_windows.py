"""When what may be claimed, of which goods: arithmetic, and the rules that ship."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from catalog.models import CriteriaSet
from catalog.tables import rows
from marketplace.rights.kinds import Goods, Kind, goods_of
from marketplace.rights.models import ClaimRule
from marketplace.rights.queries import best
from marketplace.rights.windows import Moments, window

PLACED = datetime(2026, 11, 1, tzinfo=UTC)
SHIPPED, DELIVERED = PLACED + timedelta(days=1), PLACED + timedelta(days=3)
HOUR = timedelta(hours=1)


def moments(shipped=SHIPPED, delivered=DELIVERED):
    return Moments(placed_at=PLACED, shipped_at=shipped, delivered_at=delivered)


def test_a_window_is_open_from_its_first_moment_until_before_its_last():
    span = window(moments(), since="delivered", after=0, hours=24)

    assert span.holds(DELIVERED + 24 * HOUR - timedelta(microseconds=1))
    assert not span.holds(DELIVERED + 24 * HOUR)
    assert not span.holds(SHIPPED - HOUR)


def test_what_was_not_said_to_have_come_may_still_be_claimed():
    span = window(moments(delivered=None), since="delivered", after=0, hours=24)

    assert span.closes_at is None
    assert span.holds(SHIPPED + timedelta(days=300))


@pytest.mark.parametrize("since", ["placed", "shipped", "delivered"])
def test_nothing_is_claimed_before_it_left_nor_where_no_hours_are_given(since):
    for after, hours in product([0, 24, 2000], [0, 1, 2000]):
        told = {"since": since, "after": after, "hours": hours}
        span = window(moments(), **told)

        assert window(moments(shipped=None), **told) is None
        assert (span is None) == (hours == 0)
        assert span is None or span.opens_at >= SHIPPED


def shipped_rules():
    for row in rows("law/claim_rules.csv"):
        begins, _ends = row.pop("valid_from"), row.pop("valid_until")
        numbers = {name: int(row.pop(name)) for name in ("after", "hours")}
        yield ClaimRule(**row, **numbers, valid_from=date.fromisoformat(begins))


def test_the_rules_that_ship_are_whole_and_say_what_they_rest_on():
    rules = list(shipped_rules())
    for rule in rules:
        rule.clean_fields()
        assert rule.basis

    assert {rule.kind for rule in rules if rule.goods == Goods.ANY} == set(Kind.values)


@pytest.mark.parametrize(
    ("goods", "withdraws", "damaged"),
    [
        (Goods.ANY, 168, 168),
        (Goods.CONSUMED, 72, 168),
        (Goods.FRESH, 0, 24),
        (Goods.LIVING, 0, 168),
    ],
)
def test_goods_have_rules_of_their_own_before_those_for_any(goods, withdraws, damaged):
    chosen = best(goods, shipped_rules())

    assert chosen[Kind.WITHDRAWAL].hours == withdraws
    assert chosen[Kind.DAMAGED].hours == damaged
    assert chosen[Kind.MISINFORMED].hours == 720


@pytest.mark.parametrize(
    ("group", "is_fresh", "goods"),
    [(1, True, "fresh"), (1, False, "consumed"), (4, False, "any"), (5, False, "living")],
)
def test_goods_are_told_apart_by_group_and_freshness(group, is_fresh, goods):
    assert goods_of(CriteriaSet(group_id=group), is_fresh=is_fresh) == goods
