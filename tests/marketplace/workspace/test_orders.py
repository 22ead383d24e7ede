"""A producer works through orders."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.orders.models import Order
from marketplace.workspace.board import board
from tests.factories import LotFactory, MembershipFactory, UserFactory
from tests.marketplace.stories import LabelRunFactory, hear, paid_order, pending_payment
from traceability.models import ItemCode
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db
State = Order.State


@pytest.fixture
def order():
    return paid_order(quantity=2)


@pytest.fixture
def producer(client, order):
    """The order's producer, signed in."""
    owner = MembershipFactory(producer=order.producer)
    client.force_login(owner.user)
    return order.producer


def address(order, name="order", *more):
    return reverse(f"workspace:{name}", args=[order.producer.slug, order.code, *more])


def test_an_order_is_accepted_packed_and_handed_over(client, order, producer):
    lot = order.lines.get().allocations.get().lot

    client.post(address(order, "acceptance"))
    for serial in _sound(lot, 2):
        client.post(address(order, "items"), {"serial": serial})
    client.post(address(order, "handover"), {"carrier": "Bưu điện Mẫu", "tracking": "VN1"})

    order.refresh_from_db()
    lot.refresh_from_db()
    assert order.state == State.SHIPPED
    assert (lot.on_hand, lot.reserved) == (8, 0)


def test_a_parcel_with_items_missing_stays(client, order, producer):
    client.post(address(order, "acceptance"))

    response = client.post(address(order, "handover"), {"carrier": "Bưu điện", "tracking": "VN1"})

    assert response.status_code == 422
    order.refresh_from_db()
    assert order.state == State.AWAITING_PICKUP
    assert response.context["hand_over_form"]["carrier"].value() == "Bưu điện"


@pytest.mark.parametrize("typed", ["", "abc", "<script>", "０１２３４５６７８９", "x" * 400])
def test_a_mistyped_code_is_told_at_the_field(client, order, producer, typed):
    client.post(address(order, "acceptance"))

    response = client.post(address(order, "items"), {"serial": typed})

    assert response.status_code == 422
    assert list(response.context["item_form"].errors) == ["serial"]


def test_the_address_on_the_label_may_be_scanned_whole(client, order, producer):
    lot = order.lines.get().allocations.get().lot
    (serial,) = _sound(lot, 1)
    client.post(address(order, "acceptance"))

    client.post(address(order, "items"), {"serial": f"http://127.0.0.1:8000/t/{serial}?x=1"})

    assert [item.code.serial for item in order.parcels.get().items.all()] == [serial]


def test_another_stall_finds_nothing(client, order):
    client.force_login(MembershipFactory().user)

    assert client.get(address(order)).status_code == 404
    assert client.post(address(order, "acceptance")).status_code == 404
    order.refresh_from_db()
    assert order.state == State.AWAITING_ACCEPTANCE


def test_an_unpaid_order_is_not_the_producers_affair_yet(client):
    order = pending_payment().group.orders.get()
    client.force_login(MembershipFactory(producer=order.producer).user)

    assert client.get(address(order)).status_code == 404
    listed = client.get(reverse("workspace:all_orders", args=[order.producer.slug]))
    assert list(listed.context["rows"]) == []


def test_the_buyers_address_leaves_the_page_with_the_parcels_arrival(client, order, producer):
    assert "Thôn Nà Làng" in client.get(address(order)).content.decode()

    Order.objects.filter(pk=order.pk).update(state=State.DELIVERED)

    assert "Thôn Nà Làng" not in client.get(address(order)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many_rows(client, django_assert_num_queries, count):
    lot = LotFactory(packed=50, on_hand=50)
    for n in range(count):
        hear(pending_payment(quantity=1, lot=lot), key=f"FT{n}")
    client.force_login(MembershipFactory(producer=lot.producer).user)

    with django_assert_num_queries(7):
        response = client.get(reverse("workspace:all_orders", args=[lot.producer.slug]))

    assert len(response.context["rows"]) == count


def test_waiting_orders_stand_oldest_first_and_all_orders_newest_first(client, order, producer):
    payment = pending_payment(lot=order.lines.get().allocations.get().lot)
    hear(payment, key="FT2")
    again = payment.group.orders.get()

    waiting = board(producer, chosen="nhan")[0].orders
    every = client.get(reverse("workspace:all_orders", args=[producer.slug])).context["rows"]

    assert [one.code for one in waiting] == [order.code, again.code]
    assert [one.code for one in every] == [again.code, order.code]


def test_a_visitor_is_asked_to_sign_in(client, order):
    response = client.get(address(order))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_shopper_without_a_stall_is_shown_the_way(client):
    client.force_login(UserFactory())

    page = client.get(reverse("workspace:home")).content.decode()

    assert reverse("claims:new_stall") in page


def _sound(lot, number):
    """Codes of that lot with sound check characters, as the printer makes them."""
    run = LabelRunFactory(lot=lot, count=number)
    made = [new_serial() for _ in range(number)]
    ItemCode.objects.bulk_create(ItemCode(lot=lot, run=run, serial=s) for s in made)
    return made
