"""What is taken from a sale: dated rows, the particular before the general, whole đồng."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalog.models import Producer
from marketplace.fees import queries as fees
from tests.factories import TODAY
from tests.marketplace.stories import RateFactory

pytestmark = pytest.mark.django_db
HOUSEHOLD = Producer.Kind.HOUSEHOLD


def test_a_rate_named_for_a_kind_goes_before_one_for_all():
    RateFactory(producer_kind=HOUSEHOLD, basis_points=300)
    RateFactory(producer_kind="", basis_points=500)

    assert fees.rates(producer_kind=HOUSEHOLD, on=TODAY).commission == 300
    assert fees.rates(producer_kind=Producer.Kind.COMPANY, on=TODAY).commission == 500


def test_a_rate_holds_from_its_first_day_to_the_day_before_its_end():
    RateFactory(valid_from=date(2026, 11, 21), valid_until=date(2026, 11, 22))

    days = [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)]
    assert [fees.rates(producer_kind="", on=day).commission for day in days] == [0, 500, 0]


def test_the_newest_of_two_rates_counts():
    RateFactory(valid_from=date(2026, 6, 1), basis_points=400)
    RateFactory(valid_from=date(2026, 1, 1), basis_points=500)

    assert fees.rates(producer_kind="", on=TODAY).commission == 400


def test_tax_is_withheld_only_from_those_the_row_names():
    RateFactory(basis_points=500)
    RateFactory(kind="vat", producer_kind=HOUSEHOLD, basis_points=100)
    RateFactory(kind="pit", producer_kind=HOUSEHOLD, basis_points=50)

    household = fees.net_payout(price=185_000, producer_kind=HOUSEHOLD, on=TODAY)
    company = fees.net_payout(price=185_000, producer_kind=Producer.Kind.COMPANY, on=TODAY)

    assert (household, company) == (185_000 - 9_250 - 1_850 - 925, 185_000 - 9_250)


@given(
    amount=some.integers(0, 10**12),
    points=some.tuples(some.integers(0, 4000), some.integers(0, 3000), some.integers(0, 3000)),
)
def test_what_is_taken_is_whole_and_at_most_half_a_dong_beside_the_share(amount, points):
    taken = fees.Rates(commission=points[0], vat=points[1], pit=points[2]).taken_from(amount)

    for part, share in zip((taken.commission, taken.vat, taken.pit), points, strict=True):
        assert abs(part * 10_000 - amount * share) <= 5_000
