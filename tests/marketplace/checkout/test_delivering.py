"""How an order is delivered: the way chosen, at its fee; what cannot come is refused."""

from __future__ import annotations

import pytest

from marketplace.cart.deliveries import Wishes
from marketplace.checkout.actions import PriceChanged
from marketplace.delivery.actions import end_method, set_method, set_travel
from marketplace.delivery.models import FarCommune
from marketplace.delivery.queries import NotDelivered
from marketplace.delivery.tables import Reason
from marketplace.orders.actions.placing import Company, Present
from marketplace.orders.models import Order, OrderGroup
from tests.factories import MIDDAY, CommuneFactory, LotFactory, UserFactory
from tests.marketplace.stories import MethodFactory, basket, buyer, order, pickup, tariffs, zone

pytestmark = pytest.mark.django_db
PRICE = 185_000


@pytest.fixture
def lot():
    """A producer that drives itself for 15.000 ₫ at home, and sends by carrier for 40.000 ₫."""
    lot = LotFactory()
    MethodFactory(producer=lot.producer, kind="own", zones=[zone("home", 15_000), zone("islands")])
    MethodFactory(
        producer=lot.producer, name="Hãng", zones=[zone("elsewhere", 40_000, is_cold=True)]
    )
    return lot


@pytest.fixture
def island():
    commune = CommuneFactory(code="07192", name="Đặc khu Cô Tô")
    FarCommune.objects.create(commune=commune, kind="island", basis="Đi tàu")
    return commune


def methods(lot):
    return list(lot.producer.delivery_methods.order_by("pk"))


def choosing(lot, method):
    return Wishes(chosen={lot.producer.pk: method.pk})


def test_the_cheapest_way_is_taken_and_kept_with_the_order(lot):
    own, _carrier = methods(lot)

    order(basket((lot.pack, 1)), total=PRICE + 15_000)

    placed = Order.objects.get()
    assert (placed.method, placed.delivery_fee, placed.delivery_words) == (own, 15_000, own.name)


def test_the_way_chosen_goes_before_the_cheapest(lot):
    carrier = methods(lot)[1]

    order(basket((lot.pack, 1)), total=PRICE + 40_000, wishes=choosing(lot, carrier))

    assert Order.objects.get().method == carrier


def test_goods_to_be_fetched_keep_where_and_when(lot):
    stall = pickup(lot.producer, name="Sạp chợ")

    order(basket((lot.pack, 1)), total=PRICE, wishes=choosing(lot, stall))

    placed = Order.objects.get()
    assert placed.delivery_fee == 0
    assert placed.delivery_words.startswith("Sạp chợ: Sạp 12, chợ Mẫu, Xã Ba Chẽ, Quảng Ninh")


def test_a_way_that_does_not_go_there_is_refused_and_not_replaced(lot, island):
    own = methods(lot)[0]
    mine = basket((lot.pack, 1))

    with pytest.raises(NotDelivered) as refusal:
        order(mine, total=PRICE + 40_000, who=buyer(commune=island), wishes=choosing(lot, own))

    assert refusal.value.refused == {lot.pack_id: Reason.NOT_SERVED}
    assert not OrderGroup.objects.exists()


@pytest.mark.parametrize("other", ["ended", "neighbour's"])
def test_a_way_of_the_past_or_of_somebody_else_is_no_way(lot, other):
    chosen = methods(lot)[1] if other == "ended" else MethodFactory()
    if other == "ended":
        end_method(method=chosen, by=UserFactory(), at=MIDDAY)

    with pytest.raises(NotDelivered):
        order(basket((lot.pack, 1)), total=PRICE + 15_000, wishes=choosing(lot, chosen))


