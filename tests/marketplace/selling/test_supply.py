"""What may be sold today: by lots, by season, by week; and by how long it lasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.days import monday
from accounts.models import Entry
from marketplace.orders.models import Order
from marketplace.payments.actions.lapsing import give_up
from marketplace.selling import actions
from marketplace.selling.models import PlannedLot, SoldWeek, Terms
from marketplace.selling.queries import free_packs
from tests.factories import MIDDAY, TODAY, LotFactory, PackFactory, UserFactory
from tests.marketplace.stories import basket, hear, order, tariffs
from traceability.actions import stock
from traceability.actions.freshness import keep_fresh
from traceability.actions.stock import OutOfStock, Shortage

pytestmark = pytest.mark.django_db


def terms(product, **fields):
    told = {"first_month": None, "last_month": None, "weekly_most": None, "low_mark": 5, **fields}
    days = told.pop("days", 0)
    return actions.set_terms(product=product, fields=told, days=days, by=UserFactory(), at=MIDDAY)


@pytest.mark.parametrize(
    ("first", "last", "month", "rests"),
    [
        *[(3, 5, 3, False), (3, 5, 5, False), (3, 5, 6, True), (3, 5, 2, True)],
        *[(11, 2, 12, False), (11, 2, 2, False), (11, 2, 3, True), (11, 2, 10, True)],
        *[(4, 4, 4, False), (4, 4, 5, True)],
    ],
)
def test_a_season_may_go_over_the_turn_of_the_year(first, last, month, rests):
    made = Terms.objects.create(product=PackFactory().product, first_month=first, last_month=last)

    resting = Terms.objects.resting(on=date(2026, month, 15))

    assert list(resting) == ([made] if rests else [])


def test_without_months_there_is_no_season():
    Terms.objects.create(product=PackFactory().product)

    assert not Terms.objects.resting(on=TODAY).exists()


def test_out_of_season_nothing_is_sold_though_lots_hold_some():
    lot, other = LotFactory(), LotFactory()
    terms(lot.pack.product, first_month=3, last_month=5)

    assert free_packs([lot.pack_id, other.pack_id], on=TODAY) == {other.pack_id: 10}


def test_goods_are_not_sold_in_their_last_days():
    lot = LotFactory(best_before=TODAY + timedelta(days=30))
    last = LotFactory(pack=lot.pack, best_before=TODAY + timedelta(days=31), on_hand=4)
    product = lot.pack.product

    keep_fresh(product=product, days=30, by=UserFactory(), at=MIDDAY)

    assert free_packs([lot.pack_id], on=TODAY) == {lot.pack_id: 4}
    held = stock.hold(wanted={lot.pack_id: 1}, at=MIDDAY)
    assert [part.lot_id for part in held] == [last.pk]


def test_what_was_promised_stays_promised_and_days_can_be_taken_back():
    lot = LotFactory(best_before=TODAY + timedelta(days=3), reserved=2)
    by = UserFactory()

    keep_fresh(product=lot.pack.product, days=5, by=by, at=MIDDAY)
    keep_fresh(product=lot.pack.product, days=5, by=by, at=MIDDAY)
    keep_fresh(product=lot.pack.product, days=0, by=by, at=MIDDAY)

    lot.refresh_from_db()
    assert (lot.reserved, lot.sell_until) == (2, None)
    assert [entry.detail for entry in Entry.objects.order_by("pk")] == [{"days": 5}, {"days": 0}]


def test_a_week_sells_no_more_than_its_cap_and_a_new_week_begins_again():
    tariffs()
    lot = LotFactory()
    terms(lot.pack.product, weekly_most=3)
    order(basket((lot.pack, 2)), total=400_000)

    assert free_packs([lot.pack_id], on=TODAY) == {lot.pack_id: 1}
    with pytest.raises(OutOfStock) as refusal:
        actions.count_week(wanted={lot.pack_id: 2}, on=TODAY, earlier=lambda *_: 0)
    assert refusal.value.shortages == [Shortage(pack_id=lot.pack_id, wanted=2, free=1)]
    assert free_packs([lot.pack_id], on=TODAY + timedelta(days=7)) == {lot.pack_id: 3}


def test_a_cap_set_in_the_middle_of_the_week_counts_what_was_sold_before():
    tariffs()
    lot = LotFactory()
    order(basket((lot.pack, 2)), total=400_000)
    mine = basket((lot.pack, 2))
    terms(lot.pack.product, weekly_most=3)

    with pytest.raises(OutOfStock):
        order(mine, total=400_000)


def test_what_is_given_up_is_sold_again_in_the_same_week():
    tariffs()
    lot = LotFactory()
    terms(lot.pack.product, weekly_most=3)
    group = order(basket((lot.pack, 3)), total=585_000).group
    assert free_packs([lot.pack_id], on=TODAY) == {}

    give_up(group=group, by=None, at=MIDDAY)

    assert SoldWeek.objects.get().taken == 0
    assert free_packs([lot.pack_id], on=TODAY) == {lot.pack_id: 3}


def test_money_that_comes_late_is_served_beyond_the_week():
    tariffs()
    lot = LotFactory()
    terms(lot.pack.product, weekly_most=3)
    late = order(basket((lot.pack, 3)), total=585_000)
    give_up(group=late.group, by=None, at=MIDDAY)
    late.group.payments.update(state="expired")
    order(basket((lot.pack, 3)), total=585_000)

    hear(late)

    assert {one.state for one in Order.objects.all()} == {"awaiting_acceptance", "awaiting_payment"}
    assert SoldWeek.objects.get().taken == 6


def test_the_week_begins_on_monday():
    assert [monday(date(2026, 11, day)).day for day in (15, 16, 22, 23)] == [9, 16, 16, 23]


def test_one_planned_lot_of_a_pack_is_open_and_the_same_one_once():
    pack, by = PackFactory(), UserFactory()
    told = {"pack": pack, "by": by, "at": MIDDAY, "ship_by": date(2026, 12, 15)}

    first = actions.plan_lot(**told, most=20)

    assert actions.plan_lot(**told, most=20) == first
    with pytest.raises(actions.AlreadyPlanned):
        actions.plan_lot(**told, most=30)
    actions.close_planned(planned=first, by=by, at=MIDDAY)
    assert actions.plan_lot(**told, most=30).most == 30
    assert PlannedLot.objects.count() == 2


def test_a_promise_for_yesterday_is_refused():
    with pytest.raises(ValidationError):
        actions.plan_lot(pack=PackFactory(), most=1, ship_by=TODAY, by=UserFactory(), at=MIDDAY)
