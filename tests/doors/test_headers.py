"""What every answer carries, whatever it answers."""

from __future__ import annotations

import pytest
from django.conf import settings as conf

pytestmark = pytest.mark.django_db

ANSWERS = {
    "a page": ("/", 200),
    "a search": ("/tim-kiem/?q=tra", 200),
    "a redirect": ("/tai-khoan/", 302),
    "nothing there": ("/khong-co/", 404),
    "not understood": ("/01/1234", 400),
    "a NUL": ("/xa/%00/", 400),
    "not allowed": ("/webhooks/sandbox/", 405),
    "plain text": ("/robots.txt", 200),
    "a map": ("/sitemap.xml", 200),
    "health": ("/healthz", 200),
}


@pytest.mark.parametrize(("at", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_kind_of_answer_is_guarded(client, at, status):
    answer = client.get(at)

    assert answer.status_code == status
    assert guarded(answer)


def test_another_host_is_refused_and_the_refusal_guarded(client):
    answer = client.get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert guarded(answer)
    assert b"evil.example" not in answer.content


def test_files_of_strangers_are_guarded_and_run_nothing(town):
    answer = town.client("visitor").get(f"/media/{town.things.document}")

    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.getvalue()


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, town):
    client.post("/gio-hang/", {"pack": town.keys["pack"], "quantity": "1"})
    client.get(f"/truy-xuat/lo/{town.keys['trace_code']}/", headers={"user-agent": "Mozilla/5.0"})

    told = {name: (c["httponly"], c["samesite"]) for name, c in client.cookies.items() if c.value}
    assert told == {
        "sessionid": (True, "Lax"),
        "csrftoken": ("", "Lax"),
        "da-quet": (True, "Lax"),
    }


def test_over_https_a_browser_stays_there_and_cookies_too(town, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    client = town.client("visitor")

    assert client.get("/").headers["Location"] == "https://testserver/"

    answer = client.get("/khong-co/", secure=True)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    client.get("/gio-hang/", secure=True)
    client.post("/gio-hang/", {"pack": town.keys["pack"], "quantity": "1"}, secure=True)
    at = f"/truy-xuat/lo/{town.keys['trace_code']}/"
    client.get(at, headers={"user-agent": "Mozilla/5.0"}, secure=True)
    assert {name for name, c in client.cookies.items() if c.value and not c["secure"]} == set()


def guarded(answer):
    csp = answer.headers.get("Content-Security-Policy", "")
    return (
        all(f"{rule} 'none'" in csp for rule in ("object-src", "base-uri", "frame-ancestors"))
        and "default-src 'self'" in csp
        and "unsafe" not in csp
        and answer.headers.get("X-Content-Type-Options") == "nosniff"
        and answer.headers.get("Referrer-Policy") == conf.SECURE_REFERRER_POLICY
        and answer.headers.get("X-Frame-Options") == "DENY"
    )
