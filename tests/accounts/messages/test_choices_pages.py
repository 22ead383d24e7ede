"""What people go on getting: chosen when signed in, left from a message, by one click of a mail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts import links
from accounts.messages import registry
from accounts.messages.kinds import LEAVABLE, Kind
from accounts.models import Entry, Unsubscription
from tests.accounts.messages.stories import ZNS, arrived, carry, channels_are, told, tries
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OWN = reverse("accounts:messages")
ALL = [family.value for family in LEAVABLE]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _fresh_channels(settings):
    channels_are(settings, zns=ZNS, sms={})
    yield
    registry._made.cache_clear()


def address(message):
    return links.leave_url(message).removeprefix("http://127.0.0.1:8000")


def families_left():
    return sorted(Unsubscription.objects.values_list("family", flat=True))


def test_a_mail_programme_leaves_with_one_click_and_without_a_cookie():
    message = told()
    strict = Client(enforce_csrf_checks=True)

    answers = [strict.post(address(message), ONE_CLICK).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert families_left() == ["shipping"]


def test_looking_leaves_nothing_and_no_trace_in_the_next_address(client):
    page = client.get(address(told()))

    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert families_left() == []


def test_what_was_left_is_no_longer_sent_and_the_rest_is(client):
    client.post(address(told()), ONE_CLICK)

    unwanted, wanted = carry(told(key="k2")), carry(told(Kind.PAID, key="k3"))

    assert (unwanted.state, tries(unwanted)) == ("unwanted", [])
    assert (wanted.state, len(arrived("sms"))) == ("sent", 1)


def test_nobody_else_is_taken_along(client):
    client.post(address(told()), ONE_CLICK)

    assert carry(told(key="k2", phone="+84987654321")).state == "sent"


def test_what_is_essential_cannot_be_left(client):
    message = told(Kind.RECALL)

    client.post(address(message), ONE_CLICK)
    client.post(address(message), {})

    assert families_left() == ["shipping", "voices", "wishes"]
    assert carry(message).state == "sent"


def test_one_comes_back_whenever_one_likes(client):
    message = told(phone="", email="ba@vi-du.vn")
    client.post(address(message), {"wanted": ["voices"]})
    assert families_left() == ["shipping", "wishes"]

    client.post(address(message), {"wanted": ALL})

    assert families_left() == []


@pytest.mark.parametrize("change", [lambda t: "2" + t[1:], lambda t: t[:-1], lambda _t: "x"])
def test_an_address_that_was_not_signed_here_opens_nothing(client, change):
    token = change(links.leave_url(told()).rstrip("/").rpartition("/")[2])
    told(key="k2")

    assert client.get(reverse("messages:choices", args=[token])).status_code == 404
    assert client.post(reverse("messages:choices", args=[token]), ONE_CLICK).status_code == 404
    assert families_left() == []


def test_nonsense_is_told_at_the_field_and_changes_nothing(client):
    answer = client.post(address(told()), {"wanted": ["account"]})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["wanted"]
    assert families_left() == []


def test_a_signed_in_person_chooses_language_way_and_families(client):
    person = UserFactory()
    client.force_login(person)

    told_ = {"language": "en", "wants_mail_first": "mail", "wanted": ["shipping", "wishes"]}
    answer = client.post(OWN, told_)

    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.language, person.wants_mail_first) == ("en", True)
    assert families_left() == ["voices"]
    assert Entry.objects.get().verb == "chose_messages"
    kept = client.get(OWN).context["form"].initial
    assert kept == told_


def test_what_is_chosen_signed_in_holds_for_what_is_ordered_as_a_guest(client):
    person = UserFactory()
    client.force_login(person)
    client.post(OWN, {"language": "vi", "wants_mail_first": "phone", "wanted": []})

    assert carry(told(phone=person.phone)).state == "unwanted"


def test_an_unknown_language_is_refused(client):
    client.force_login(UserFactory())

    answer = client.post(OWN, {"language": "fr", "wants_mail_first": "x", "wanted": []})

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["language", "wants_mail_first"]


def report(client, address, body):
    path = address.removeprefix("http://127.0.0.1:8000")
    return client.post(path, body, content_type="application/json").status_code


def test_a_channel_reports_over_the_wire_at_the_address_it_was_given(client):
    message = carry(told())
    (letter,) = registry.channel("zns").arrived

    answers = [report(client, letter.report_url, b'{"status": "delivered"}') for _ in range(2)]

    assert answers == [204, 204]
    assert tries(message) == [("zns", "delivered")]
    assert report(client, letter.report_url, b"junk") == 400
    assert report(client, letter.report_url, b"x" * 70_000) == 413
    assert report(client, letter.report_url[:-2] + "/", b'{"status": "failed"}') == 404


def test_the_demo_shows_each_message_with_how_it_went(client):
    carry(told(phone="+84912345404"))
    told(key="k2")

    page = client.get(reverse("accounts:outbox")).text

    for words in ("Zalo: không chuyển được", "tin nhắn SMS: không chuyển được", "Chờ gửi từ"):
        assert words in page
