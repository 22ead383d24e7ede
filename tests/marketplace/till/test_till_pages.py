"""The till on a telephone: choosing, the code, the news, the receipt, the day, the printed code."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Policy
from marketplace.orders.models import Order
from tests.factories import LotFactory, MembershipFactory
from tests.marketplace.stories import codes, hear
from tests.marketplace.till.stories import PRICE, loosely, paying, sold, table
from traceability.models import Lot

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(client):
    lot, seller = table()
    client.force_login(seller)
    return lot, seller


def at(lot, room="home", *more):
    return reverse(f"till:{room}", args=[lot.producer.slug, *more])


def body(answer):
    return answer.content.decode()


def test_packs_and_codes_are_chosen_and_paid_by_the_code_on_the_page(client, scene):
    lot, _seller = scene
    first, second = codes(lot, 2)
    page = client.get(at(lot))
    assert f'name="n-{lot.pack_id}"' in body(page)
    told = {
        "key": str(uuid4()),
        f"n-{lot.pack_id}": "1",
        "ma": first.serial,
        "codes": second.serial,
    }

    answer = client.post(at(lot), told)

    order = Order.objects.get()
    assert answer.url == at(lot, "sale", order.code)
    assert client.post(at(lot), told).url == answer.url
    assert order.total == 3 * PRICE
    page = client.get(answer.url)
    assert "555.000" in body(page)
    assert paying(order).reference in body(page)
    known = page.context["sale"].known
    assert client.get(at(lot, "standing", order.code), {"da-biet": known}).status_code == 204
    assert client.get(at(lot, "picture", order.code))["Content-Type"] == "image/svg+xml"
    assert "Đang chờ tiền" in body(client.get(at(lot)))

    hear(paying(order), at=now(), paid_at=now())

    news = client.get(at(lot, "standing", order.code), {"da-biet": known})
    assert "Đã nhận tiền" in body(news)
    assert "data-came" in body(news)
    assert "hx-get" not in body(news)
    assert client.get(at(lot, "picture", order.code)).status_code == 404  # nothing is missing
    day = client.get(at(lot, "day"))
    assert day.context["day"].agrees
    assert "Khớp" in body(day)
    for phone, status in (("09", 422), ("0912 345 678", 302)):
        told = {"phone": phone}
        assert client.post(at(lot, "receipt", order.code), told).status_code == status
    assert "678" in body(client.get(answer.url))
    link = reverse("orders:order", args=[order.group.code])
    received = body(Client().get(link, {"k": order.group.token}, follow=True))
    assert ("Mua tại quầy" in received, "Nơi nhận" in received) == (True, False)
    assert "0912" not in body(client.get(answer.url))


def test_what_cannot_be_sold_is_said_where_it_was_chosen(client, scene):
    lot, _seller = scene
    [called] = codes(lot, 1)
    called.recalled_at = now()
    called.save()
    aloud = client.get(at(lot, "item"), {"serial": called.serial})
    assert (aloud.status_code, "thu hồi" in body(aloud)) == (422, True)
    for told, words in (
        ({}, "Chưa chọn món nào"),
        ({f"n-{lot.pack_id}": "11"}, "chỉ còn 10"),
        ({"codes": called.serial}, "thu hồi"),
        ({f"n-{lot.pack_id}": "1", "asked": "999000"}, "niêm yết"),
    ):
        answer = client.post(at(lot), {"key": str(uuid4()), **told})
        assert (answer.status_code, words in body(answer)) == (422, True), words
    Policy.objects.create(
        criteria_set=lot.pack.product.criteria_set,
        minimum_age=18,
        legal_basis="Luật mẫu",
        valid_from="2026-01-01",
    )
    told = {"key": str(uuid4()), f"n-{lot.pack_id}": "1"}
    assert "18 tuổi" in body(client.post(at(lot), told))
    assert client.post(at(lot), told | {"is_adult": "on"}).status_code == 302
    assert Order.objects.count() == 1


def test_dropped_late_and_loose_money_are_seen_through_on_their_pages(client, scene):
    lot, seller = scene
    loosely(lot, PRICE, "FT1", at=now())
    dropped, other = (sold(lot, seller, 1, at=now()) for _n in range(2))
    assert client.post(at(lot, "dropping", dropped.code)).url == at(lot)
    assert "Đừng đưa hàng" in body(client.get(at(lot, "sale", dropped.code)))
    page = client.get(at(lot, "sale", other.code))
    [came] = page.context["sale"].loose
    assert "Đúng là của khách này" in body(page)
    assert client.post(at(lot, "assigning", other.code, came.pk)).status_code == 302
    assert "Đã nhận tiền" in body(client.get(at(lot, "sale", other.code)))
    assert client.post(at(lot, "assigning", other.code, came.pk)).status_code == 404

    late = sold(lot, seller, 1, at=now())
    Lot.objects.filter(pk=lot.pk).update(held_back=1)
    hear(paying(late), key="FT2", at=now(), paid_at=now())
    assert "khoan đưa hàng" in body(client.get(at(lot, "sale", late.code)))
    refused = client.post(at(lot, "handing", late.code), follow=True)
    assert "đừng đưa cho khách" in body(refused)
    returned = client.post(at(lot, "returning", late.code), follow=True)
    assert "trả lại tiền" in body(returned)
    assert "QUAY" not in body(client.get(at(lot, "table_code")))


def test_who_only_helps_finds_no_till_and_a_neighbour_no_sale(client, scene):
    lot, seller = scene
    order = sold(lot, seller, 1, at=now())
    helper = MembershipFactory(producer=lot.producer, role="supporter").user
    owner = MembershipFactory(producer=lot.producer, role="owner").user
    neighbour, near = MembershipFactory(role="staff"), at(lot, "sale", order.code)
    for who, home, sale in ((helper, 404, 404), (owner, 200, 200), (neighbour.user, 404, 404)):
        client.force_login(who)
        assert client.get(at(lot)).status_code == home
        assert client.get(near).status_code == sale
    own = reverse("till:sale", args=[neighbour.producer.slug, order.code])
    assert client.get(own).status_code == 404
    rooms = reverse("workspace:rooms", args=[lot.producer.slug])
    for who, shown in ((helper, False), (owner, True)):
        client.force_login(who)
        assert ("Bán tại quầy" in body(client.get(rooms))) is shown


def test_pages_ask_as_much_of_one_sale_as_of_three(client, scene, django_assert_num_queries):
    lot, seller = scene
    for packs in (1, 3):
        for _n in range(packs):
            hear(paying(sold(lot, seller, 1, at=now())), key=str(uuid4()), at=now(), paid_at=now())
            sold(lot, seller, 1, at=now())
            more = LotFactory(pack__product__producer=lot.producer, producer=lot.producer)
        assert more
        with django_assert_num_queries(10):
            client.get(at(lot))
        with django_assert_num_queries(11):
            client.get(at(lot, "day"))
