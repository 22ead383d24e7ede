"""A producer's programme moves orders on: the moves of the pages, refusals as problems."""

from __future__ import annotations

import pytest

from marketplace.orders.models import Order
from tests.api import caller, problem
from tests.factories import LotFactory, MembershipFactory, UserFactory
from tests.marketplace.orders.stories import owed
from tests.marketplace.stories import LabelRunFactory, paid_order
from traceability.models import ItemCode
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot():
    return LotFactory()


@pytest.fixture
def order(lot):
    return paid_order(2, lot)


@pytest.fixture
def ask(lot, order):
    program = caller(MembershipFactory(producer=lot.producer).user)

    def asked(noun, **body):
        at = f"/api/v1/stall/orders/{order.code}/{noun}/"
        return program.post(at, body, format="json")

    return asked


def serial_of(lot):
    run = LabelRunFactory(lot=lot, count=1)
    return ItemCode.objects.create(lot=lot, run=run, serial=new_serial()).serial


def test_an_order_is_taken_on_packed_shortened_and_sent(ask, lot, order):
    ask("acceptance")
    ask("items", serial=serial_of(lot))
    pack = order.lines.get().pack_id
    ask("shortages", pack=pack, packs=1, key="a")
    ask("shortages", pack=pack, packs=1, key="a")

    shown = ask("handovers", carrier="Bưu điện", tracking="VN1").json()

    assert (shown["state"], shown["parcels"][0]["tracking"]) == ("shipped", "VN1")
    assert shown["refunds_due"] == [{"reason": "short_shipped", "packs": 1, "amount": 185_000}]


def test_what_does_not_fit_is_a_problem(ask, lot):
    ask("acceptance")

    assert problem(ask("items", serial=serial_of(LotFactory()))) == (409, "wrong-item")
    assert problem(ask("items", serial="ABC")) == (400, "bad-request")
    assert problem(ask("handovers", carrier="B", tracking="V")) == (409, "not-complete")
    told = {"pack": lot.pack_id, "key": "a"}
    assert problem(ask("shortages", packs=3, **told)) == (409, "too-many")
    for odd in (0, -1, 1.5, "３", "1_000", "NaN", 10**30):
        assert problem(ask("shortages", packs=odd, **told)) == (400, "bad-request")


def test_giving_up_owes_all_of_it_back_once(ask, order):
    for _again in range(2):
        assert ask("cancellation", reason="no_goods").json()["state"] == "cancelled"

    assert sum(owed(order).values()) == order.total
    assert problem(ask("acceptance")) == (409, "not-now")


def test_a_stranger_finds_no_order(order):
    at = f"/api/v1/stall/orders/{order.code}/acceptance/"

    assert problem(caller(UserFactory()).post(at)) == (404, "not-found")
    assert Order.objects.get().state == Order.State.AWAITING_ACCEPTANCE
