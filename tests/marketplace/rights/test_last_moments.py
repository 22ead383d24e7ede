"""Until when the last fault of goods is claimed: an order is complete after that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.models import Policy
from marketplace.rights.kinds import Kind
from marketplace.rights.models import ClaimRule
from marketplace.rights.queries import last_moment, rights
from marketplace.rights.windows import Moments
from tests.factories import CriteriaSetFactory

pytestmark = pytest.mark.django_db
PLACED = datetime(2026, 11, 1, tzinfo=UTC)
CAME = PLACED + timedelta(days=3)
MOMENTS = Moments(placed_at=PLACED, shipped_at=PLACED + timedelta(days=1), delivered_at=CAME)


@pytest.fixture
def tea():
    return CriteriaSetFactory()


@pytest.fixture
def crab():
    fresh = CriteriaSetFactory(number=1, name="Thuỷ sản tươi")
    told = {"is_fresh": True, "legal_basis": "mẫu", "valid_from": date(2026, 1, 1)}
    Policy.objects.create(criteria_set=fresh, **told)
    return fresh


def test_it_is_known_once_the_goods_came(tea):
    assert last_moment([tea], MOMENTS) == CAME + timedelta(hours=360)
    assert last_moment([tea], replace(MOMENTS, delivered_at=None)) is None


def test_goods_that_keep_longest_say_it_for_all(tea, crab):
    assert last_moment([crab], MOMENTS) == CAME + timedelta(hours=24)
    assert last_moment([crab, tea], MOMENTS) == CAME + timedelta(hours=360)


def test_where_nothing_is_given_it_is_when_they_came(tea):
    ClaimRule.objects.exclude(kind=Kind.MISINFORMED).update(hours=0)

    assert last_moment([tea], MOMENTS) == CAME


def test_an_order_keeps_the_rules_of_its_day(tea):
    later = date(2026, 11, 2)
    rule = ClaimRule.objects.get(goods="any", kind=Kind.QUALITY)
    ClaimRule.objects.filter(pk=rule.pk).update(valid_until=later)
    rule.pk, rule.hours, rule.valid_from = None, 24, later
    rule.save()
    since_then = replace(MOMENTS, placed_at=datetime(2026, 11, 2, tzinfo=UTC))

    hours = [rights([tea], one)[tea.pk][Kind.QUALITY].rule.hours for one in (MOMENTS, since_then)]

    assert hours == [360, 24]


def test_goods_of_many_kinds_take_two_queries(tea, crab, django_assert_num_queries):
    with django_assert_num_queries(2):
        given = rights([tea, crab], MOMENTS)

    assert Kind.WITHDRAWAL in given[tea.pk]
    assert Kind.WITHDRAWAL not in given[crab.pk]