def test_only_the_line_that_needs_cold_is_refused(lot, island):
    dry = LotFactory(pack__product=lot.pack.product)
    MethodFactory(producer=lot.producer, name="Tàu", zones=[zone("islands", 60_000)])
    end_method(method=methods(lot)[1], by=UserFactory(), at=MIDDAY)
    set_travel(pack=lot.pack, needs_cold=True, most_hours=None, by=UserFactory(), at=MIDDAY)

    with pytest.raises(NotDelivered) as refusal:
        order(basket((lot.pack, 1), (dry.pack, 1)), total=0, who=buyer(commune=island))

    assert refusal.value.refused == {lot.pack_id: Reason.NOT_SERVED}
    alone = order(basket((dry.pack, 1)), total=PRICE + 60_000, who=buyer(commune=island))
    assert alone.amount == PRICE + 60_000


def test_a_fee_that_changed_is_shown_before_anything_is_ordered(lot):
    mine, own = basket((lot.pack, 1)), methods(lot)[0]
    own.zones.get(where="home").prices.update(first_fee=18_000)

    with pytest.raises(PriceChanged) as change:
        order(mine, total=PRICE + 15_000)

    assert change.value.total == PRICE + 18_000


def test_each_producer_charges_and_forgives_its_own_delivery(lot):
    other = LotFactory()
    MethodFactory(producer=other.producer, zones=[zone("elsewhere", 30_000, free_from=2 * PRICE)])

    order(basket((lot.pack, 3), (other.pack, 1)), total=4 * PRICE + 15_000 + 30_000)
    order(basket((lot.pack, 1), (other.pack, 2)), total=3 * PRICE + 15_000)

    fees = Order.objects.order_by("pk").values_list("delivery_fee", flat=True)
    assert list(fees) == [15_000, 30_000, 15_000, 0]


def test_an_order_keeps_its_fee_whatever_becomes_of_the_way(lot):
    order(basket((lot.pack, 1)), total=PRICE + 15_000)
    own = methods(lot)[0]
    from marketplace.delivery.plans import MethodPlan

    plan = MethodPlan(kind="own", name="Đổi tên", zones=[zone("home", 99_000)])
    set_method(producer=lot.producer, plan=plan, method=own, by=UserFactory(), at=MIDDAY)

    placed = Order.objects.get()
    assert (placed.delivery_fee, placed.delivery_words) == (15_000, own.name)


def test_a_gift_an_invoice_and_a_word_to_each_producer_are_kept(lot):
    present = Present(message="Chúc mừng năm mới", hides_prices=True)
    company = Company(
        name="Công ty Mẫu", tax_code="0100109106", address="Hà Nội", email="kt@example.test"
    )
    who = buyer(gift=present, company=company, notes={lot.producer.pk: "Gói kỹ nhé"})

    group = order(basket((lot.pack, 1)), total=PRICE + 15_000, who=who).group

    assert (group.gift.message, group.gift.hides_prices) == ("Chúc mừng năm mới", True)
    assert (group.company.name, group.company.tax_code) == ("Công ty Mẫu", "0100109106")
    assert group.orders.get().note == "Gói kỹ nhé"


@pytest.mark.parametrize("earlier", [0, 3])
def test_many_ways_to_deliver_still_take_forty_queries(earlier, django_assert_max_num_queries):
    tariffs()
    lots = [LotFactory(pack__gross_weight=100) for _ in range(3)]
    lots += [LotFactory(pack__product=lot.pack.product, pack__gross_weight=100) for lot in lots[:2]]
    for lot in lots[:2]:
        MethodFactory(producer=lot.producer)
        pickup(lot.producer, name="Sạp")
    commune = type(CommuneFactory()).objects.select_related("province").get()
    who, total = buyer(commune=commune), 5 * PRICE + 2 * 20_000 + 30_000
    for _ in range(earlier):
        order(basket(*((lot.pack, 1) for lot in lots)), total=total, who=who)
    mine = basket(*((lot.pack, 1) for lot in lots))

    with django_assert_max_num_queries(40):
        order(mine, total=total, who=who)

    assert Order.objects.count() == 3 * (earlier + 1)
