"""Raw lots go in, product lots come out, and no more than they can give."""

from __future__ import annotations

import pytest

from accounts.models import Entry
from tests.factories import MIDDAY, UserFactory
from tests.traceability.lotbook import (
    days_ago,
    dried,
    faults,
    make,
    open_product_lot,
    pack,
    raw,
    recipe,
    stall,
    treat,
)
from traceability.actions.balance import MoreThanTheHarvest
from traceability.actions.events import CountedOtherwise, LotIsPacked, record_event
from traceability.actions.materials import Came, correct_material_lot
from traceability.actions.pleas import AlreadyDecided, ask_for_more, decide_plea
from traceability.actions.uses import NotEnoughLeft, NothingTaken
from traceability.actions.waiting import WithinWaiting
from traceability.models import Event, MaterialLot, Use, YieldPlea
from traceability.queries.yields import most_packs

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return stall()[1]


@pytest.fixture
def lot(place):
    return open_product_lot(place)


def refused(act):
    with pytest.raises(MoreThanTheHarvest) as refusal:
        act()
    return refusal.value


def plead(lot, refusal, **answer):
    """Ask an officer, who grants it unless told otherwise."""
    people = {"by": UserFactory(), "at": MIDDAY}
    plea = ask_for_more(refusal=refusal, reason="Năm nay lá dày", code=lot.code, lot=lot, **people)
    return decide_plea(plea=plea, **{"is_granted": True, "answer": "Đã xem", **people, **answer})


def test_a_product_lot_is_made_of_two_raw_lots(place, lot):
    leaves, flowers = raw(place), raw(place, "N2", name="Hoa", amount=3_000)
    event = make(lot, {leaves: 8_000, flowers: 2_000})
    lot.refresh_from_db()
    assert event.kind == "TransformationEvent"
    assert [one["quantity"] for one in event.document["inputQuantityList"]] == [8, 2]
    assert event.document["outputQuantityList"][0]["quantity"] == 2
    assert faults(event) == []
    assert lot.raw_quantity == 10_000
    assert dict(MaterialLot.objects.values_list("code", "left")) == {"N1": 2_000, "N2": 1_000}


def test_the_same_said_twice_takes_once(place, lot):
    leaves = raw(place)
    assert make(lot, {leaves: 4_000}) == make(lot, {leaves: 4_000})
    leaves.refresh_from_db()
    assert (leaves.left, Use.objects.count()) == (6_000, 1)


def test_own_harvest_and_stored_material_add_up(place, lot):
    make(lot, {raw(place): 5_000})
    record_event(
        lot=lot, stage="harvest", place=place, quantity=2_000, by=None, at=MIDDAY,
        happened_at=days_ago(2),
    )  # fmt: skip
    lot.refresh_from_db()
    assert lot.raw_quantity == 7_000


def test_something_is_taken(place, lot):
    leaves = raw(place)
    with pytest.raises(NothingTaken):
        make(lot, {leaves: 0})
    with pytest.raises(NotEnoughLeft):
        make(lot, {leaves: 10_001}, output=1)
    assert Event.objects.count() == 1


def test_a_corrected_making_gives_back_and_takes_anew(place, lot):
    leaves, more = raw(place), raw(place, "N2")
    first = make(lot, {leaves: 8_000})
    make(lot, {leaves: 1_000, more: 2_000}, output=1_000, corrects=first)
    lot.refresh_from_db()
    assert lot.raw_quantity == 3_000
    assert dict(MaterialLot.objects.values_list("code", "left")) == {"N1": 9_000, "N2": 8_000}


def test_a_packed_lot_takes_no_more(place, lot):
    leaves = raw(place)
    make(lot, {leaves: 5_000})
    pack(lot)
    with pytest.raises(LotIsPacked):
        make(lot, {leaves: 1_000}, output=100)


def test_a_correction_may_not_take_the_material_from_under_the_packs(place, lot):
    leaves = raw(place)
    first = make(lot, {leaves: 5_000})
    pack(lot, 20)
    refused(lambda: make(lot, {leaves: 1_999}, output=1_000, corrects=first))
    leaves.refresh_from_db()
    assert leaves.left == 5_000


def test_the_recipe_holds_over_all_that_went_in(place, lot):
    recipe(place, product=lot.pack.product)
    leaves = raw(place)
    make(lot, {leaves: 4_000}, output=1_000)
    refusal = refused(lambda: make(lot, {leaves: 4_000}, output=1_001))
    assert refusal.messages == [
        (
            "Đưa vào 8\u00a0kg thì ra nhiều nhất 2\u00a0kg; bạn ghi 2,001\u00a0kg. "
            "Hãy xem lại hai số này."
        )
    ]
    make(lot, {leaves: 4_000}, output=999)
    lot.refresh_from_db()
    assert most_packs(lot=lot, raw_quantity=lot.raw_quantity) == 20


def test_a_lot_keeps_the_recipe_it_was_opened_under(place, lot):
    product = lot.pack.product
    recipe(place, product=product, most=2_500)
    recipe(place, product=product, most=9_000, at=MIDDAY)
    lot.opened_at = days_ago(1)
    lot.save()
    refused(lambda: make(lot, {raw(place): 4_000}, output=1_001))
    Event.objects.count()
    lot.opened_at = MIDDAY
    lot.save()
    assert make(lot, {MaterialLot.objects.get(): 4_000}, output=3_600)


def test_the_same_recipe_written_again_is_the_one_that_stands(place, lot):
    first = recipe(place, product=lot.pack.product)
    assert recipe(place, product=lot.pack.product, at=MIDDAY) == first
    assert recipe(place, product=lot.pack.product, most=3_000, at=MIDDAY) != first
    assert [entry.detail["before"] for entry in Entry.objects.filter(verb="wrote recipe")] == [
        2_500,
        None,
    ]


