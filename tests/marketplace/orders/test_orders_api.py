"""Orders in the API: a shopper's own, and those of a stall."""

import pytest

from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Order
from tests.api import caller, errors, problem
from tests.factories import LotFactory, MembershipFactory, UserFactory
from tests.marketplace.stories import (
    MIDDAY,
    basket,
    buyer,
    codes,
    hear,
    order,
    paid_order,
    pending_payment,
    tariffs,
)

pytestmark = pytest.mark.django_db
MINE, STALL = "/api/v1/orders/", "/api/v1/stall/orders/"


def stock():
    return LotFactory(best_before=None)


def test_a_shopper_sees_what_was_ordered():
    user = UserFactory()
    group = pending_payment(lot=stock(), who=buyer(user=user)).group

    (shown,) = caller(user).get(MINE).json()["results"]

    assert (shown["code"], shown["total"], shown["is_paid"]) == (group.code, 400_000, False)
    assert [(o["code"], o["state"], o["total"]) for o in shown["orders"]] == [
        (f"{group.code}-1", "awaiting_payment", 400_000)
    ]


def test_one_order_names_its_lots_and_items():
    user, seller, lot = UserFactory(), UserFactory(), stock()
    sold = paid_order(quantity=1, lot=lot, who=buyer(user=user))
    (code,) = codes(lot, 1)
    states.accept(order=sold, by=seller, at=MIDDAY)
    packing.pack_item(order=sold, serial=code.serial, by=seller, at=MIDDAY)
    parcels.hand_over(order=sold, carrier="Bưu điện", tracking="VN1", by=seller, at=MIDDAY)

    shown = caller(user).get(f"{MINE}{sold.group.code}/").json()

    (part,) = shown["orders"]
    (parcel,) = part["parcels"]
    assert (part["state"], parcel["carrier"], parcel["tracking"]) == ("shipped", "Bưu điện", "VN1")
    (line,) = part["lines"]
    assert line["lots"] == [{"lot": lot.code, "trace_code": lot.trace_code, "quantity": 1}]
    assert line["items"] == [{"serial": code.serial, "parcel": 1}]
    assert "payout" not in line
    assert shown["receiver"]["name"] == "Trần Thị Mua"
    assert shown["receiver"]["commune"] == {"code": "06970", "name": "Xã Ba Chẽ"}


def test_a_stranger_finds_no_order():
    group = paid_order(lot=stock(), who=buyer(user=UserFactory())).group
    stranger = caller(UserFactory())

    assert stranger.get(MINE).json()["results"] == []
    assert problem(stranger.get(f"{MINE}{group.code}/")) == (404, "not-found")
    assert problem(stranger.get(f"{MINE}NOSUCH/")) == (404, "not-found")


def test_an_order_of_a_guest_belongs_to_nobodys_key():
    group = paid_order(lot=stock()).group

    assert problem(caller(UserFactory()).get(f"{MINE}{group.code}/")) == (404, "not-found")


def test_a_stall_sees_its_paid_orders_with_who_receives_them():
    sold = paid_order(lot=stock())
    seller = MembershipFactory(producer=sold.producer).user

    (shown,) = caller(seller).get(STALL).json()["results"]

    assert (shown["code"], shown["state"]) == (sold.code, "awaiting_acceptance")
    assert shown["receiver"] == {
        "name": "Trần Thị Mua",
        "phone": "+84912345678",
        "street": "Thôn Nà Làng",
        "place_text": "Xã Ba Chẽ, Quảng Ninh",
        "commune": {"code": "06970", "name": "Xã Ba Chẽ"},
    }
    assert shown["lines"][0]["payout"] == 370_000


@pytest.mark.parametrize("state", ["delivered", "cancelled", "refunded"])
def test_a_stall_no_longer_sees_the_receiver_of_what_is_gone(state):
    sold = paid_order(lot=stock())
    seller = MembershipFactory(producer=sold.producer).user
    Order.objects.filter(pk=sold.pk).update(state=state)

    answer = caller(seller).get(STALL)

    assert answer.json()["results"][0]["receiver"] is None
    for private in ("Trần Thị Mua", "912345678", "Thôn Nà Làng"):
        assert private not in answer.content.decode()


def test_a_stall_sees_neither_unpaid_orders_nor_those_of_others():
    unpaid = pending_payment(lot=stock()).group.orders.get()
    other = UserFactory()
    MembershipFactory(user=other)
    seller = MembershipFactory(producer=unpaid.producer).user

    assert caller(seller).get(STALL).json()["count"] == 0
    states.mark_paid(group=unpaid.group, at=MIDDAY)
    assert caller(seller).get(STALL).json()["count"] == 1
    assert caller(other).get(STALL).json()["count"] == 0


def test_who_no_longer_works_there_sees_nothing():
    sold = paid_order(lot=stock())
    gone = MembershipFactory(producer=sold.producer, revoked_at=MIDDAY).user

    assert caller(gone).get(STALL).json()["count"] == 0


def test_a_stall_chooses_by_state_and_producer():
    sold = paid_order(lot=stock())
    seller = caller(MembershipFactory(producer=sold.producer).user)

    assert seller.get(STALL, {"state": "awaiting_acceptance"}).json()["count"] == 1
    assert seller.get(STALL, {"state": "shipped"}).json()["count"] == 0
    assert seller.get(STALL, {"producer": sold.producer.slug}).json()["count"] == 1
    assert seller.get(STALL, {"producer": "other"}).json()["count"] == 0
    assert errors(seller.get(STALL, {"state": "lost"})) == {"state": "invalid_choice"}


def place(lot, rows, user):
    """So many paid orders of one pack each."""
    tariffs()
    for number in range(rows):
        mine = basket((lot.pack, 1), user=user)
        payment = order(mine, total=215_000, who=buyer(user=user))
        hear(payment, key=f"FT{number}")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_shoppers_orders_take_five_queries(django_assert_num_queries, rows):
    user = UserFactory()
    place(stock(), rows, user)

    program = caller(user)
    with django_assert_num_queries(5):  # key, limit, count, groups, orders
        assert len(program.get(MINE).json()["results"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_stalls_orders_take_nine_queries(django_assert_num_queries, rows):
    lot = stock()
    place(lot, rows, UserFactory())

    program = caller(MembershipFactory(producer=lot.producer).user)
    with django_assert_num_queries(9):  # key, limit, count, orders, lines, lots, items, …
        assert len(program.get(STALL).json()["results"]) == rows
