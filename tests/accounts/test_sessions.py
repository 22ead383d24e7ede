"""Who a request is from: whoever signed in, until that ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from accounts.models import Session, User
from accounts.sessions import SessionStore
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BACKENDS = settings.AUTHENTICATION_BACKENDS


def is_known(client):
    return client.get(reverse("accounts:profile")).status_code == 200


@pytest.mark.parametrize("backend", BACKENDS)
def test_whoever_signed_in_is_known(client, backend):
    client.force_login(UserFactory(), backend=backend)

    assert is_known(client)


@pytest.mark.parametrize("backend", BACKENDS)
def test_whoever_is_put_out_of_use_is_nobody_at_once(client, backend):
    client.force_login(UserFactory(), backend=backend)
    User.objects.update(is_active=False)

    assert not is_known(client)


def test_a_session_ends(client):
    client.force_login(UserFactory(), backend=BACKENDS[0])
    Session.objects.update(expire_date=F("expire_date") - timedelta(days=400))

    assert not is_known(client)


def test_a_session_of_a_person_who_is_gone_is_nobodys(client):
    client.force_login(UserFactory(), backend=BACKENDS[0])
    User.objects.all().delete()

    assert not is_known(client)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_already_is_not_written_again(django_assert_num_queries):
    kept = SessionStore()
    kept["basket_count"] = 1
    with transaction.atomic():
        kept.save()
    with django_assert_num_queries(0):
        kept.save()

    kept["basket_count"] = 2
    with transaction.atomic():
        kept.save()
        transaction.set_rollback(True)
    kept.save()

    assert SessionStore(kept.session_key)["basket_count"] == 2


def test_a_session_that_ended_meanwhile_is_not_written_again():
    kept = SessionStore()
    kept["basket_count"] = 1
    kept.save()
    Session.objects.all().delete()
    kept["basket_count"] = 2

    with pytest.raises(UpdateError):
        kept.save()
