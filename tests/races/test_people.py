"""Two at once on one account: the last way in stays, and nobody is erased with an order open."""

from __future__ import annotations

from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import actions
from accounts.models import User
from marketplace.orders.models import Order, OrderGroup
from marketplace.personal.actions import erasing
from marketplace.personal.models import Erasure
from tests.factories import MIDDAY, CommuneFactory, LotFactory, UserFactory
from tests.marketplace.voices.stories import LineFactory, OrderGroupFactory
from tests.races.crowds import rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def keyed(count):
    user = UserFactory()
    User.objects.update(password="!")
    told = {"user": user, "type": "webauthn", "data": {"name": "Khoá"}}
    return user, [Authenticator.objects.create(**told).pk for _ in range(count)]


def test_two_tabs_that_remove_the_last_two_keys_leave_one():
    user, keys = keyed(8)

    answers = rush(keys, lambda pk: actions.remove_key(user=user, key=pk, at=MIDDAY) or "removed")

    assert answers == {"removed": 7, actions.LastWayIn: 1}
    assert Authenticator.objects.count() == 1


def test_careless_tabs_that_look_first_and_remove_then_leave_none():
    """The negative control: both have looked before either removes, and no lock is held."""
    _user, keys = keyed(2)
    looked = Barrier(2)

    def remove_carelessly(pk):
        assert Authenticator.objects.exclude(pk=pk).exists()
        looked.wait(timeout=30)
        Authenticator.objects.filter(pk=pk).delete()
        return "removed"

    assert rush(keys, remove_carelessly) == {"removed": 2}
    assert Authenticator.objects.count() == 0


def test_who_orders_while_being_erased_is_either_seen_or_tidied_up_after():
    """However it falls out: no order is lost, and none keeps the name once it is over."""
    user = UserFactory(phone_verified_at=MIDDAY)
    erasing.ask_erasure(user=user, at=MIDDAY)
    Erasure.objects.update(due_at=MIDDAY)
    lot, commune = LotFactory(), CommuneFactory()

    def order_or_erase(n):
        if n == 0:
            return "erased" if erasing.erase_due(at=MIDDAY) else "waited"
        with transaction.atomic():
            group = OrderGroupFactory(user=user, commune=commune)
            LineFactory(lot=lot, group=group)
        return "ordered"

    answers = rush(range(9), order_or_erase)

    assert answers["ordered"] == OrderGroup.objects.count() == 8
    erased = User.objects.get(pk=user.pk).erased_at is not None
    assert (answers["erased"], answers["waited"]) == ((1, 0) if erased else (0, 1))
    Order.objects.update(state="delivered", completed_at=MIDDAY)
    erasing.erase_due(at=MIDDAY)
    assert {group.is_nobodys for group in OrderGroup.objects.all()} == {True}
