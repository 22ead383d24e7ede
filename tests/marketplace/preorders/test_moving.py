"""A harvest that comes later: who waits is told, and may step back from what has no lot yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Message
from catalog.models import Membership
from marketplace.orders import audit
from marketplace.orders.access import SESSION_KEY
from marketplace.orders.actions import states
from marketplace.orders.models import Preorder, RefundDue
from marketplace.preorders import actions
from marketplace.selling.actions import TooLate
from tests.factories import MIDDAY, TODAY, UserFactory
from tests.marketplace.preorders.stories import FEE, PRICE, SHIP_BY, harvest, ordered, parts
from tests.marketplace.stories import LATER

pytestmark = pytest.mark.django_db
NEXT = SHIP_BY + timedelta(days=14)


def move(planned, ship_by=NEXT, at=LATER):
    told = actions.move_day(planned=planned, ship_by=ship_by, by=UserFactory(), at=at)
    planned.refresh_from_db()
    return told


def letters():
    return Message.objects.filter(subject__contains="dời ngày giao").count()


def step_back(order):
    actions.step_back(preorder=Preorder.objects.get(line__order=order), by=None, at=LATER)
    order.refresh_from_db()


def test_who_waits_is_told_of_a_later_day_once(planned):
    ordered(planned, 3)

    assert (move(planned), planned.ship_by, letters()) == (1, NEXT, 1)
    assert move(planned, at=LATER + timedelta(minutes=1)) == 0
    assert move(planned, SHIP_BY, at=LATER + timedelta(hours=1)) == 0
    assert letters() == 1


def test_a_day_that_is_over_is_refused(planned):
    with pytest.raises(TooLate):
        move(planned, TODAY)

    assert planned.ship_by == SHIP_BY


def test_whoever_will_not_wait_gets_all_of_it_back(planned):
    order = ordered(planned, 3)
    move(planned)

    step_back(order)
    step_back(order)

    assert (order.state, parts(), planned.taken) == ("refunded", [(0, 0, 0, 3)], 3)
    planned.refresh_from_db()
    dues = RefundDue.objects.order_by("pk").values_list("reason", "packs", "amount")
    assert list(dues) == [("withdrawal", 3, 3 * PRICE), ("withdrawal", 0, FEE)]
    assert (planned.taken, list(audit.planned_otherwise())) == (0, [])


def test_what_has_a_lot_already_is_still_sent(planned):
    order = ordered(planned, 3)
    harvest(planned, 1)
    actions.serve_waiting(packs=[planned.pack_id], at=LATER)
    move(planned)

    step_back(order)

    assert (order.state, parts()) == ("awaiting_acceptance", [(0, 1, 0, 2)])
    assert list(RefundDue.objects.values_list("packs", "amount")) == [(2, 2 * PRICE)]


def test_an_order_not_paid_is_given_up(planned):
    order = ordered(planned, 3, paid=False)
    move(planned, at=MIDDAY + timedelta(minutes=1))

    step_back(order)

    assert (order.state, RefundDue.objects.count()) == ("cancelled", 0)


@pytest.mark.parametrize("when", ["not moved", "ordered after", "moved nearer"])
def test_nobody_steps_back_from_what_was_promised(planned, when):
    if when == "ordered after":
        move(planned, at=MIDDAY - timedelta(hours=1))
    order = ordered(planned, 3)
    if when == "moved nearer":
        move(planned, date(2026, 12, 10))

    with pytest.raises(states.NotNow):
        step_back(order)

    assert parts() == [(3, 0, 0, 0)]


def test_buyer_and_producer_do_it_on_their_pages(client, planned):
    order, owner = ordered(planned, 3), UserFactory()
    producer = planned.pack.product.producer
    Membership.objects.create(producer=producer, user=owner, consented_at=MIDDAY)
    client.force_login(owner)
    day = reverse("workspace:plan_day", args=[producer.slug, planned.pk])

    assert client.post(day, {"ship_by": "2020-01-01"}).status_code == 422
    assert client.post(day, {"ship_by": str(SHIP_BY + timedelta(days=7))}).status_code == 302
    client.logout()
    back = reverse("preorders:stepping_back", args=[order.group.code, order.lines.get().pk])
    assert client.post(back).status_code == 404
    session = client.session
    session[SESSION_KEY] = [order.group.token]
    session.save()
    assert "Không chờ nữa" in client.get(order.group.get_absolute_url()).text
    assert client.post(back).status_code == 302

    assert parts() == [(0, 0, 0, 3)]
