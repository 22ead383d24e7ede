"""A ``next`` leads home or to a page of ours, never to somebody else's."""

from __future__ import annotations

import pytest

from tests.factories import MIDDAY, UserFactory

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    " //evil.example",
    "\t//evil.example",
    "http://[evil",
    "\x01//evil.example",
]


@pytest.mark.parametrize("wish", ELSEWHERE)
def test_no_answer_leads_elsewhere(client, wish):
    user = UserFactory(phone_verified_at=MIDDAY)
    user.set_password("mat-khau-rat-dai-77")
    user.save()
    credentials = {"login": user.phone, "password": "mat-khau-rat-dai-77", "next": wish}

    led = [
        client.post("/tuoi/", {"of_age": "yes", "next": wish}),
        client.post("/ngon-ngu/setlang/", {"language": "en", "next": wish}),
        client.post("/tai-khoan/dang-nhap/", credentials),
    ]

    assert [answer.status_code for answer in led] == [302, 302, 302]
    assert [answer.headers["Location"] for answer in led] == ["/", "/", "/tai-khoan/"]


def test_a_page_of_ours_is_led_to(client):
    answer = client.post("/tuoi/", {"of_age": "yes", "next": "/tim-kiem/?q=ruou"})

    assert answer.headers["Location"] == "/tim-kiem/?q=ruou"


@pytest.mark.parametrize("pasted", ["https://evil.example/t/AAAAAA", "//evil.example/01/1"])
def test_a_pasted_code_of_another_site_is_looked_up_here(client, pasted):
    answer = client.get("/truy-xuat/", {"ma": pasted})

    assert answer.headers["Location"].startswith(("/t/", "/01/"))


@pytest.mark.parametrize("pasted", ["http://[", "http://[::1", "//[x]:y/"])
def test_half_an_address_is_told_at_the_box(client, pasted):
    answer = client.get("/truy-xuat/", {"ma": pasted})

    assert answer.status_code == 400
    assert answer.context["form"]["ma"].value() == pasted
