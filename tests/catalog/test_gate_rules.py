"""Until when goods may be sold, as plain data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.gate.rules import FOREVER, Goods, Held, Rule, is_open, open_until

DAY = date(2026, 11, 21)
SELLER = Rule(fact="registration", kind="cooperative", valid_from=date(2026, 7, 1))
SAFE = Rule(fact="food_safety", goods=12, valid_from=date(2026, 7, 1))
DECLARED = Rule(fact="declaration", goods=12, valid_from=date(2026, 7, 1))
TEA = Goods(key=1, criteria_set=12, seller_kind="cooperative", seller_since=DAY)
PAPERS = [Held("registration"), Held("food_safety"), Held("declaration", 1)]


def until(rules=(SELLER, SAFE, DECLARED), goods=TEA, papers=PAPERS):
    return open_until(rules, goods=goods, papers=papers, on=DAY)


def test_with_all_that_is_asked_goods_may_be_sold():
    assert until() == FOREVER


@pytest.mark.parametrize("missing", PAPERS)
def test_each_paper_is_needed(missing):
    assert until(papers=[paper for paper in PAPERS if paper != missing]) is None


@pytest.mark.parametrize(
    "shut",
    [
        {"rules": ()},
        {"rules": (SELLER,)},
        {"rules": (SAFE, DECLARED)},
        {"rules": (replace(SELLER, kind="company"), SAFE)},
        {"rules": (SELLER, replace(SAFE, kind="company"))},
        {"rules": (SELLER, replace(SAFE, valid_from=DAY + timedelta(1)))},
        {"rules": (SELLER, replace(SAFE, valid_until=DAY))},
        {"goods": replace(TEA, criteria_set=13)},
        {"goods": replace(TEA, seller_kind="unknown")},
        {"goods": replace(TEA, seller_since=None)},
        {"goods": replace(TEA, key=2)},
        {"papers": [*PAPERS[:2], Held("declaration", 1, DAY)]},
    ],
)
def test_the_gate_fails_closed(shut):
    assert until(**shut) is None


def test_it_shuts_by_itself_on_the_day_a_paper_ends_or_another_rule_begins():
    ends = DAY + timedelta(40)
    begins = replace(DECLARED, fact="supplement", valid_from=ends)

    assert until(papers=[*PAPERS[:2], Held("declaration", 1, ends)]) == ends
    assert until(rules=(SELLER, SAFE, begins), papers=PAPERS) == ends


def test_a_rule_that_asks_for_nothing_opens_it():
    crafts = Rule(fact="nothing", goods=21, valid_from=date(2026, 7, 1))
    basket = replace(TEA, criteria_set=21)

    assert until(rules=(SELLER, crafts), goods=basket, papers=PAPERS[:1]) == FOREVER


def test_who_sold_before_is_given_days_and_nobody_else():
    new_year = date(2027, 1, 1)
    given_days = {"spares_before": date(2026, 12, 1), "spares_until": new_year}
    rules = (replace(SELLER, **given_days), replace(DECLARED, **given_days))
    sold = replace(TEA, sold_since=DAY)

    assert until(rules, goods=sold, papers=[]) == new_year
    assert until(rules, goods=TEA, papers=[]) is None  # goods nobody has seen yet
    assert until(rules, goods=sold, papers=[Held("declaration", 1, is_void=True)]) is None
    assert until(rules, goods=replace(sold, seller_since=date(2026, 12, 1)), papers=[]) is None


DAYS = st.dates(DAY - timedelta(4), DAY + timedelta(4))
ENDS = st.none() | DAYS
RULES = st.builds(
    Rule,
    fact=st.sampled_from(["registration", "declaration", "nothing"]),
    kind=st.sampled_from(["cooperative", ""]),
    goods=st.sampled_from([None, 12]),
    valid_from=DAYS,
    valid_until=ENDS,
    spares_before=ENDS,
    spares_until=ENDS,
)
HELD = st.builds(
    Held,
    st.sampled_from(["registration", "declaration"]),
    st.sampled_from([None, 1]),
    ENDS,
    st.booleans(),
)


@settings(max_examples=50)
@given(st.lists(RULES, max_size=4), st.lists(HELD, max_size=3))
def test_the_day_is_the_first_on_which_they_may_not_be_sold(rules, papers):
    goods = replace(TEA, sold_since=DAY - timedelta(1))
    span = [DAY + timedelta(n) for n in range(12)]
    shut = [d for d in span if not is_open(rules, goods=goods, papers=papers, day=d)]

    day = open_until(rules, goods=goods, papers=papers, on=DAY)

    first = shut[0] if shut else FOREVER
    assert day == (None if first == DAY else first)
