"""Many remarks at the same moment: all kept, all counted, told of once."""

from __future__ import annotations

import pytest

from accounts.models import Message
from marketplace.talks.actions import saying
from marketplace.talks.models import Remark, TalkSide
from tests.factories import MIDDAY, MembershipFactory
from tests.marketplace.claims.stories import came
from tests.marketplace.talks.stories import BUYER, STALL, say
from tests.races.crowds import rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 12


def test_all_are_kept_and_counted_and_one_letter_goes():
    order = came(at=None)
    MembershipFactory(producer=order.producer)

    assert rush(range(MANY), lambda n: say(order, words=str(n)).side) == {BUYER: MANY}

    assert Remark.objects.count() == MANY
    assert TalkSide.objects.get(side=STALL).unread == MANY
    assert Message.objects.filter(key__startswith="talk:").count() == 1


def test_careless_remarks_that_count_for_themselves_lose_some():
    """The negative control: each reads the count, and only then writes it, under no lock."""
    order, looked = came(at=None), []
    TalkSide.objects.create(order=order, side=STALL, spoken_at=MIDDAY)

    def count_carelessly(_n):
        found = TalkSide.objects.get(side=STALL)
        looked.append(found.unread)
        while len(looked) < MANY:
            pass
        told = {"unread": found.unread + 1, "unread_since": MIDDAY}
        return TalkSide.objects.filter(side=STALL).update(**told)

    rush(range(MANY), count_carelessly)

    assert TalkSide.objects.get(side=STALL).unread < MANY


def test_who_reads_while_others_write_leaves_no_broken_count():
    order = came(at=None)
    say(order)

    def act(n):
        if n % 2:
            return saying.read(order=order, side=STALL)
        return say(order, words=str(n)).side

    assert rush(range(MANY), act) == {None: MANY // 2, BUYER: MANY // 2}
