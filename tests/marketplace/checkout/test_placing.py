"""Placing an order: whole or not at all, at the price agreed to, once for each press."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from accounts.models import Entry
from catalog.models import Policy, Producer
from marketplace.checkout import actions
from marketplace.delivery.queries import NotDelivered
from marketplace.orders.models import Allocation, Line, Order, OrderGroup
from marketplace.payments.actions import opening
from marketplace.payments.models import Payment
from tests.factories import MIDDAY, CommuneFactory, LotFactory, ProvinceFactory
from tests.marketplace.stories import LATER, RateFactory, basket, buyer, order, tariffs
from traceability.actions.stock import OutOfStock, Shortage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _delivery():
    tariffs()


def test_one_order_for_each_producer_and_one_payment_for_all():
    tea, fish = LotFactory(), LotFactory(pack__price=90_000)

    payment = order(basket((tea.pack, 2), (fish.pack, 1)), total=2 * 185_000 + 90_000 + 60_000)

    group = payment.group
    assert (group.goods_total, group.delivery_total, group.total) == (460_000, 60_000, 520_000)
    assert list(group.orders.order_by("pk").values_list("code", "total", "state")) == [
        (f"{group.code}-1", 400_000, "awaiting_payment"),
        (f"{group.code}-2", 120_000, "awaiting_payment"),
    ]
    assert (payment.amount, payment.state) == (520_000, "pending")
    assert payment.expires_at == MIDDAY + timedelta(minutes=15)
    assert list(Allocation.objects.values_list("lot", "quantity", "state")) == [
        (tea.pk, 2, "held"),
        (fish.pk, 1, "held"),
    ]
    assert Entry.objects.get().verb == "placed"


def test_the_address_is_copied_and_not_linked():
    commune = CommuneFactory()

    group = order(basket((LotFactory().pack, 1)), total=215_000).group
    commune.name = "Xã Đổi Tên"
    commune.save()

    group.refresh_from_db()
    assert group.place_text == "Xã Ba Chẽ, Quảng Ninh"


def test_what_the_market_and_the_state_take_is_frozen_when_sold():
    household = Producer.Kind.HOUSEHOLD
    rate = RateFactory(basis_points=500)
    RateFactory(kind="vat", producer_kind=household, basis_points=100)
    RateFactory(kind="pit", producer_kind=household, basis_points=50)
    lot = LotFactory(pack__product__producer__kind=household)

    order(basket((lot.pack, 2)), total=400_000)
    rate.basis_points = 9_000
    rate.save()

    line = Line.objects.get()
    assert (line.commission, line.withheld_vat, line.withheld_pit) == (18_500, 3_700, 1_850)
    assert line.payout == 370_000 - 18_500 - 3_700 - 1_850


def test_another_total_than_the_one_agreed_to_stops_everything():
    lot = LotFactory()
    mine = basket((lot.pack, 1))

    with pytest.raises(actions.PriceChanged) as change:
        order(mine, total=200_000)

    assert change.value.total == 215_000
    assert _nothing_happened(lot)
    assert mine.lines.count() == 1


def test_two_tabs_buying_the_last_jar():
    lot = LotFactory(packed=1, on_hand=1)
    first, second = basket((lot.pack, 1)), basket((lot.pack, 1))
    order(first, total=215_000)

    with pytest.raises(OutOfStock) as refusal:
        order(second, total=215_000)

    assert refusal.value.shortages == [Shortage(pack_id=lot.pack_id, wanted=1, free=0)]
    assert OrderGroup.objects.count() == 1
    assert second.lines.count() == 1


def test_the_same_press_twice_is_one_order():
    mine, key = basket((LotFactory().pack, 1)), uuid4()

    first = order(mine, total=215_000, key=key)
    again = order(mine, total=215_000, key=key)

    assert again == first
    assert Order.objects.count() == 1


def test_a_new_press_on_an_emptied_cart_orders_nothing():
    mine = basket((LotFactory().pack, 1))
    order(mine, total=215_000)

    with pytest.raises(actions.EmptyBasket):
        order(mine, total=215_000)


def test_what_was_taken_off_sale_is_not_sold():
    lot = LotFactory()
    mine = basket((lot.pack, 1))
    type(lot.pack.product).objects.update(suspended_at=MIDDAY)

    with pytest.raises(OutOfStock):
        order(mine, total=215_000)

    assert _nothing_happened(lot)


def test_a_delivery_without_tariff_is_not_promised():
    lot = LotFactory()
    far = CommuneFactory(code="00004", province=ProvinceFactory(code="01", name="Thành phố Hà Nội"))
    mine = basket((lot.pack, 1))
    assert order(mine, total=230_000, who=buyer(commune=far)).amount == 230_000

    from marketplace.delivery.models import Tariff

    Tariff.objects.filter(zone="other").delete()
    with pytest.raises(NotDelivered):
        order(basket((lot.pack, 1)), total=230_000, who=buyer(commune=far))


def test_alcohol_is_sold_to_those_who_say_they_are_of_age():
    lot = LotFactory()
    Policy.objects.create(
        criteria_set=lot.pack.product.criteria_set,
        minimum_age=18,
        legal_basis="Luật 44/2019/QH14",
        valid_from="2020-01-01",
    )

    with pytest.raises(actions.TooYoung):
        order(basket((lot.pack, 1)), total=215_000)

    assert order(basket((lot.pack, 1)), total=215_000, is_adult=True).amount == 215_000


def test_a_sum_no_gateway_takes_places_no_order():
    lot = LotFactory(pack__price=400_000_000)

    with pytest.raises(opening.NotPayable):
        order(basket((lot.pack, 2)), total=800_030_000)

    assert _nothing_happened(lot)


def test_goods_nobody_paid_for_in_time_do_not_stand_in_the_way():
    lot = LotFactory(packed=1, on_hand=1)
    late = order(basket((lot.pack, 1)), total=215_000)
    mine = basket_of_the_held(lot)

    payment = order(mine, total=215_000, at=LATER)

    assert payment.group.orders.get().state == "awaiting_payment"
    assert late.group.orders.get().state == "cancelled"
    late.refresh_from_db()
    assert late.state == Payment.State.EXPIRED
    lot.refresh_from_db()
    assert lot.reserved == 1


def test_an_order_is_never_placed_inside_somebody_elses_transaction(transactional_db):
    tariffs()
    mine = basket((LotFactory().pack, 1))

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        order(mine, total=215_000)


def basket_of_the_held(lot):
    """A cart with the pack in it from before it was sold."""
    mine = basket()
    mine.lines.create(pack=lot.pack, quantity=1, added_at=MIDDAY)
    return mine


def _nothing_happened(lot):
    lot.refresh_from_db()
    return lot.reserved == 0 and not OrderGroup.objects.exists()


@pytest.mark.parametrize("earlier", [0, 3])
def test_five_lines_of_three_producers_take_forty_queries_however_much_was_ordered(
    earlier, django_assert_max_num_queries
):
    lots = [LotFactory(pack__gross_weight=100) for _ in range(3)]
    lots += [LotFactory(pack__product=lot.pack.product, pack__gross_weight=100) for lot in lots[:2]]
    who, total = buyer(), 5 * 185_000 + 90_000
    for _ in range(earlier):
        order(basket(*((lot.pack, 1) for lot in lots)), total=total, who=who)
    mine = basket(*((lot.pack, 1) for lot in lots))

    with django_assert_max_num_queries(40):
        order(mine, total=total, who=who)

    assert Order.objects.count() == 3 * (earlier + 1)
