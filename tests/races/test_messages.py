"""A message goes once however many workers take it up, and an order into one account."""

from __future__ import annotations

import pytest

from accounts.delivery import deliver
from accounts.messages import registry
from accounts.messages.kinds import Kind
from accounts.models import Attempt, Entry, Message
from marketplace.guests import actions
from marketplace.orders.models import OrderGroup
from tests.accounts.messages.stories import ZNS, arrived, channels_are, told
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import pending_payment
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _nobody_sends_but_the_crowd(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    channels_are(settings, zns=ZNS, sms={})
    yield
    registry._made.cache_clear()


def test_twenty_workers_carry_three_messages_once_each():
    """Zalo does not know a message again: each that came twice would be there twice."""
    messages = [told(Kind.SHIPPED, key=f"k{number}") for number in range(3)]

    answers = rush(
        [message.pk for message in messages] * AT_ONCE,
        lambda key: deliver(message=key, clock=lambda: MIDDAY),
    )

    assert answers == {None: 3 * AT_ONCE}
    assert (len(arrived("zns")), len(set(arrived("zns")))) == (3, 3)
    assert Attempt.objects.filter(outcome="taken").count() == Attempt.objects.count() == 3
    assert Message.objects.unsent().count() == 0


def test_an_event_told_by_many_is_one_message():
    answers = rush(range(AT_ONCE), lambda _n: told().pk)

    assert answers == {Message.objects.get().pk: AT_ONCE}


def test_an_order_goes_into_one_account_and_once():
    group = pending_payment().group
    phone = UserFactory(phone=group.buyer_phone, phone_verified_at=MIDDAY)
    others = [UserFactory() for _ in range(3)]

    def take(person):
        if person == phone:
            return actions.take_orders_of_phone(by=person, at=MIDDAY)
        return actions.take_order(group=group, by=person, at=MIDDAY).user_id

    answers = rush([phone, *others] * (AT_ONCE // 4), take)

    owner = OrderGroup.objects.get().user
    assert Entry.objects.filter(verb="took_order").count() == 1
    if owner == phone:
        assert answers == {1: 1, 0: AT_ONCE // 4 - 1, actions.Taken: 3 * (AT_ONCE // 4)}
    else:
        refused = 2 * (AT_ONCE // 4)
        assert answers == {owner.pk: AT_ONCE // 4, 0: AT_ONCE // 4, actions.Taken: refused}
