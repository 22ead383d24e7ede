"""Who may act for a stall."""

from __future__ import annotations

import pytest

from accounts.models import Entry, Message
from catalog.actions import members
from catalog.models import Membership, Producer
from tests.factories import MIDDAY, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_supporter_acts_for_the_stall_and_the_journal_says_for_whom():
    owner, helper = MembershipFactory(), UserFactory()

    members.add_member(
        producer=owner.producer, phone=helper.phone, role="supporter", by=owner.user, at=MIDDAY
    )

    assert list(Producer.objects.run_by(helper)) == [owner.producer]
    assert list(Producer.objects.owned_by(helper)) == []
    entry = Entry.objects.get()
    assert (entry.actor, entry.on_behalf_of) == (
        owner.user,
        f"catalog.Producer:{owner.producer.pk}",
    )
    assert Message.objects.get().phone == helper.phone


def test_who_is_invited_reads_it_in_their_own_language():
    """Whatever the page of whoever invites is in; without a language, in the market's."""
    owner = MembershipFactory()
    helpers = [UserFactory(language=language) for language in ("en", "")]

    for helper in helpers:
        members.add_member(
            producer=owner.producer, phone=helper.phone, role="staff", by=owner.user, at=MIDDAY
        )

    told = [
        Message.objects.values_list("language", "subject").get(phone=helper.phone)
        for helper in helpers
    ]
    assert told == [("en", "Your new stall"), ("vi", "Gian hàng mới của bạn")]


def test_a_removed_member_is_out_at_the_next_look():
    owner = MembershipFactory()
    staff = MembershipFactory(producer=owner.producer, role=Membership.Role.STAFF)

    members.remove_member(membership=staff, by=owner.user, at=MIDDAY)

    assert list(Producer.objects.run_by(staff.user)) == []


def test_the_owner_stays():
    owner = MembershipFactory()

    with pytest.raises(members.OwnerStays):
        members.remove_member(membership=owner, by=owner.user, at=MIDDAY)


def test_nobody_is_added_twice_and_strangers_must_sign_up_first():
    owner = MembershipFactory()
    asked = {"producer": owner.producer, "role": "staff", "by": owner.user, "at": MIDDAY}

    with pytest.raises(members.AlreadyMember):
        members.add_member(phone=owner.user.phone, **asked)
    with pytest.raises(members.NoSuchPerson):
        members.add_member(phone="+84999999999", **asked)


def test_without_consent_there_is_no_access():
    asked = MembershipFactory(consented_at=None)

    assert list(Producer.objects.run_by(asked.user)) == []
