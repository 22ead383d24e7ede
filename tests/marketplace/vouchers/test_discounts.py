"""What vouchers take off: whole đồng that always add up, never more than there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from marketplace.vouchers.discounts import Kind, Off, Parcel, Reason, Refused, work_out
from tests.factories import MIDDAY

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A voucher as the rules see it: 50.000 ₫ off everything, for this one day."""

    pk: int = 1
    kind: str = "market"
    bearer: str = "market"
    producer_id: int | None = None
    amount: int | None = 50_000
    percent: int | None = None
    most: int | None = None
    least_spend: int = 0
    opens_at: datetime = MIDDAY
    ends_at: datetime = MIDDAY + timedelta(days=1)
    paused_at: datetime | None = None
    budget_left: int = 10**12
    uses_left: int = 1_000


TEA, FISH = 7, 8
OF_TEA = Ticket(pk=2, kind="producer", bearer="producer", producer_id=TEA, amount=20_000)
FREIGHT = Ticket(pk=3, kind="freight", amount=40_000)
PARCELS = [
    Parcel(producer=TEA, lines=[100_000, 60_000], fee=30_000),
    Parcel(producer=FISH, lines=[80_000], fee=45_000),
]


def test_they_are_stacked_in_one_order_however_they_were_typed():
    tenth = replace(Ticket(), amount=None, percent=10, most=30_000)

    saved = work_out([FREIGHT, tenth, OF_TEA], PARCELS, at=MIDDAY)

    assert saved.used == {2: 20_000, 1: 22_000, 3: 40_000}  # a tenth of 240.000 less 20.000
    assert saved.parcels == [
        Off(lines=[12_500 + 8_750, 7_500 + 5_250], own=[12_500, 7_500], fee=16_000),
        Off(lines=[8_000], own=[0], fee=24_000),
    ]


def test_freight_never_costs_less_than_nothing():
    saved = work_out([replace(FREIGHT, amount=90_000)], PARCELS, at=MIDDAY)

    assert saved.used == {3: 75_000}
    assert [one.fee for one in saved.parcels] == [30_000, 45_000]


def test_a_producers_own_freight_voucher_leaves_the_neighbours_fee_alone():
    own = replace(FREIGHT, bearer="producer", producer_id=FISH, amount=90_000)

    assert [one.fee for one in work_out([own], PARCELS, at=MIDDAY).parcels] == [0, 45_000]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"opens_at": MIDDAY + SECOND}, Reason.TOO_EARLY),
        ({"ends_at": MIDDAY}, Reason.ENDED),
        ({"paused_at": MIDDAY}, Reason.ENDED),
        ({"producer_id": 9}, Reason.OTHER_GOODS),
        ({"least_spend": 240_001}, Reason.SPEND_MORE),
        ({"budget_left": 49_999}, Reason.USED_UP),
        ({"uses_left": 0}, Reason.USED_UP),
    ],
)
def test_each_refusal_says_why(wrong, reason):
    right = {
        "opens_at": MIDDAY,
        "ends_at": MIDDAY + SECOND,
        "least_spend": 240_000,
        "budget_left": 50_000,
        "uses_left": 1,
    }
    assert work_out([replace(Ticket(), **right)], PARCELS, at=MIDDAY).total == 50_000

    with pytest.raises(Refused) as refusal:
        work_out([replace(Ticket(), **(right | wrong))], PARCELS, at=MIDDAY)

    assert (refusal.value.kind, refusal.value.reason) == (Kind.MARKET, reason)
    assert refusal.value.least == (240_001 if reason is Reason.SPEND_MORE else 0)


def test_nothing_is_used_up_on_freight_that_is_free():
    free = [replace(one, fee=0) for one in PARCELS]

    with pytest.raises(Refused) as refusal:
        work_out([FREIGHT], free, at=MIDDAY)

    assert refusal.value.reason is Reason.NO_FREIGHT


def test_an_order_of_nothing_at_all_cannot_be_paid():
    everything = replace(Ticket(), amount=10**9)
    assert work_out([everything], PARCELS, at=MIDDAY).total == 240_000

    with pytest.raises(Refused) as refusal:
        work_out([everything, replace(FREIGHT, amount=10**9)], PARCELS, at=MIDDAY)

    assert refusal.value.reason is Reason.NOTHING_TO_PAY


sums = st.integers(0, 3_000_000)
parcels = st.lists(
    st.builds(
        lambda producer, lines, fee: Parcel(producer=producer, lines=lines, fee=fee),
        st.integers(1, 3),
        st.lists(sums, min_size=1, max_size=4),
        st.integers(0, 90_000),
    ),
    min_size=1,
    max_size=4,
)
takes = st.one_of(
    st.builds(lambda n: {"amount": n}, st.integers(1, 2_000_000)),
    st.builds(
        lambda share, most: {"amount": None, "percent": share, "most": most},
        st.integers(1, 100),
        st.integers(1, 500_000),
    ),
)
tickets = st.tuples(
    st.builds(lambda how: replace(OF_TEA, producer_id=1, **how), takes),
    st.builds(lambda how: replace(Ticket(), **how), takes),
    st.builds(lambda how: replace(FREIGHT, **how), takes),
).flatmap(lambda all_: st.lists(st.sampled_from(all_), min_size=1, unique_by=lambda t: t.kind))


@given(tickets, parcels)
def test_every_dong_is_taken_off_somewhere_once(chosen, wanted):
    try:
        saved = work_out(chosen, wanted, at=MIDDAY)
    except Refused:
        assume(condition=False)

    assert sum(one.total for one in saved.parcels) == saved.total == sum(saved.used.values())
    for off, parcel in zip(saved.parcels, wanted, strict=True):
        assert 0 <= off.fee <= parcel.fee
        for less, own, price in zip(off.lines, off.own, parcel.lines, strict=True):
            assert 0 <= own <= less <= price
        if parcel.producer != 1:
            assert not any(off.own)
    for one in chosen:
        assert 1 <= saved.used[one.pk] <= (one.amount or one.most)
    own = sum(sum(one.own) for one in saved.parcels)
    assert own == saved.used.get(OF_TEA.pk, 0)


@settings(max_examples=30)
@given(tickets, parcels)
def test_the_order_of_typing_changes_nothing(chosen, wanted):
    assert outcome(chosen, wanted) == outcome(list(reversed(chosen)), wanted)


def outcome(chosen, wanted):
    try:
        return work_out(chosen, wanted, at=MIDDAY)
    except Refused as refusal:
        return refusal.kind, refusal.reason
