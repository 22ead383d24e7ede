"""What a parcel costs: by zone, by started half kilogram, by the tariff of the day."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.delivery import queries as delivery
from marketplace.delivery.models import Tariff
from tests.factories import TODAY
from tests.marketplace.stories import TariffFactory

pytestmark = pytest.mark.django_db
SAME, OTHER = Tariff.Zone.SAME_PROVINCE, Tariff.Zone.OTHER_PROVINCE


@pytest.mark.parametrize(
    ("grams", "fee"),
    [(1, 30_000), (1_000, 30_000), (1_001, 35_000), (1_500, 35_000), (2_100, 45_000)],
)
def test_the_fee_climbs_with_each_started_step(grams, fee):
    TariffFactory()

    assert delivery.fee(delivery.tariffs(on=TODAY), zone=SAME, grams=grams) == fee


def test_the_zone_is_told_by_the_provinces_at_both_ends():
    assert delivery.zone(sender="22", receiver="22") == SAME
    assert delivery.zone(sender="22", receiver="01") == OTHER
    assert delivery.zone(sender=None, receiver="22") == OTHER


def test_a_newer_tariff_takes_over_on_its_day():
    TariffFactory(valid_from=date(2026, 1, 1), first_fee=30_000)
    TariffFactory(valid_from=date(2026, 11, 21), first_fee=32_000)

    fees = [
        delivery.fee(delivery.tariffs(on=day), zone=SAME, grams=100)
        for day in (date(2026, 11, 20), date(2026, 11, 21))
    ]
    assert fees == [30_000, 32_000]


def test_without_a_tariff_nothing_is_promised():
    TariffFactory(zone=SAME)

    with pytest.raises(delivery.NoTariff):
        delivery.fee(delivery.tariffs(on=TODAY), zone=OTHER, grams=100)
