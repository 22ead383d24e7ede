"""What the way costs: never less for more weight, free from a sum on, nowhere forgotten."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from marketplace.delivery.tables import (
    Area,
    Destination,
    Far,
    Load,
    Need,
    Reason,
    Step,
    Way,
    Where,
    best,
    quote,
    stranded,
)

GRAMS = st.integers(0, 100_000)
DONG = st.integers(0, 10_000_000)
HOME, OTHER = "22", "01"
steps = st.builds(
    Step,
    goods_from=st.just(0),
    first_grams=st.integers(1, 10_000),
    first_fee=st.integers(0, 500_000),
    step_grams=st.integers(1, 5_000),
    step_fee=st.integers(0, 50_000),
)
areas = st.builds(
    Area,
    where=st.sampled_from(Where),
    steps=st.lists(steps, max_size=1),
    provinces=st.frozensets(st.sampled_from([HOME, OTHER, "31"])),
    communes=st.dictionaries(st.integers(1, 4), st.sampled_from([HOME, OTHER])),
    is_cold=st.booleans(),
    hours=st.none() | st.integers(1, 72),
)
ways = st.builds(
    Way,
    key=st.integers(1, 9),
    kind=st.just("carrier"),
    name=st.just("Giao"),
    areas=st.lists(areas, max_size=6),
    home=st.sampled_from([HOME, None]),
)
places = st.builds(
    Destination,
    province=st.sampled_from([HOME, OTHER, "31"]),
    commune=st.none() | st.integers(1, 4),
    far=st.sampled_from(Far),
)
needs = st.dictionaries(
    st.integers(1, 3),
    st.builds(Need, cold=st.booleans(), hours=st.none() | st.integers(1, 72)),
)
loads = st.builds(Load, grams=GRAMS, goods_total=DONG, needs=needs)


def step(fee, *, goods_from=0, more=5_000):
    return Step(
        goods_from=goods_from, first_grams=1_000, first_fee=fee, step_grams=500, step_fee=more
    )


def free_from(goods):
    return step(0, goods_from=goods, more=0)


def area(where, *steps, **told):
    return Area(where=Where(where), steps=steps, **told)


def way(*areas, key=1, **told):
    return Way(key=key, kind="carrier", name="Giao", areas=areas, **{"home": HOME, **told})


def load(grams=500, goods=100_000, **needs):
    packs = {int(key.removeprefix("p")): need for key, need in needs.items()} or {1: Need()}
    return Load(grams=grams, goods_total=goods, needs=packs)


def there(province=HOME, commune=None, far=""):
    return Destination(province=province, commune=commune, far=Far(far))


@given(ways, loads, places, GRAMS)
def test_more_weight_never_costs_less(way, load, place, more):
    light = quote(way, load, [place])
    heavy = quote(way, replace(load, grams=load.grams + more), [place])

    assert (light.least is None) == (heavy.least is None)
    assert light.least is None or light.least <= heavy.least


@given(loads, st.integers(1, 1_000_000), steps)
def test_delivery_is_free_from_the_sum_on_and_not_before(load, sum_, paid):
    offered = way(Area(where=Where.ELSEWHERE, steps=[paid, free_from(sum_)]))
    fee = quote(offered, load, [there()]).least

    assert fee == (0 if load.goods_total >= sum_ else paid.fee_for(load.grams))


@given(st.lists(areas, max_size=6), loads, places)
def test_a_zone_for_all_the_rest_leaves_no_place_out(some, load, place):
    priced = [replace(one, steps=[step(1_000)]) for one in some]
    rest = area("elsewhere", step(9_000))

    assert quote(way(*priced, rest), load, [place]).least is not None


@given(ways, loads, st.lists(places, min_size=1, max_size=5))
def test_what_is_said_of_a_province_spans_what_its_communes_pay(way, load, some):
    said = quote(way, load, some)
    each = [quote(way, load, [place]).least for place in some]
    fees = [fee for fee in each if fee is not None]

    assert (said.least, said.most) == (min(fees, default=None), max(fees, default=None))


@given(ways, loads, st.lists(places, min_size=1, max_size=5))
def test_what_is_said_to_go_everywhere_is_refused_nowhere(way, load, some):
    if quote(way, load, some).is_everywhere:
        assert all(quote(way, load, [place]).can_be_chosen for place in some)


def test_the_most_particular_zone_is_taken():
    zones = way(
        area("elsewhere", step(45_000)),
        area("home", step(30_000)),
        area("provinces", step(35_000), provinces=frozenset({"31"})),
        area("remote", step(50_000)),
        area("islands", step(60_000)),
        area("communes", step(15_000), communes={7: HOME}),
    )
    asked = {
        "next door": there(commune=7),
        "home": there(),
        "hills": there(far="remote"),
        "island": there(far="island"),
        "hai phong": there("31"),
        "ha noi": there(OTHER),
        "island far away": there(OTHER, far="island"),
    }

    fees = {name: quote(zones, load(), [place]).least for name, place in asked.items()}

    assert fees == {
        "next door": 15_000,
        "home": 30_000,
        "hills": 50_000,
        "island": 60_000,
        "hai phong": 35_000,
        "ha noi": 45_000,
        "island far away": 60_000,
    }


def test_an_islander_sends_to_a_neighbour_for_the_price_of_home():
    zones = way(area("islands", step(60_000)), area("home", step(20_000)), home_commune=3)

    assert quote(zones, load(), [there(commune=3, far="island")]).least == 20_000
    assert quote(zones, load(), [there(commune=4, far="island")]).least == 60_000


def test_a_zone_without_a_price_keeps_the_wider_one_from_answering():
    zones = way(area("islands"), area("elsewhere", step(45_000)))

    refusal = quote(zones, load(), [there(far="island")])

    assert (refusal.least, refusal.can_be_chosen) == (None, False)
    assert refusal.refused == {1: Reason.NOT_SERVED}


def test_what_needs_cold_goes_where_it_is_kept_cold_and_fast_enough():
    zones = way(
        area("islands", step(60_000)),
        area("home", step(30_000), is_cold=True, hours=24),
        area("elsewhere", step(45_000), is_cold=True, hours=72),
    )
    cakes = load(p1=Need(cold=True, hours=36), p2=Need())

    told = [quote(zones, cakes, [place]) for place in (there(far="island"), there(OTHER), there())]

    assert [one.refused for one in told] == [
        {1: Reason.NEEDS_COLD},
        {1: Reason.TOO_SLOW},
        {},
    ]


def test_a_way_that_promises_no_time_takes_nothing_that_is_in_a_hurry():
    zones = way(area("elsewhere", step(45_000), is_cold=True))

    assert quote(zones, load(p1=Need(hours=48)), [there()]).refused == {1: Reason.TOO_SLOW}


def test_the_cheapest_way_to_the_door_is_taken_until_another_is_chosen():
    quotes = [
        quote(one, load(), [there()])
        for one in (
            way(area("elsewhere", step(45_000)), key=1),
            way(area("elsewhere", step(20_000)), key=2),
            way(area("elsewhere", step(0)), key=3, is_pickup=True),
            way(area("islands", step(1_000)), key=4),
        )
    ]

    assert [best(quotes, chosen).way.key for chosen in (None, 1, 3, 4, 99)] == [2, 1, 3, 2, 2]


def test_nobody_is_sent_to_fetch_goods_without_having_asked_to():
    only = [quote(way(area("elsewhere", step(0)), is_pickup=True), load(), [there()])]

    assert best(only) is None
    assert best(only, 1).least == 0
    assert stranded(only, load()) == {1: Reason.NOT_SERVED}


def test_goods_are_stranded_only_when_no_way_takes_them():
    slow = quote(way(area("elsewhere", step(1), hours=72)), load(p1=Need(hours=24)), [there()])
    none = quote(way(area("islands", step(1))), load(p1=Need(hours=24)), [there()])
    fast = quote(way(area("elsewhere", step(1), hours=12)), load(p1=Need(hours=24)), [there()])
    asked = load(p1=Need(hours=24))

    assert stranded([none, slow], asked) == {1: Reason.TOO_SLOW}
    assert stranded([none, slow, fast], asked) == {}
