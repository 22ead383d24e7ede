"""The board of a stall's orders: each order in its place, and many of them at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from marketplace.orders.actions import packing, states
from marketplace.orders.actions.completing import hold_open
from marketplace.orders.models import Gift, Order
from marketplace.workspace.board import board, chosen_orders, picking
from marketplace.workspace.papers import labels, slips
from marketplace.workspace.slips import Goods, Slip, written
from tests.factories import MIDDAY, LotFactory, MembershipFactory
from tests.marketplace.stories import LabelRunFactory, hear, paid_order, pending_payment
from traceability.models import ItemCode
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db


def paid(lot, key, quantity=1):
    """A paid order of some packs of the lot."""
    hear(payment := pending_payment(quantity=quantity, lot=lot), key=key)
    return payment.group.orders.get()


def item(lot):
    """The serial of a pack of the lot with a code of its own."""
    run = LabelRunFactory(lot=lot, count=1)
    return ItemCode.objects.create(serial=new_serial(), lot=lot, run=run).serial


@pytest.fixture
def lot():
    return LotFactory(packed=50, on_hand=50)


@pytest.fixture
def owner(lot) -> User:
    return MembershipFactory(producer=lot.producer).user


def standing(producer):
    return {one.key: [order.code for order in one.orders] for one in board(producer, chosen="")}


def test_every_order_stands_where_its_next_step_is(lot, owner):
    new, begun, packed, claimed = (paid(lot, key) for key in ("A", "B", "C", "D"))
    for order in (begun, packed):
        states.accept(order=order, by=owner, at=MIDDAY)
    packing.pack_item(order=packed, serial=item(lot), by=owner, at=MIDDAY)
    Order.objects.filter(pk=claimed.pk).update(state=Order.State.DELIVERED)
    hold_open(order=claimed, at=MIDDAY)
    paid_order()

    assert standing(lot.producer) == {
        "nhan": [new.code],
        "dong-goi": [begun.code],
        "ban-giao": [packed.code],
        "khieu-nai": [claimed.code],
    }


def test_a_phone_opens_the_first_place_with_something_in_it(lot, owner):
    states.accept(order=paid(lot, "A"), by=owner, at=MIDDAY)

    assert [one.key for one in board(lot.producer, chosen="") if one.is_open] == ["dong-goi"]
    assert [one.key for one in board(lot.producer, chosen="nhan") if one.is_open] == ["nhan"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_same_however_many_orders(
    client, lot, owner, count, django_assert_num_queries
):
    for n in range(count):
        paid(lot, f"FT{n}")
    client.force_login(owner)

    with django_assert_num_queries(15):
        page = client.get(reverse("workspace:orders", args=[lot.producer.slug]))

    assert sum(one.count for one in page.context["columns"]) == count


def test_chosen_orders_are_taken_on_with_one_press(client, lot, owner):
    first, second, left = (paid(lot, key) for key in ("A", "B", "C"))
    other = paid_order()
    client.force_login(owner)

    sent = {"don": [first.code, second.code, other.code]}
    client.post(reverse("workspace:acceptances", args=[lot.producer.slug]), sent)

    accepted = Order.objects.filter(state=Order.State.AWAITING_PICKUP)
    assert set(accepted) == {first, second}
    assert left.state == Order.State.AWAITING_ACCEPTANCE


def test_the_picking_list_sums_lots_and_leaves_out_what_is_packed(lot, owner):
    one, two = paid(lot, "A", quantity=2), paid(lot, "B", quantity=3)
    for order in (one, two):
        states.accept(order=order, by=owner, at=MIDDAY)
    packing.pack_item(order=two, serial=item(lot), by=owner, at=MIDDAY)

    shelves = picking(list(chosen_orders(lot.producer, [])))

    (pick,) = shelves[0].picks
    assert (shelves[0].place, pick.lot, pick.packs) == (lot.workshop.name, lot, 4)
    assert pick.orders == [(one.code, 2), (two.code, 2)]


def test_slips_and_labels_of_many_orders_are_one_file(client, lot, owner):
    for key in ("A", "B"):
        states.accept(order=paid(lot, key), by=owner, at=MIDDAY)
    client.force_login(owner)

    page = client.get(reverse("workspace:many_slips", args=[lot.producer.slug]))

    assert page["Content-Type"] == "application/pdf"
    assert page.content.count(b"/Type /Page\n") == 2


def test_a_label_tells_no_price_and_three_digits_of_the_phone(lot, owner):
    order = paid(lot, "A")
    states.accept(order=order, by=owner, at=MIDDAY)
    taken = chosen_orders(lot.producer, [])

    (label,), (slip,) = labels(taken), slips(taken)

    assert label.to[-1] == order.group.phone_masked
    assert slip.to[-1] == order.group.phone_national
    assert (label.lines, label.goods) == ((), ())


def test_a_gift_that_hides_prices_has_a_slip_without_any(lot, owner):
    order = paid(lot, "A")
    states.accept(order=order, by=owner, at=MIDDAY)
    assert "₫" in next(slips(chosen_orders(lot.producer, []))).lines[-1]

    Gift.objects.create(group=order.group, message="Biếu mẹ.")

    assert next(slips(chosen_orders(lot.producer, []))).lines == ("Biếu mẹ.",)


def test_another_stalls_orders_are_on_nobody_elses_paper(lot, owner):
    other = paid_order()
    states.accept(order=other, by=owner, at=MIDDAY)

    assert list(chosen_orders(lot.producer, [other.code])) == []


def test_what_does_not_fit_on_a_page_goes_on_to_the_next():
    goods = [Goods(packs=1, name=f"Chè hoa vàng hộp {n}", told="L1 × 1") for n in range(60)]
    slip = Slip(
        title="Phiếu", code="A", of_parcels="", sender=["HTX"], to=["Chị Mẫu"], address="http://x",
        goods=goods,
    )  # fmt: skip

    assert written([slip], small=True).count(b"/Type /Page\n") > 3
    assert written([slip], small=True) == written([slip], small=True)


def test_an_old_order_is_found_by_its_code(client, lot, owner):
    wanted, _other = paid(lot, "A"), paid(lot, "B")
    client.force_login(owner)

    page = client.get(
        reverse("workspace:all_orders", args=[lot.producer.slug]), {"ma": wanted.code.lower()}
    )

    assert list(page.context["rows"]) == [wanted]
