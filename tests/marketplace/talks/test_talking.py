"""Words about an order: kept once, told of once a burst, until nothing can be claimed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.limits import TooOften
from accounts.models import Entry, Message
from marketplace.orders.models import Order, OrderGroup
from marketplace.personal.contents import gather
from marketplace.talks import queries
from marketplace.talks.actions import saying
from marketplace.talks.models import Remark, RemarkPhoto, TalkSide
from tests.factories import MIDDAY, MembershipFactory, UserFactory
from tests.marketplace.claims.stories import came
from tests.marketplace.talks.stories import BUYER, STALL, drawn, say

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def order():
    """On its way to its buyer, from a stall with an owner and somebody who helps."""
    order = came(at=None)
    for role in ("owner", "staff"):
        MembershipFactory(producer=order.producer, role=role)
    return order


def unread(order):
    return {row.side: row.unread for row in order.talk_sides.all()}


def letters():
    return Message.objects.filter(key__startswith="talk:")


def test_a_form_sent_twice_is_one_remark(order):
    key = uuid4()
    first, again = say(order, key=key), say(order, "stall", "Lời khác", key=key)

    assert first == again
    assert list(Remark.objects.values_list("side", "words")) == [("buyer", "Mấy giờ giao ạ?")]
    with pytest.raises(IntegrityError, match=r"form_is_one_remark|key"), transaction.atomic():
        Remark.objects.create(order=order, side=BUYER, key=key, said_at=MIDDAY)


def test_a_burst_is_told_once_to_the_owner_and_says_nothing_of_what_was_written(order):
    for n in range(5):
        say(order, words="Số nhà 12 ngõ kín", at=MIDDAY + n * MINUTE)

    assert unread(order) == {"buyer": 0, "stall": 5}
    assert letters().count() == 1
    told = letters().first()
    assert order.code in told.subject
    assert f"/gian-hang/{order.producer.slug}/don-hang/{order.code}/trao-doi/" in told.body
    assert "ngõ kín" not in told.body + told.short + told.subject
    entry = Entry.objects.filter(verb="wrote of order").first()
    assert (entry.detail, entry.on_behalf_of) == ({}, "")


def test_who_reads_and_is_written_to_again_is_told_again_but_not_at_once(order):
    for n in range(4):  # they chat: every remark is read before the next one comes
        say(order, STALL, at=MIDDAY + n * MINUTE)
        saying.read(order=order, side=BUYER)
    assert letters().count() == 1

    say(order, STALL, at=MIDDAY + 5 * MINUTE)  # the buyer has put the telephone away
    assert saying.tell_waiting(at=MIDDAY + 6 * MINUTE) == 0
    assert saying.tell_waiting(at=MIDDAY + 10 * MINUTE) == 1
    assert saying.tell_waiting(at=MIDDAY + 40 * MINUTE) == 0
    assert letters().filter(phone=order.group.buyer_phone).count() == 2
    assert f"k={order.group.token}" in letters().last().body


def test_nobody_is_flooded(order):
    for n in range(saying.AN_HOUR):
        say(order, at=MIDDAY + timedelta(seconds=n))

    with pytest.raises(TooOften):
        say(order)
    say(order, STALL)  # the other side has a limit of its own

    assert Remark.objects.filter(side=BUYER).count() == saying.AN_HOUR


def test_the_database_knows_when_something_is_unread_and_who_speaks(order):
    told = {"order": order, "spoken_at": MIDDAY}
    for wrong in ({"side": "buyer", "unread": 1}, {"side": "third"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TalkSide.objects.create(**told, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.create(order=order, side="third", said_at=MIDDAY)


ENDS = MIDDAY + timedelta(days=15)
LIVES = {
    "not paid": ({"paid_at": None}, False),
    "on its way": ({}, True),
    "claimable still": ({"claimable_until": ENDS + MINUTE}, True),
    "claimable no more": ({"claimable_until": ENDS}, False),
    "claimed meanwhile": ({"claimable_until": ENDS, "disputed_at": MIDDAY}, True),
    "complete": ({"state": "delivered", "completed_at": MIDDAY}, False),
    "given up a week ago": ({"closed_at": ENDS - queries.AFTERWARDS}, False),
    "given up since": ({"closed_at": ENDS - queries.AFTERWARDS + MINUTE}, True),
}


@pytest.mark.parametrize(("told", "may"), LIVES.values(), ids=LIVES)
def test_people_write_while_the_order_may_be_claimed(told, may):
    order = Order(paid_at=MIDDAY)
    for name, value in told.items():
        setattr(order, name, value)

    assert queries.is_open(order, at=ENDS) is may


def test_a_talk_that_is_over_takes_nothing_in(order):
    say(order)
    Order.objects.update(closed_at=MIDDAY - queries.AFTERWARDS)

    with pytest.raises(saying.Closed):
        say(order, STALL)

    assert Remark.objects.count() == 1


def test_words_and_pictures_go_with_the_buyers_name_and_are_in_the_copy(
    order, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    buyer = UserFactory()
    OrderGroup.objects.update(user=buyer)
    say(order, words="Gọi Kín", photos=drawn())
    kept = Path(RemarkPhoto.objects.get().large.path)
    assert kept.exists()
    assert [row["words"] for row in gather(buyer)["Tin nhắn về đơn"]] == ["Gọi Kín"]

    with django_capture_on_commit_callbacks(execute=True):
        saying.forget_talks(OrderGroup.objects.filter(user=buyer))

    assert list(Remark.objects.values_list("words", "photos")) == [("", None)]
    assert not kept.exists()
