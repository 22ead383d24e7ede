"""Two at once on one stall: it has one owner at every moment, never two, never none."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from catalog.actions import successions
from catalog.models import Membership
from tests.factories import MIDDAY, MembershipFactory, UserFactory
from tests.races.crowds import rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def offered():
    """(the owner, the next one, the offer)"""
    owner, heir = MembershipFactory(), UserFactory(phone_verified_at=MIDDAY)
    told = {"producer": owner.producer, "by": owner.user, "at": MIDDAY}
    return owner, heir, successions.offer_stall(phone=heir.phone, **told)


def owners():
    held = Membership.objects.active().filter(role=Membership.Role.OWNER)
    return [membership.user for membership in held]


def test_taking_over_in_many_tabs_makes_one_owner():
    _owner, heir, offer = offered()

    made = rush(
        range(8), lambda _n: successions.accept_stall(succession=offer, by=heir, at=MIDDAY).pk
    )

    assert list(made.values()) == [8]
    assert owners() == [heir]


def test_taken_back_while_it_is_taken_ends_one_way_or_the_other():
    owner, heir, offer = offered()

    def take_or_end(by):
        act = successions.accept_stall if by == heir else successions.end_offer
        act(succession=offer, by=by, at=MIDDAY)
        return by

    answers = rush([heir, owner.user], take_or_end)

    assert answers[successions.NotToTake] == 1
    assert owners() == ([heir] if answers[heir] else [owner.user])


def test_careless_heirs_who_look_first_are_stopped_by_the_database_all_but_one():
    """The negative control: all have looked before anybody writes, and no lock is held."""
    owner, heir, offer = offered()
    type(offer).objects.update(accepted_at=MIDDAY, accepted_by=heir)
    looked = Barrier(4)

    def take_carelessly(user):
        assert owners() == [owner.user]
        looked.wait(timeout=30)
        with transaction.atomic():
            Membership.objects.filter(pk=owner.pk).update(revoked_at=MIDDAY)
            MembershipFactory(producer=owner.producer, user=user, role="owner")
        return "owner"

    people = [UserFactory() for _n in range(4)]
    assert rush(people, take_carelessly) == {"owner": 1, IntegrityError: 3}
    assert len(owners()) == 1
