"""A stall says when it rests; buyers read it on its goods and in their baskets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from marketplace.selling.models import Closure
from tests.factories import LotFactory, MembershipFactory
from tests.marketplace.stories import ClosureFactory

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def lot():
    return LotFactory()


@pytest.fixture
def owner(client, lot):
    client.force_login(owner := MembershipFactory(producer=lot.producer).user)
    return owner


def page(lot, name="closures", *more):
    return reverse(f"workspace:{name}", args=[lot.producer.slug, *more])


def told(first, last, **more):
    today = localdate()
    days = {"first_on": today + first * A_DAY, "last_on": today + last * A_DAY}
    return {**days, "words": "Về quê", **more}


def test_days_are_told_shown_and_taken_back(client, lot, owner):
    client.post(page(lot), told(0, 2))

    closure = Closure.objects.get()
    assert (closure.valid_until - closure.valid_from, closure.takes_orders) == (3 * A_DAY, False)
    for shown in (client.get(page(lot)), client.get(page(lot, "stall"))):
        assert f"{closure.last_on:%d/%m/%Y}".lstrip("0") in shown.text

    client.post(page(lot, "closure_end", closure.pk))
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("days", "field"),
    [((-1, 2), "first_on"), ((400, 401), "first_on"), ((3, 2), "last_on"), ((0, 90), "last_on")],
)
def test_days_that_cannot_be_are_told_at_their_field(client, lot, owner, days, field):
    answer = client.post(page(lot), told(*days))

    assert (answer.status_code, [*answer.context["form"].errors]) == (422, [field])
    assert "Về quê" in answer.text


def test_days_that_fall_together_are_told(client, lot, owner):
    ClosureFactory(producer=lot.producer, valid_from=localdate(), valid_until=localdate() + A_DAY)

    assert client.post(page(lot), told(0, 5)).status_code == 422


@pytest.mark.parametrize(("takes", "words"), [(True, "Vẫn đặt được"), (False, "mời bạn quay lại")])
def test_the_page_of_its_goods_and_the_basket_say_it(client, lot, takes, words):
    client.post(reverse("cart:line", args=[lot.pack_id]), {"do": "add", "quantity": "1"})
    since = localdate()
    days = {"valid_from": since, "valid_until": since + 3 * A_DAY}
    ClosureFactory(producer=lot.producer, takes_orders=takes, **days)

    goods = client.get(lot.pack.product.get_absolute_url()).text
    basket = client.get(reverse("cart:cart")).text

    assert [words in shown for shown in (goods, basket)] == [True, True]
    assert ("Đã hết hàng" in basket) is not takes
