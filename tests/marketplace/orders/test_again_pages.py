"""«Mua lại»: an order once more, at today's price, with a kind word of what is not there."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from catalog.models import Pack
from marketplace.cart.models import CartLine
from tests.factories import LotFactory, UserFactory
from tests.marketplace.voices.stories import came
from traceability.models import Lot

pytestmark = pytest.mark.django_db


def again(client, bought, **told):
    return client.post(reverse("orders:again", args=[bought.order.group.code]), told)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def line(client):
    user = UserFactory()
    client.force_login(user)
    return came(LotFactory(on_hand=5), user=user)


def test_the_whole_order_is_in_the_basket_at_todays_price(client, line):
    Pack.objects.update(price=99_000)

    answer = again(client, line)

    put = CartLine.objects.get()
    assert (put.pack, put.quantity, put.seen_price) == (line.pack, 1, 99_000)
    assert said(answer) == ["Đã cho vào giỏ, theo giá hôm nay."]
    assert client.session["basket_count"] == 1


def test_one_line_may_be_named_of_ones_own_order(client, line):
    stranger = came()

    again(client, line, line=line.pk)
    assert CartLine.objects.count() == 1
    assert [again(client, line, line=pk).status_code for pk in (stranger.pk, "x", "9" * 40)] == [
        404
    ] * 3
    assert again(client, stranger).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: Lot.objects.update(on_hand=0), "đang hết hàng"),
        (lambda: Pack.objects.update(is_active=False), "nay không còn bán"),
    ],
)
def test_what_is_not_there_is_said_kindly(client, line, change, words):
    change()

    (told,) = said(again(client, line))

    assert words in told
    assert CartLine.objects.count() == 0


def test_fewer_are_put_where_fewer_are_left(client, line):
    line.quantity, line.total = 9, 9 * line.unit_price
    line.save()

    (told,) = said(again(client, line))

    assert "còn ít hơn" in told
    assert CartLine.objects.get().quantity == 5
