"""Who acts for a stall, on its page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from catalog.models import Membership
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_owner_adds_and_removes_a_supporter(client):
    owner, helper = MembershipFactory(), UserFactory(phone="+84912345678")
    client.force_login(owner.user)
    page = reverse("workspace:members", args=[owner.producer.slug])

    client.post(page, {"phone": "0912 345 678", "role": "supporter"})
    added = Membership.objects.get(user=helper)
    client.post(reverse("workspace:member_removal", args=[owner.producer.slug, added.pk]))

    added.refresh_from_db()
    assert added.role == Membership.Role.SUPPORTER
    assert added.revoked_at is not None


def test_only_an_owner_chooses_who_else_may_act(client):
    staff = MembershipFactory(role=Membership.Role.STAFF)
    client.force_login(staff.user)

    assert client.get(reverse("workspace:members", args=[staff.producer.slug])).status_code == 404


def test_an_unknown_number_is_told_at_the_field(client):
    owner = MembershipFactory()
    client.force_login(owner.user)

    response = client.post(
        reverse("workspace:members", args=[owner.producer.slug]),
        {"phone": "0912345678", "role": "staff"},
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["phone"]
