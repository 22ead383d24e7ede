"""A stall's day."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from marketplace.workspace.beginning import beginning
from marketplace.workspace.menu import menu
from marketplace.workspace.today import day
from tests.factories import TODAY, LotFactory, MembershipFactory, ProducerFactory
from tests.marketplace.stories import paid_order

pytestmark = pytest.mark.django_db


def test_a_day_counts_what_waits_and_runs_out():
    lot = LotFactory(packed=6, on_hand=6, best_before=date(2026, 12, 1))
    paid_order(quantity=2, lot=lot)

    today = day(lot.producer, on=TODAY)

    assert (today.to_accept, today.to_pack, today.on_the_way) == (1, 0, 0)
    assert (today.low, today.expiring) == ([lot], [lot])


def test_another_stalls_orders_are_not_counted():
    paid_order()

    today = day(ProducerFactory(), on=TODAY)

    assert (today.to_accept, today.open_lots, today.low) == (0, 0, [])


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


def test_what_is_due_leads_to_where_it_is_done():
    lot = paid_order().lines.get().allocations.get().lot

    rows = day(lot.producer, on=TODAY).due(claims=0, voices=2)

    assert [(row.n, row.room, row.query) for row in rows] == [
        (1, "workspace:orders", "?viec=nhan"),
        (2, "workspace:voices", ""),
    ]


def test_the_menu_counts_what_waits_with_one_query(django_assert_num_queries):
    owner = MembershipFactory(producer=paid_order().producer)
    paid_order()

    with django_assert_num_queries(1):
        found = menu(owner.producer, user=owner.user, here="workspace:stock")

    waiting = {room.url: room.waits for group in found.groups for room in group.rooms if room.waits}
    assert waiting == {reverse("workspace:orders", args=[owner.producer.slug]): 1}
    assert [str(room.label) for room in found.bar if room.current] == ["Hàng"]


def test_only_owners_see_the_way_to_who_else_works_there():
    owner = MembershipFactory()
    helper = MembershipFactory(producer=owner.producer, role="supporter")
    members = reverse("workspace:members", args=[owner.producer.slug])

    def sees(person):
        found = menu(owner.producer, user=person.user, here="")
        return members in [room.url for group in found.groups for room in group.rooms]

    assert (sees(owner), sees(helper)) == (True, False)


@pytest.mark.parametrize("room", ["stall", "orders", "products", "rooms"])
def test_a_supporter_always_reads_in_whose_name_they_write(client, room):
    owner = MembershipFactory()
    helper = MembershipFactory(producer=owner.producer, role="supporter")

    def told(person):
        client.force_login(person.user)
        page = client.get(reverse(f"workspace:{room}", args=[owner.producer.slug]))
        return f"thay mặt {owner.producer}" in page.content.decode()

    assert (told(helper), told(owner)) == (True, False)


def test_a_new_stall_is_led_step_by_step():
    stall = ProducerFactory(identity_verified_at=None)
    assert (beginning(stall, on=TODAY).done, beginning(stall, on=TODAY).next.room) == (
        0,
        "workspace:new_product",
    )

    lot = LotFactory()

    assert [step.room for step in beginning(lot.producer, on=TODAY).steps if not step.is_done] == [
        "workspace:address",
        "workspace:products",
        "payouts:account",
    ]
