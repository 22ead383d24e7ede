"""Nothing about a person in what strangers read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.phone import to_national
from tests import town as towns

pytestmark = pytest.mark.django_db
DEMO_ONLY = {"accounts:outbox"}
"""The demo's page of messages, which a real market does not have: see test_sign_in."""


def secrets_of(phones):
    """A phone number in each way it may be written, without its country or its first nought."""
    return {part for phone in phones for part in (phone[3:], to_national(phone)[1:])}


def test_no_public_page_names_a_buyer_or_gives_a_phone_number(town):
    client, told = town.client("visitor"), {}
    phones = {towns.BUYER["phone"], *User.objects.values_list("phone", flat=True)}
    secret = secrets_of(phones) | set(towns.BUYER.values())
    seen = 0
    for name, pattern in towns.routes():
        if name in DEMO_ONLY:
            continue
        answer = client.get(towns.address(town, name, pattern))
        page = (answer.getvalue() if answer.streaming else answer.content).decode(errors="replace")
        seen += answer.status_code == 200
        if found := [one for one in secret if one in page]:
            told[name] = found

    assert told == {}
    assert seen > 20


def test_the_buyers_own_page_does_name_them(town):
    page = town.client("buyer").get(reverse("orders:order", args=[town.things.settled.group.code]))

    assert towns.BUYER["name"] in page.content.decode()
