"""What is taken from a sale: dated rows, the particular before the general, whole đồng."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import Entry
from catalog.models import Producer
from catalog.readiness import what_is_missing
from marketplace.fees import queries as fees
from marketplace.fees.models import Rate
from marketplace.selling.queries import free_packs
from tests.factories import (
    TODAY,
    CommuneFactory,
    LotFactory,
    PackFactory,
    ProducerFactory,
    ProvinceFactory,
    ShelfFactory,
    UserFactory,
)
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


def test_two_rates_for_the_same_thing_on_one_day_are_refused():
    first = RateFactory(valid_from=date(2026, 6, 1), valid_until=date(2026, 9, 1))
    beside = RateFactory.build(valid_from=date(2026, 8, 31), basis_points=400)

    with pytest.raises(ValidationError, match="phí sàn 5 %"):
        beside.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        beside.save()

    beside.valid_from = date(2026, 9, 1)
    beside.clean()
    beside.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rate.objects.filter(pk=first.pk).update(valid_until=None)


def test_a_rate_for_one_producer_stands_beside_one_for_all():
    pack = PackFactory()
    RateFactory(basis_points=500)
    RateFactory(basis_points=300, producer=pack.product.producer, position=1)

    ours, others = fees.rates_for(
        [(pack.product.producer, pack), (ProducerFactory(), pack)], on=TODAY
    )

    assert (ours.commission, others.commission) == (300, 500)


NARROW = {
    "pack": lambda pack: pack,
    "shelf": lambda pack: pack.product.shelf,
    "commune": lambda pack: pack.product.producer.commune,
    "province": lambda pack: pack.product.producer.province,
}
OTHER = {
    "pack": PackFactory,
    "shelf": lambda: ShelfFactory(slug="gom"),
    "commune": lambda: CommuneFactory(code="07099", name="Xã Khác"),
    "province": lambda: ProvinceFactory(code="01", name="Thành phố Hà Nội"),
}


@pytest.mark.parametrize("name", NARROW)
def test_a_narrow_rule_fits_what_it_names_and_nothing_else(name):
    pack = PackFactory()
    sold = [(pack.product.producer, pack)]
    RateFactory(basis_points=100, position=1, **{name: OTHER[name]()})
    assert fees.rates_for(sold, on=TODAY)[0].commission == 0

    RateFactory(basis_points=200, position=2, **{name: NARROW[name](pack)})
    assert fees.rates_for(sold, on=TODAY)[0].commission == 200


def test_of_the_rules_that_fit_the_first_counts():
    pack = PackFactory()
    producer = pack.product.producer
    RateFactory(basis_points=100, position=20, pack=pack)
    RateFactory(basis_points=200, position=10, producer=producer, valid_from=TODAY)
    RateFactory(basis_points=900, position=5, producer=producer, valid_until=TODAY)

    assert fees.rates_for([(producer, pack)], on=TODAY)[0].commission == 200
    assert fees.rates(producer_kind=producer.kind, on=TODAY).commission == 0


def test_rates_of_a_whole_basket_are_one_query(django_assert_num_queries):
    packs = PackFactory.create_batch(3)
    RateFactory(shelf=packs[0].product.shelf)
    with django_assert_num_queries(1):
        fees.rates_for([(one.product.producer, one) for one in packs], on=TODAY)


def test_a_seller_whose_kind_nobody_knows_sells_nothing():
    lot = LotFactory(pack__product__producer__kind=Producer.Kind.UNKNOWN)
    producer = lot.pack.product.producer

    assert free_packs([lot.pack_id], on=TODAY) == {}
    assert "Chờ cán bộ ghi loại hình chủ thể: doanh nghiệp, hợp tác xã, hộ…" in [
        gap.words for gap in what_is_missing(lot.pack.product, on=TODAY)
    ]
    with pytest.raises(fees.KindUnknown):
        fees.rates_for([(producer, lot.pack)], on=TODAY)

    Producer.objects.filter(pk=producer.pk).update(kind=HOUSEHOLD)
    assert free_packs([lot.pack_id], on=TODAY) == {lot.pack_id: 10}


def test_companies_and_cooperatives_are_never_withheld():
    for kind in ("", Producer.Kind.COMPANY, Producer.Kind.COOPERATIVE, Producer.Kind.UNKNOWN):
        with pytest.raises(IntegrityError, match="only_households"), transaction.atomic():
            RateFactory(kind="vat", producer_kind=kind)


def test_paid_straight_nothing_is_withheld(settings):
    RateFactory(basis_points=500)
    RateFactory(kind="vat", producer_kind=HOUSEHOLD, basis_points=100)
    settings.SETTLEMENT = "direct"

    assert fees.rates(producer_kind=HOUSEHOLD, on=TODAY) == fees.Rates(commission=500)


def test_who_has_read_the_law_is_noted_and_forgotten_when_the_row_changes(client):
    reader = UserFactory(is_staff=True, is_superuser=True)
    rate = RateFactory()
    client.force_login(reader)

    client.post(
        "/admin/marketplace/rate/", {"action": "note_verified", "_selected_action": [rate.pk]}
    )
    rate.refresh_from_db()
    assert (rate.verified_by, Entry.objects.get().verb) == (reader, "verified")

    told = {"kind": "commission", "position": 100, "basis_points": 450, "legal_basis": "Phụ lục 2"}
    client.post(f"/admin/marketplace/rate/{rate.pk}/change/", {**told, "valid_from": "2026-01-01"})
    rate.refresh_from_db()
    assert (rate.basis_points, rate.verified_by, rate.verified_at) == (450, None, None)


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