def test_a_harvest_in_the_packs_unit_does_not_mix_with_a_recipe_in_another(place, lot):
    recipe(place, product=lot.pack.product, unit="cái")
    with pytest.raises(CountedOtherwise):
        record_event(
            lot=lot, stage="harvest", place=place, quantity=2_000, by=None, at=MIDDAY,
            happened_at=days_ago(2),
        )  # fmt: skip


def test_too_many_packs_are_refused_with_both_numbers(place, lot):
    recipe(place, product=lot.pack.product)
    make(lot, {raw(place): 8_000})
    refusal = refused(lambda: pack(lot, 21))
    assert refusal.messages == [
        (
            "Nguyên liệu đã ghi (8\u00a0kg) chỉ đủ cho 20 gói; bạn ghi 21 gói. "
            "Hãy xem lại số gói hoặc số nguyên liệu."
        )
    ]
    assert (refusal.params["went_in"], refusal.params["ceiling"], refusal.params["asked"]) == (
        8_000,
        2_000,
        2_100,
    )


def test_what_an_officer_granted_passes_and_the_event_tells_it(place, lot):
    recipe(place, product=lot.pack.product)
    make(lot, {raw(place): 8_000})
    plead(lot, refused(lambda: pack(lot, 22)))
    refused(lambda: pack(lot, 23))
    pack(lot, 22)
    packing = lot.events.get(stage="packing")
    assert packing.document["chogoc:yieldApproved"] is True
    assert faults(packing) == []
    assert [entry.verb for entry in Entry.objects.filter(verb__contains="more")][::-1] == [
        "asked for more",
        "granted more",
    ]


def test_a_grant_is_for_one_lot_and_for_no_less_material(place, lot):
    recipe(place, product=lot.pack.product)
    other = open_product_lot(place, pack=lot.pack)
    leaves = raw(place)
    refusal = refused(lambda: make(lot, {leaves: 4_000}, output=1_200))
    plead(lot, refusal)
    refused(lambda: make(other, {leaves: 4_000}, output=1_200))
    refused(lambda: make(lot, {leaves: 3_999}, output=1_200))
    event = make(lot, {leaves: 4_000}, output=1_200)
    assert event.document["chogoc:yieldApproved"] is True
    assert pack(lot, 12).packed == 12


def test_a_grant_for_a_material_is_for_the_lot_of_that_code(place):
    leaves = raw(place)
    tea = dried(place, {leaves: 1_000}, "N8", amount=200).material
    recipe(place, material=tea)
    refusal = refused(lambda: dried(place, {leaves: 4_000}, amount=1_200))
    asked = {"by": UserFactory(), "at": MIDDAY}
    plea = ask_for_more(refusal=refusal, reason="Lá dày", code="N9", material=tea, **asked)
    refused(lambda: dried(place, {leaves: 4_000}, amount=1_200))
    decide_plea(plea=plea, is_granted=True, answer="Được", **asked)
    refused(lambda: dried(place, {leaves: 4_000}, "N10", amount=1_200))
    made = dried(place, {leaves: 4_000}, amount=1_200)
    assert made.events.get().document["chogoc:yieldApproved"] is True


def test_a_refused_plea_changes_nothing_and_is_decided_once(place, lot):
    recipe(place, product=lot.pack.product)
    make(lot, {raw(place): 8_000})
    plea = plead(lot, refused(lambda: pack(lot, 22)), is_granted=False)
    refused(lambda: pack(lot, 22))
    again = {"plea": plea, "answer": "Thôi được", "by": UserFactory(), "at": MIDDAY}
    assert decide_plea(is_granted=False, **again).answer == "Đã xem"
    with pytest.raises(AlreadyDecided):
        decide_plea(is_granted=True, **again)


def test_asking_again_while_waiting_is_one_plea(place, lot):
    recipe(place, product=lot.pack.product)
    make(lot, {raw(place): 8_000})
    people = {"by": UserFactory(), "at": MIDDAY, "code": lot.code, "lot": lot}
    for packs in (22, 23):
        refusal = refused(lambda packs=packs: pack(lot, packs))
        ask_for_more(refusal=refusal, reason="Lá dày", **people)
    assert YieldPlea.objects.get().asked == 2_300


def test_a_treatment_noted_after_the_harvest_keeps_the_lot_from_being_packed(place, lot):
    leaves = raw(place)
    tea = dried(place, {leaves: 5_000})
    make(lot, {tea: 1_000}, output=1_000)
    late = treat(place, days=4)
    with pytest.raises(WithinWaiting):
        pack(lot)
    treat(place, days=4, waiting=0, corrects=late)
    assert pack(lot).packed == 10


def test_packing_lets_everybody_read_where_the_material_came_from(place, lot):
    leaves, unused = raw(place), raw(place, "N2")
    tea = dried(place, {leaves: 5_000})
    make(lot, {tea: 1_000}, output=1_000)
    pack(lot)
    told = dict(MaterialLot.objects.values_list("code", "told_at"))
    assert told == {"N1": MIDDAY, "N9": MIDDAY, "N2": None}
    assert unused.left == 10_000


def test_the_coming_of_used_material_may_be_put_right_under_a_packed_lot(place, lot):
    leaves = raw(place)
    make(lot, {leaves: 5_000})
    pack(lot)
    came = Came(place=place, at=days_ago(3), amount=5_000)
    earlier = leaves.events.get()
    assert (
        correct_material_lot(lot=leaves, corrects=earlier, came=came, by=None, at=MIDDAY).left == 0
    )
