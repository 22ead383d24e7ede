"""A person's own pages: asked again, sessions, consents."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts import consents
from accounts.models import Consent, Entry, Message, Session
from accounts.sessions import SEEN
from tests.accounts.credentials import CREDENTIAL
from tests.factories import MIDDAY, UserFactory

pytestmark = pytest.mark.django_db
AGAIN = reverse("account_reauthenticate")
KEYS = reverse("mfa_view_recovery_codes")
PASSWORD = "truong-lang-xa-ba-che"
PHONE_AGENT = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Safari/537.36"}


def person(**told):
    user = UserFactory(**told)
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user, **options):
    client = Client(**options)
    client.post(reverse("account_login"), {"login": user.phone, "password": PASSWORD})
    return client


def code_sent():
    return re.search(r"\b\d{6}\b", Message.objects.latest("pk").body).group()


def test_what_matters_asks_again_and_leads_back():
    client = signed_in(person(phone_verified_at=MIDDAY))

    assert client.get(KEYS).url == f"{AGAIN}?next={KEYS.replace('/', '%2F')}"
    assert client.post(AGAIN, {"password": "sai", "next": KEYS}).status_code == 422
    assert client.get(KEYS).status_code == 302
    assert client.post(AGAIN, {"password": PASSWORD, "next": KEYS}).url == KEYS
    assert client.get(KEYS).status_code == 200


def test_a_code_to_the_number_does_as_well_and_is_used_up():
    client = signed_in(person(phone_verified_at=MIDDAY))

    client.post(AGAIN, {"next": KEYS})
    right = code_sent()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assert client.post(AGAIN, {"code": wrong, "next": KEYS}).status_code == 422
    assert client.post(AGAIN, {"code": right, "next": KEYS}).url == KEYS
    assert client.post(AGAIN, {"code": right, "next": KEYS}).status_code == 422


def test_guessing_ends_after_ten_tries_even_of_the_right_word():
    client = signed_in(person(phone_verified_at=MIDDAY))

    told = [client.post(AGAIN, {"password": "sai"}).status_code for _ in range(10)]

    assert told == [422] * 10
    assert client.post(AGAIN, {"password": PASSWORD}).status_code == 429
    assert client.get(KEYS).status_code == 302


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "http://["])
def test_nobody_is_led_away_from_here(there):
    client = signed_in(person(phone_verified_at=MIDDAY))

    assert client.post(AGAIN, {"password": PASSWORD, "next": there}).url == "/tai-khoan/"


def test_each_browser_is_listed_by_name_and_may_be_signed_out_from_another():
    user = person(phone_verified_at=MIDDAY)
    phone, laptop = signed_in(user, **PHONE_AGENT), signed_in(user)
    lost = Session.objects.get(device="Chrome · Android")

    page = laptop.get(reverse("accounts:sessions")).text
    assert "Chrome · Android" in page
    assert lost.session_key not in page
    laptop.post(reverse("accounts:session_end", args=[lost.handle]))

    assert phone.get(reverse("accounts:home")).status_code == 302
    assert laptop.get(reverse("accounts:home")).status_code == 200


def test_all_others_end_and_this_one_stays():
    user = person(phone_verified_at=MIDDAY)
    here, stranger = signed_in(user), signed_in(person(phone_verified_at=MIDDAY))
    others = [signed_in(user) for _ in range(2)]

    here.post(reverse("accounts:other_sessions_end"))

    assert [c.get(reverse("accounts:home")).status_code for c in (here, stranger, *others)] == [
        *(200, 200, 302, 302)
    ]
    assert Entry.objects.get(verb="ended_sessions").detail == {"count": 2}


def test_last_seen_is_written_once_an_hour():
    client = signed_in(person(phone_verified_at=MIDDAY))
    session = client.session
    session[SEEN] = int((now() - timedelta(hours=2)).timestamp())
    session.save()
    Session.objects.update(seen_at=MIDDAY)

    client.get(reverse("accounts:home"))
    first = Session.objects.get().seen_at
    client.get(reverse("accounts:home"))

    assert first > MIDDAY
    assert Session.objects.get().seen_at == first


def test_consent_is_the_newest_line_and_silence_is_none():
    user, stranger = UserFactory(), UserFactory()
    told = {"user": user, "purpose": "position", "way": "account", "at": MIDDAY}
    assert not consents.holds(user, "position")

    for is_given in (False, True, True, False, True):
        consents.note(is_given=is_given, **told)

    assert [row.is_given for row in Consent.objects.all()] == [True, False, True]
    assert consents.holds(user, "position")
    assert not consents.holds(stranger, "position")
    assert not consents.holds(user, "scans")


def test_a_choice_of_messages_stands_in_the_ledger(client):
    user = UserFactory()
    client.force_login(user)
    told = {"language": "vi", "wants_mail_first": "phone", "wanted": ["wishes"]}

    client.post(reverse("accounts:messages"), told)

    line = Consent.objects.get()
    assert (line.purpose, line.is_given, line.detail) == ("messages", True, "wishes")


def test_nobody_is_signed_up_without_a_word_about_the_terms(client):
    told = {"full_name": "Bà Mẫu", "phone": "0912 345 678", "password1": PASSWORD}

    assert client.post(reverse("account_signup"), told).status_code == 200
    client.post(reverse("account_signup"), {**told, "agrees": "on"})

    assert [(c.purpose, c.way) for c in Consent.objects.all()] == [("terms", "sign_up")]


@pytest.mark.parametrize("is_staff", [True, False])
def test_a_key_is_a_second_lock_for_those_who_run_the_market(client, is_staff):
    user = person(phone_verified_at=MIDDAY, is_staff=is_staff)
    key = {"name": "Khoá", "credential": CREDENTIAL}
    Authenticator.objects.create(user=user, type="webauthn", data=key)
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    second = reverse("mfa_authenticate")

    answer = client.post(reverse("account_login"), {"login": user.phone, "password": PASSWORD})
    assert answer.url == (second if is_staff else "/tai-khoan/")
    assert ("_auth_user_id" in client.session) is not is_staff
    if is_staff:
        assert client.post(second, {"code": "00000000"}).status_code == 200
        assert "_auth_user_id" not in client.session
        assert client.post(second, {"code": spare}).url == "/tai-khoan/"
        assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("came", "led_back"),
    [
        ("http://testserver/tai-khoan/khoa/?a=1", "/tai-khoan/khoa/"),
        ("http://elsewhere.test/tai-khoan/khoa/", reverse("accounts:home")),
        ("", reverse("accounts:home")),
    ],
)
def test_who_pressed_a_button_is_led_back_to_its_page(client, came, led_back):
    client.force_login(person())

    answer = client.post(reverse("mfa_remove_webauthn", args=[1]), HTTP_REFERER=came)

    assert answer.headers["Location"] == f"{AGAIN}?{urlencode({'next': led_back})}"
