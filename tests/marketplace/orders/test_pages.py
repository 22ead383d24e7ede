"""The buyer's pages: for the buyer alone, or by the secret link."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.orders import letters
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Order, OrderGroup
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import basket, buyer, codes, hear, order, paid_order, tariffs

pytestmark = pytest.mark.django_db
MINE = reverse("orders:mine")


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def bought(owner):
    """Two packs, paid for by a signed-in buyer."""
    return paid_order(2, LotFactory(), buyer(user=owner))


def ship(bought):
    packer = UserFactory()
    states.accept(order=bought, by=packer, at=MIDDAY)
    packed = codes(bought.lines.get().allocations.get().lot, 2, prefix="SERIAL")
    for code in packed:
        packing.pack_item(order=bought, serial=code.serial, by=packer, at=MIDDAY)
    parcels.hand_over(order=bought, carrier="Bưu điện", tracking="VN123", by=packer, at=MIDDAY)
    return packed


def test_the_owner_sees_the_order_with_its_lots(client, owner, bought):
    client.force_login(owner)

    page = client.get(bought.group.get_absolute_url())

    lot = bought.lines.get().allocations.get().lot
    for words in (bought.code, "Chờ xác nhận", lot.code, "Trần Thị Mua", "400.000"):
        assert words in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_once_packed_each_item_is_named_and_leads_to_its_origin(client, owner, bought):
    packed = ship(bought)
    client.force_login(owner)

    page = client.get(bought.group.get_absolute_url())

    for code in packed:
        assert reverse("scan:item", args=[code.serial]) in page.text
    assert "VN123" in page.text


def test_a_stranger_and_a_visitor_find_nothing(client, bought):
    address = bought.group.get_absolute_url()

    assert client.get(address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(address, {"k": "x" * 43}).status_code == 404
    assert client.get(address, {"k": "ẩ\u200b"}).status_code == 404


def test_the_secret_link_opens_the_order_and_leaves_the_address_bar(client, bought, settings):
    link = letters.link(bought.group).removeprefix(settings.SITE_URL)

    answer = client.get(link)

    assert answer.headers["Location"] == bought.group.get_absolute_url()
    assert client.get(answer.headers["Location"]).status_code == 200


def test_the_link_of_one_order_opens_no_other(client, bought):
    other = paid_order_beside(bought)

    client.get(bought.group.get_absolute_url(), {"k": bought.group.token})

    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(other.get_absolute_url(), {"k": bought.group.token}).status_code == 404


def test_the_buyer_says_the_parcel_has_come(client, owner, bought):
    ship(bought)
    client.force_login(owner)

    client.post(reverse("orders:delivery", args=[bought.code]))

    assert Order.objects.get().state == "delivered"


def test_nobody_else_says_so(client, bought):
    ship(bought)
    client.force_login(UserFactory())

    assert client.post(reverse("orders:delivery", args=[bought.code])).status_code == 404
    assert Order.objects.get().state == "shipped"


def test_a_parcel_that_has_not_left_has_not_come(client, owner, bought):
    client.force_login(owner)

    page = client.post(reverse("orders:delivery", args=[bought.code]), follow=True)

    assert "chưa làm được" in page.text
    assert Order.objects.get().state == "awaiting_acceptance"


def test_ones_own_orders_are_listed_and_no_others(client, owner, bought):
    other = paid_order_beside(bought)
    client.force_login(owner)

    page = client.get(MINE)

    assert bought.group.code in page.text
    assert other.code not in page.text


def test_one_signs_in_to_see_ones_orders(client):
    assert client.get(MINE).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_of_orders_asks_as_often_for_many_as_for_one(
    client, owner, rows, django_assert_num_queries
):
    tariffs()
    for _ in range(rows):
        order(basket((LotFactory().pack, 1)), total=215_000, who=buyer(user=owner))
    client.force_login(owner)

    with django_assert_num_queries(5):
        client.get(MINE)


@pytest.mark.parametrize("rows", [1, 3])
def test_an_order_page_asks_as_often_for_many_lines_as_for_one(
    client, owner, rows, django_assert_num_queries
):
    tariffs()
    lots = [LotFactory(pack__price=100_000) for _ in range(rows)]
    wishes = [(lot.pack, 1) for lot in lots]
    payment = order(basket(*wishes), total=rows * 130_000, who=buyer(user=owner))
    client.force_login(owner)

    with django_assert_num_queries(17):
        client.get(payment.group.get_absolute_url())


def paid_order_beside(bought) -> OrderGroup:
    payment = order(basket((LotFactory().pack, 1)), total=215_000)
    hear(payment, key="FT2")
    assert payment.group != bought.group
    return payment.group
