"""A stall's day."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from marketplace.workspace.queries import day
from tests.factories import TODAY, LotFactory, MembershipFactory, ProducerFactory
from tests.marketplace.stories import paid_order

pytestmark = pytest.mark.django_db


def test_a_day_counts_what_waits_sells_and_runs_out():
    lot = LotFactory(packed=6, on_hand=6, best_before=date(2026, 12, 1))
    paid_order(quantity=2, lot=lot)

    today = day(lot.producer, on=TODAY)

    assert (today.to_accept, today.to_pack, today.sold) == (1, 0, 370_000)
    assert (today.low, today.expiring) == ([lot], [lot])


def test_another_stalls_sales_are_not_counted():
    paid_order()

    today = day(ProducerFactory(), on=TODAY)

    assert (today.to_accept, today.sold, today.payout, today.low) == (0, 0, 0, [])


def test_the_stall_opens_for_its_people_only(client):
    owner, other = MembershipFactory(), MembershipFactory()
    client.force_login(owner.user)

    assert client.get(reverse("workspace:stall", args=[owner.producer.slug])).status_code == 200
    assert client.get(reverse("workspace:stall", args=[other.producer.slug])).status_code == 404


def test_one_stall_is_opened_at_once(client):
    owner = MembershipFactory()
    client.force_login(owner.user)

    response = client.get(reverse("workspace:home"))

    assert response.url == reverse("workspace:stall", args=[owner.producer.slug])
