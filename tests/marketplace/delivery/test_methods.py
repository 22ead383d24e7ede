"""Ways of delivering as rows: set, changed, ended; and what a province or a commune is told."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import Entry
from marketplace.delivery import queries as delivery
from marketplace.delivery.actions import end_method, set_method, set_travel
from marketplace.delivery.models import FarCommune, Method, Price, Travel, Zone
from marketplace.delivery.plans import MethodPlan
from marketplace.delivery.tables import Far, Load, Need, Reason
from tests.factories import (
    MIDDAY,
    TODAY,
    CommuneFactory,
    PackFactory,
    ProducerFactory,
    ProvinceFactory,
    UserFactory,
)
from tests.marketplace.stories import MethodFactory, pickup, zone

pytestmark = pytest.mark.django_db
HOME = "22"


def carrier(*zones, name="Hãng Mẫu"):
    return MethodPlan(kind="carrier", name=name, zones=zones)


def fees(producer, places, *, grams=500, goods=100_000):
    load = Load(grams=grams, goods_total=goods, needs={1: Need()})
    ways = delivery.ways_of([producer], on=TODAY)[producer.pk]
    return [(one.least, one.most) for one in delivery.quotes(ways, load, places)]


@pytest.fixture
def island():
    commune = CommuneFactory(code="07192", name="Đặc khu Cô Tô")
    FarCommune.objects.create(commune=commune, kind="island", basis="Đi tàu")
    return commune


def test_a_form_sent_twice_makes_one_way():
    producer, user = ProducerFactory(), UserFactory()

    for fee in (20_000, 25_000):
        plan = carrier(zone("elsewhere", fee))
        set_method(producer=producer, plan=plan, by=user, at=MIDDAY)

    assert Method.objects.count() == Zone.objects.count() == 1
    assert Price.objects.get().first_fee == 25_000
    assert [entry.verb for entry in Entry.objects.all()] == ["set delivery"] * 2


def test_a_way_of_anybody_else_is_left_alone():
    other = MethodFactory(name="Hãng Mẫu")

    set_method(
        producer=ProducerFactory(), plan=carrier(zone("home", 1)), by=UserFactory(), at=MIDDAY
    )

    assert Price.objects.get(zone__method=other).first_fee == 20_000


def test_a_way_that_has_ended_is_offered_no_more_and_may_begin_anew():
    method, user = MethodFactory(name="Hãng Mẫu"), UserFactory()

    ended = [end_method(method=method, by=user, at=MIDDAY) for _ in range(2)]
    again = set_method(
        producer=method.producer, plan=carrier(zone("elsewhere", 9)), by=user, at=MIDDAY
    )

    assert [one.ended_at for one in ended] == [MIDDAY] * 2
    assert Entry.objects.filter(verb="ended delivery").count() == 1
    ways = delivery.ways_of([method.producer], on=TODAY)[method.producer_id]
    assert [way.key for way in ways] == [again.pk]


def test_a_province_is_told_a_span_and_a_commune_just_its_fee(island):
    producer = MethodFactory(zones=[zone("home", 20_000), zone("islands", 60_000)]).producer

    assert fees(producer, delivery.places_in(HOME)) == [(20_000, 60_000)]
    assert fees(producer, [delivery.place_of(island)]) == [(60_000, 60_000)]
    assert fees(producer, [delivery.place_of(CommuneFactory())]) == [(20_000, 20_000)]


def test_a_commune_named_alone_is_in_the_span_of_its_province():
    near = CommuneFactory(code="06985", name="Xã Lương Minh")
    producer = MethodFactory(zones=[zone("communes", 10_000, communes=[near.pk])]).producer

    assert fees(producer, delivery.places_in(HOME)) == [(10_000, 10_000)]
    assert fees(producer, delivery.places_in("01")) == [(None, None)]
    assert fees(producer, [delivery.place_of(near)]) == [(10_000, 10_000)]


def test_a_zone_of_provinces_holds_just_those():
    ProvinceFactory(code="31", name="Thành phố Hải Phòng", short_name="Hải Phòng")
    producer = MethodFactory(zones=[zone("provinces", 15_000, provinces=["31"])]).producer

    told = [fees(producer, delivery.places_in(code)) for code in ("31", "22")]
    assert told == [[(15_000, 15_000)], [(None, None)]]


def test_only_its_own_goods_make_a_producers_delivery_free():
    mine = MethodFactory(zones=[zone("elsewhere", 20_000, free_from=300_000)]).producer

    told = [fees(mine, delivery.places_in(HOME), goods=goods) for goods in (299_999, 300_000)]
    assert told == [[(20_000, 20_000)], [(0, 0)]]


@pytest.mark.parametrize("rows", [1, 3])
def test_ways_take_three_queries_whoever_asks(rows, django_assert_num_queries):
    producers = [MethodFactory().producer for _ in range(rows)]

    with django_assert_num_queries(3):  # zones, prices, places
        ways = delivery.ways_of(producers, on=TODAY)

    assert [len(found) for found in ways.values()] == [1] * rows


def test_a_pickup_point_says_where_and_when():
    producer = pickup(ProducerFactory()).producer

    (way,) = delivery.ways_of([producer], on=TODAY)[producer.pk]
    assert (way.is_pickup, way.place) == (
        True,
        "Sạp 12, chợ Mẫu, Xã Ba Chẽ, Quảng Ninh · thứ ba, chủ nhật, 07:00–11:00",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "pickup"},
        {"opens_at": time(7)},
        {"point": "stall"},
        {"days": ""},
        {"days": "21"},
        {"days": "8"},
        {"kind": "own", "carrier": "sandbox"},
    ],
)
def test_the_database_keeps_ways_sane(wrong):
    producer = ProducerFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Method.objects.create(
            **{
                "producer": producer,
                "kind": "carrier",
                "name": "Hãng",
                "opened_at": MIDDAY,
                **wrong,
            }
        )


def test_what_a_pack_bears_is_the_stricter_of_its_own_and_of_fresh_goods():
    pack = PackFactory()
    for _ in range(2):
        set_travel(pack=pack, needs_cold=True, most_hours=48, by=UserFactory(), at=MIDDAY)

    pack.refresh_from_db()
    assert delivery.need_of(pack, is_fresh=False) == Need(cold=True, hours=48)
    assert delivery.need_of(pack, is_fresh=True) == Need(cold=True, hours=24)
    assert delivery.need_of(PackFactory(), is_fresh=True) == Need(hours=24)
    assert Travel.objects.count() == 1


def test_the_far_places_that_ship_are_loaded_once():
    CommuneFactory(code="07192", name="Đặc khu Cô Tô")
    CommuneFactory(code="06979", name="Xã Kỳ Thượng")

    for _ in range(2):
        call_command("load_far_places", verbosity=0)

    far = {place.far for place in delivery.places_in(HOME)}
    assert far == {Far.MAINLAND, Far.ISLAND, Far.REMOTE}
    assert FarCommune.objects.count() == 2


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.NOT_SERVED, "Không giao tới đảo."),
        (Reason.NEEDS_COLD, "Không giao tới đảo vì cần giữ lạnh suốt đường."),
        (Reason.TOO_SLOW, "Không giao tới đảo vì đường đi quá lâu với món này."),
    ],
)
def test_a_refusal_says_why(island, reason, words):
    where = delivery.in_words([delivery.place_of(island)], province="Quảng Ninh")

    assert delivery.why_not(reason, where=where) == words
