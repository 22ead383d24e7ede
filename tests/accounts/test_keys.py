"""Keys: a way in that may be taken away, but not the last one; and what is no key's answer."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts import actions
from accounts.key_forms import AddKeyForm, KeySignInForm
from accounts.models import Entry, Message
from tests.factories import MIDDAY, UserFactory

pytestmark = pytest.mark.django_db
JUNK = (
    *("", "null", "[]", "{}", '"x"', "[" * 5000, "{", "1e400", '{"id": 1}', '{"response": []}'),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "MQ"}}),
    json.dumps({"id": "AA", "rawId": "BB", "response": {"clientDataJSON": "AA"}}),
    "x" * 30_000,
)


def key(user, kind="webauthn"):
    data = {"name": "Điện thoại", "credential": {}}
    return Authenticator.objects.create(user=user, type=kind, data=data)


def keyed(count, **told):
    """Somebody with so many keys and no password."""
    user = UserFactory(**told)
    user.set_unusable_password()
    user.save()
    return user, [key(user) for _ in range(count)]


def test_the_last_way_in_stays():
    user, (one, other) = keyed(2)

    actions.remove_key(user=user, key=one.pk, at=MIDDAY)
    with pytest.raises(actions.LastWayIn):
        actions.remove_key(user=user, key=other.pk, at=MIDDAY)

    assert list(Authenticator.objects.all()) == [other]


@pytest.mark.parametrize("way", ["password", "number"])
def test_a_key_goes_while_there_is_another_way_in(way):
    user, (one,) = keyed(1, phone_verified_at=MIDDAY if way == "number" else None)
    key(user, "recovery_codes")
    if way == "password":
        user.set_password("truong-lang-xa")
        user.save()

    for _ in range(2):
        actions.remove_key(user=user, key=one.pk, at=MIDDAY)

    assert Authenticator.objects.count() == 0
    assert list(Entry.objects.values_list("verb", flat=True)) == ["removed_key"]
    assert Message.objects.get().phone == user.phone


def test_nobody_takes_away_a_strangers_key():
    stranger, (theirs,) = keyed(1, phone_verified_at=MIDDAY)

    actions.remove_key(user=UserFactory(phone_verified_at=MIDDAY), key=theirs.pk, at=MIDDAY)

    assert Authenticator.objects.get().user == stranger


@pytest.mark.parametrize("said", JUNK)
def test_what_is_no_answer_of_a_key_is_refused_at_the_field(client, said):
    UserFactory(pk=1)
    client.get(reverse("mfa_login_webauthn"))

    answer = client.post(reverse("mfa_login_webauthn"), {"credential": said})

    assert (answer.status_code, answer.url) == (302, reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_a_new_key_is_read_as_strictly():
    for said in JUNK:
        form = AddKeyForm({"name": "", "credential": said}, user=UserFactory())
        assert not form.is_valid()
    assert not KeySignInForm({}).is_valid()
