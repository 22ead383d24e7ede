"""The pages of copies and farewells: asked again first, and one's own alone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Membership
from marketplace.personal.actions.exporting import ask_export
from marketplace.personal.models import Erasure, Export
from tests.factories import MIDDAY, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "truong-lang-xa-ba-che"


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def fresh(client, **told):
    """Somebody who signed in and showed again who they are."""
    user = UserFactory(phone_verified_at=MIDDAY, **told)
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return user


def test_a_copy_is_fetched_by_its_owner_alone(client):
    user = fresh(client)
    client.post(reverse("personal:exports"))
    mine = Export.objects.get(user=user)
    theirs = ask_export(user=UserFactory(), at=now())

    answer = client.get(reverse("personal:download", args=[mine.key]))
    told = (answer.status_code, answer.headers["Content-Type"])
    body = answer.getvalue()

    assert told == (200, "application/zip")
    assert body.startswith(b"PK")
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(reverse("personal:download", args=[theirs.key])).status_code == 404
    Export.objects.update(expires_at=MIDDAY)
    assert client.get(reverse("personal:download", args=[mine.key])).status_code == 404


def test_without_showing_who_one_is_nothing_is_given_or_erased(client):
    user = UserFactory()
    client.force_login(user)
    export = ask_export(user=user, at=now())

    asked = [reverse("personal:exports"), reverse("personal:erasure")]
    answers = [client.post(page) for page in asked]
    answers.append(client.get(reverse("personal:download", args=[export.key])))

    again = reverse("account_reauthenticate")
    assert [answer.url.partition("?")[0] for answer in answers] == [again] * 3
    assert Erasure.objects.count() == 0


def test_one_leaves_and_thinks_better_of_it(client):
    fresh(client)
    page = reverse("personal:erasure")
    assert "Luật Kế toán" in client.get(page).text

    client.post(page)
    assert "đổi ý được" in client.get(page).text
    client.post(reverse("personal:staying"))

    assert Erasure.objects.standing().count() == 0


def test_an_only_owner_is_told_to_hand_over(client):
    user = fresh(client)
    stall = MembershipFactory(user=user, role=Membership.Role.OWNER).producer
    page = reverse("personal:erasure")

    told = client.get(page).text
    way = reverse("workspace:succession", args=[stall.slug])
    assert (f"Bạn là chủ của {stall}" in told, way in told) == (True, True)
    client.post(page)

    assert Erasure.objects.count() == 0
