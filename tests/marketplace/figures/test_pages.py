"""Who sees how people pay, and whose orders are counted."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.models import Order
from tests.factories import OfficerFactory, UserFactory
from tests.marketplace.stories import paid_order

pytestmark = pytest.mark.django_db
PAGE, FILE = reverse("figures:cashless"), reverse("figures:cashless_file")


@pytest.fixture
def order():
    made = paid_order()
    Order.objects.update(paid_at=now())
    return made


def test_an_operator_sees_all_months_and_ways(client, order, django_assert_num_queries):
    client.force_login(UserFactory(is_staff=True))
    with django_assert_num_queries(3):
        page = client.get(PAGE).content.decode()
    assert page.count("400.000") == 6  # the year; the column, its row, sum and sentence; the month
    assert "100,0 %" in page
    assert "Chỉ tiêu 20–25 %" in page


def test_an_officer_sees_their_area(client, order):
    here = OfficerFactory(province=order.producer.commune.province)
    client.force_login(here.user)
    assert "400.000" in client.get(PAGE).content.decode()


def test_a_file_says_the_same(client, order):
    client.force_login(UserFactory(is_staff=True))
    answer = client.get(FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[1:] == ["transfer", "1", "400000", "100.0", ""]
    assert len(lines) == 2


def test_others_find_nothing(client, order):
    client.force_login(UserFactory())
    assert [client.get(page).status_code for page in (PAGE, FILE)] == [404, 404]
