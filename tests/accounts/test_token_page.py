"""The page where a person makes, replaces and revokes a key for programs."""

import pytest
from django.urls import reverse
from rest_framework.authtoken.models import Token

from accounts.models import Entry
from tests.api import caller, problem
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/ma-api/"


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_a_key_is_shown_once(client, person):
    made = client.post(PAGE, {"do": "make"})
    key = Token.objects.get(user=person).key

    assert made.context["key"] == key
    assert key in made.content.decode()
    assert (
        made.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    assert key not in client.get(PAGE).content.decode()


def test_a_new_key_ends_the_old_one(client, person):
    old = caller(person)
    client.post(PAGE, {"do": "make"})

    assert problem(old.get("/api/v1/orders/")) == (401, "unauthorized")
    assert caller(person).get("/api/v1/orders/").status_code == 200


def test_a_revoked_key_opens_nothing(client, person):
    program = caller(person)

    assert client.post(PAGE, {"do": "revoke"}).url == PAGE
    client.post(PAGE, {"do": "revoke"})

    assert problem(program.get("/api/v1/orders/")) == (401, "unauthorized")
    assert [entry.verb for entry in Entry.objects.all()] == ["revoked_token"]


def test_the_journal_knows_of_a_key_but_not_the_key(client, person):
    client.post(PAGE, {"do": "make"})

    entry = Entry.objects.get()
    key = Token.objects.get().key
    assert (entry.verb, entry.subject) == ("made_token", f"accounts.User:{person.pk}")
    assert key not in f"{entry.subject}{entry.detail}"


def test_a_key_of_somebody_else_is_left_alone(client, person):
    other = caller(UserFactory())
    client.post(PAGE, {"do": "make"})
    client.post(PAGE, {"do": "revoke"})

    assert other.get("/api/v1/orders/").status_code == 200


def test_a_visitor_signs_in_first(client):
    assert client.get(PAGE).url == f"{reverse('account_login')}?next={PAGE}"
