"""The market's own tariff, for producers who have set no way of their own."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.delivery import queries as delivery
from marketplace.delivery.models import Tariff
from marketplace.delivery.tables import Destination, Load, Need
from tests.factories import TODAY, ProducerFactory
from tests.marketplace.stories import TariffFactory

pytestmark = pytest.mark.django_db
SAME, OTHER = Tariff.Zone.SAME_PROVINCE, Tariff.Zone.OTHER_PROVINCE


def fee(grams=100, *, to="22", on=TODAY, producer=None):
    (way,) = delivery.ways_of([producer or ProducerFactory()], on=on).popitem()[1]
    load = Load(grams=grams, goods_total=100_000, needs={1: Need()})
    (quote,) = delivery.quotes([way], load, [Destination(province=to)])
    return quote.least


@pytest.mark.parametrize(
    ("grams", "dong"),
    [(1, 30_000), (1_000, 30_000), (1_001, 35_000), (1_500, 35_000), (2_100, 45_000)],
)
def test_the_fee_climbs_with_each_started_step(grams, dong):
    TariffFactory()

    assert fee(grams) == dong


def test_the_zone_is_told_by_the_provinces_at_both_ends():
    TariffFactory(zone=SAME, first_fee=20_000)
    TariffFactory(zone=OTHER, first_fee=40_000)

    assert [fee(to="22"), fee(to="01")] == [20_000, 40_000]
    assert fee(to="22", producer=ProducerFactory(province=None)) == 40_000


def test_a_newer_tariff_takes_over_on_its_day():
    TariffFactory(valid_from=date(2026, 1, 1), first_fee=30_000)
    TariffFactory(valid_from=date(2026, 11, 21), first_fee=32_000)
    producer = ProducerFactory()

    days = (date(2026, 11, 20), date(2026, 11, 21))
    assert [fee(on=day, producer=producer) for day in days] == [30_000, 32_000]


def test_without_a_tariff_nothing_is_promised():
    TariffFactory(zone=SAME)

    assert fee(to="01") is None
