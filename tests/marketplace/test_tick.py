"""The market's clockwork."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import Message
from marketplace.orders.models import Order
from tests.factories import LotFactory
from tests.marketplace.stories import basket, order, tariffs

pytestmark = pytest.mark.django_db


def test_a_tick_frees_goods_and_sends_what_waited_too_long():
    tariffs()
    placed_at = now() - timedelta(minutes=16)
    order(basket((LotFactory().pack, 1)), total=215_000, at=placed_at)
    _message("late", placed_at)
    _message("fresh", now())

    said = StringIO()
    call_command("tick", stdout=said)

    assert said.getvalue() == "payments heard 0, orders let go 1, messages 1, recalls taken up 0\n"
    assert Order.objects.get().state == "cancelled"
    assert Message.objects.unsent().get().key == "fresh"


def test_a_tick_with_nothing_to_do_says_nothing():
    said = StringIO()

    call_command("tick", stdout=said)

    assert said.getvalue() == ""


def _message(key, at):
    told = {"phone": "+84912345678", "subject": "s", "body": "b", "short": "b"}
    Message.objects.create(key=key, written_at=at, due_at=at, **told)
