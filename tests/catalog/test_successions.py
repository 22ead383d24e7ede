"""A stall passes from its owner to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry, Message
from catalog.actions import consents, successions
from catalog.models import Consent, Membership, Producer, Succession
from tests.factories import MIDDAY, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER, TOO_LATE = MIDDAY + timedelta(hours=1), MIDDAY + timedelta(days=7)


@pytest.fixture
def owner():
    return MembershipFactory()


@pytest.fixture
def heir():
    return UserFactory(phone_verified_at=MIDDAY)


def offer(owner, phone, at=MIDDAY):
    return successions.offer_stall(producer=owner.producer, phone=phone, by=owner.user, at=at)


def take(offered, by, at=LATER):
    return successions.accept_stall(succession=offered, by=by, at=at)


def owners(producer):
    held = producer.memberships.active().filter(role=Membership.Role.OWNER)
    return [membership.user for membership in held]


def test_nothing_changes_until_the_other_accepts_and_then_all_at_once(owner, heir):
    offered = offer(owner, heir.phone)
    assert owners(owner.producer) == [owner.user]

    for _time in range(2):
        take(offered, heir)

    assert owners(owner.producer) == [heir]
    assert list(Producer.objects.run_by(owner.user)) == []
    assert list(Entry.objects.order_by("pk").values_list("actor", "verb")) == [
        (owner.user.pk, "offered stall"),
        (heir.pk, "took over stall"),
    ]
    told = list(Message.objects.order_by("pk").values_list("phone", flat=True))
    assert told == [heir.phone, owner.user.phone]
    assert Succession.objects.get().phone == ""


def test_staff_who_take_over_are_owners_and_other_staff_stay(owner):
    heir = MembershipFactory(producer=owner.producer, user__phone_verified_at=MIDDAY)
    staff = MembershipFactory(producer=owner.producer)

    take(offer(owner, heir.user.phone), heir.user)

    active = Membership.objects.active().order_by("role")
    assert list(active.values_list("user", "role")) == [
        (heir.user.pk, "owner"),
        (staff.user.pk, "staff"),
    ]


def test_whom_the_old_owner_let_help_is_asked_for_anew(owner, heir):
    helper = UserFactory()
    given = {"given_at": MIDDAY, "asked_at": MIDDAY, "code_until": MIDDAY, "digest": ""}
    consent = Consent.objects.create(
        supporter=helper, phone=owner.user.phone, person=owner.user, valid_until=TOO_LATE, **given
    )
    consents.help_stall(consent=consent, producer=owner.producer, at=MIDDAY)
    assert list(Producer.objects.run_by(helper)) == [owner.producer]

    take(offer(owner, heir.phone), heir)

    assert list(Producer.objects.run_by(helper)) == []


def test_only_who_has_shown_to_hold_the_number_takes_it_and_in_time(owner, heir):
    stranger, unshown = UserFactory(phone_verified_at=MIDDAY), UserFactory()
    offered = offer(owner, heir.phone)

    for by, at in ((stranger, LATER), (heir, TOO_LATE)):
        with pytest.raises(successions.NotToTake):
            take(offered, by, at)
    with pytest.raises(successions.NotToTake):
        take(offer(owner, unshown.phone), unshown)
    assert owners(owner.producer) == [owner.user]


def test_an_offer_taken_back_refused_or_replaced_is_nothing(owner, heir):
    other = UserFactory(phone_verified_at=MIDDAY)
    first = offer(owner, heir.phone)
    assert offer(owner, heir.phone) == first
    second = offer(owner, other.phone)
    for _time in range(2):
        successions.end_offer(succession=second, by=other, at=LATER)

    for offered, by in ((first, heir), (second, other)):
        with pytest.raises(successions.NotToTake):
            take(offered, by)
    assert owners(owner.producer) == [owner.user]


def test_what_was_taken_is_not_taken_back(owner, heir):
    offered = offer(owner, heir.phone)
    take(offered, heir)

    with pytest.raises(successions.NotToTake):
        successions.end_offer(succession=offered, by=owner.user, at=LATER)
    assert owners(owner.producer) == [heir]


def test_only_the_owner_offers_to_somebody_else_and_not_to_half_the_village(owner):
    staff = MembershipFactory(producer=owner.producer)
    asked = {"producer": owner.producer, "at": MIDDAY}

    with pytest.raises(successions.NotOffered, match="chính bạn"):
        successions.offer_stall(phone=owner.user.phone, by=owner.user, **asked)
    with pytest.raises(successions.NotOffered, match="Chỉ chủ"):
        successions.offer_stall(phone="+84912345678", by=staff.user, **asked)
    for n in range(3):
        offer(owner, f"+8491234567{n}")
    with pytest.raises(successions.NotOffered, match="Mai làm tiếp"):
        offer(owner, "+84912345679")


@pytest.mark.parametrize("change", [{"revoked_at": MIDDAY}, {"role": "staff"}])
def test_the_database_lets_no_owner_go_without_a_next_one(owner, change):
    offer(owner, "+84912345678")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=owner.pk).update(**change)


def test_the_database_knows_one_owner_of_a_stall(owner):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(producer=owner.producer, role="owner")
