"""Stars that end: told at each of three stages, to each person once, ever."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import make_aware

from accounts.models import Message
from marketplace.merits.actions.reminding import remind
from marketplace.merits.queries.renewals import endings
from marketplace.workspace.today import day
from tests.factories import TODAY, MembershipFactory, RecognitionFactory

pytestmark = pytest.mark.django_db


def before(recognition, days):
    """Noon, so many days before it ends."""
    on = recognition.valid_until - timedelta(days=days)
    return make_aware(datetime.combine(on, time(12)))


def test_everybody_at_the_stall_is_told_once_at_each_stage():
    recognition = RecognitionFactory(product__name="Trà mẫu")
    producer = recognition.product.producer
    owner, staff = (MembershipFactory(producer=producer) for _ in range(2))
    MembershipFactory(producer=producer, role="supporter")
    MembershipFactory()

    written = {
        days: remind(at=before(recognition, days))
        for days in (181, 180, 179, 91, 90, 31, 30, 1, 0, -5)
    }

    told = {days: n for days, n in written.items() if n}
    assert told == {180: 2, 90: 2, 30: 2}
    assert Message.objects.filter(phone=owner.user.phone).count() == 3
    assert Message.objects.filter(phone=staff.user.phone).count() == 3
    first = Message.objects.filter(phone=owner.user.phone).earliest("pk")
    assert first.subject == "Trà mẫu: còn 180 ngày là hết hạn 4 sao"
    assert f"/gian-hang/{producer.slug}/ocop/{recognition.product.slug}/" in first.body


def test_a_stage_that_was_slept_through_is_told_late_and_alone():
    recognition = RecognitionFactory()
    MembershipFactory(producer=recognition.product.producer)

    assert remind(at=before(recognition, 40)) == 1
    assert Message.objects.get().key.split(":")[2] == "90"


def test_who_is_recognised_again_or_not_in_force_is_left_alone():
    renewed = RecognitionFactory()
    RecognitionFactory(
        product=renewed.product, valid_until=renewed.valid_until + timedelta(days=900)
    )
    unproven = RecognitionFactory(verified_at=None)
    for one in (renewed, unproven):
        MembershipFactory(producer=one.product.producer)

    assert remind(at=before(renewed, 60)) == 0


def test_today_at_the_stall_says_so_too(django_assert_num_queries):
    soon = RecognitionFactory(valid_until=TODAY + timedelta(days=60))
    RecognitionFactory(
        product__producer=soon.product.producer, valid_until=TODAY + timedelta(days=200)
    )
    producer = soon.product.producer

    with django_assert_num_queries(1):
        (ending,) = endings(producer, on=TODAY)
    rows = day(producer, on=TODAY).due(claims=0, voices=0)

    assert (ending.days, ending.stage) == (60, 90)
    assert [(row.n, row.room) for row in rows] == [(1, "merits:mine")]
