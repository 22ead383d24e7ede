"""The pages on which a stall changes hands."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Membership, Succession
from tests.accounts.presence import shown_again
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner():
    return MembershipFactory()


@pytest.fixture
def page(owner):
    return reverse("workspace:succession", args=[owner.producer.slug])


@pytest.fixture
def heir():
    return UserFactory(phone="+84912345678", phone_verified_at=now())


def test_a_stall_goes_from_one_telephone_to_the_other(owner, page, heir):
    giving, taking = signed_in(owner.user), signed_in(heir)
    assert giving.get(page).url.partition("?")[0] == reverse("account_reauthenticate")
    shown_again(giving)

    assert giving.post(page, {"phone": "0912 345 678"}).status_code == 302
    assert "+84912345678" in giving.get(page).text
    way = reverse("workspace:taking", args=[Succession.objects.get().pk])
    assert way in taking.get(reverse("workspace:home")).text
    assert owner.producer.name in taking.get(way).text
    assert taking.post(way).url == reverse("workspace:stall", args=[owner.producer.slug])

    assert Membership.objects.active().get().user == heir
    assert giving.get(page).status_code == 404


def test_wrong_numbers_are_told_at_the_field_and_kept(owner, page):
    giving = signed_in(owner.user)
    shown_again(giving)

    for typed in ("０９１２", "12", owner.user.phone, ""):
        answer = giving.post(page, {"phone": typed})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["phone"])
        assert typed in answer.text
    assert Succession.objects.count() == 0


def test_staff_offer_nothing_and_strangers_take_nothing(owner, page, heir):
    giving = signed_in(owner.user)
    shown_again(giving)
    giving.post(page, {"phone": heir.phone})
    key = Succession.objects.get().pk
    staff = signed_in(MembershipFactory(producer=owner.producer).user)
    shown_again(staff)
    stranger = signed_in(UserFactory(phone_verified_at=now()))

    answers = [
        staff.post(page, {"phone": heir.phone}),
        staff.post(reverse("workspace:succession_end", args=[owner.producer.slug, key])),
        stranger.post(reverse("workspace:taking", args=[key])),
        stranger.post(reverse("workspace:refusal", args=[key])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Membership.objects.active().get(role="owner") == owner


@pytest.mark.parametrize("by", ["owner", "heir"])
def test_either_says_no(owner, page, heir, by):
    giving = signed_in(owner.user)
    shown_again(giving)
    giving.post(page, {"phone": heir.phone})
    offer = Succession.objects.get()
    if by == "owner":
        giving.post(reverse("workspace:succession_end", args=[owner.producer.slug, offer.pk]))
    else:
        signed_in(heir).post(reverse("workspace:refusal", args=[offer.pk]))

    assert signed_in(heir).post(reverse("workspace:taking", args=[offer.pk])).status_code == 404
    assert Membership.objects.active().get().user == owner.user


def test_an_owner_cannot_simply_be_removed_or_another_be_added(owner):
    client, here = signed_in(owner.user), owner.producer.slug
    client.post(reverse("workspace:member_removal", args=[here, owner.pk]))
    told = {"phone": UserFactory(phone="+84912345678").phone, "role": "owner"}
    answer = client.post(reverse("workspace:members", args=[here]), told)

    assert list(answer.context["form"].errors) == ["role"]
    assert Membership.objects.active().get() == owner
