"""Who looks at a code: a person for the first time in half an hour, or nobody who counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from traceability import travel

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "da-quet"
SIGNER = TimestampSigner(salt=COOKIE)
SEEN, PLACED = "1", "2"
HALF_AN_HOUR = 30 * 60
PROVINCE_COOKIE = "tinh"
NINETY_DAYS = 90 * 24 * 3600
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|zalo\w*share|curl|wget"
    r"|python|httpclient|okhttp|go-http|java/|headless|monitor|uptime|lighthouse|scrapy"
    r"|libwww|perl|ruby|node-fetch|axios|undici|postman|insomnia|feed|archiver|scan(?:ner|ning)"
    r"|embedly|skype|viber|discord|snippet|validator|censys|zgrab|masscan|phantom|puppeteer",
    re.IGNORECASE,
)
"""What programmes call themselves that look at pages for nobody: a short list, kept by hand.

Those that lie are counted. Nothing is decided by a count, and a page never says more than it saw.
"""
AHEAD_OF_TIME = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


def is_new_look(request: HttpRequest) -> bool:
    """A GET by a person's browser that did not open this page in the last half hour."""
    return request.method == "GET" and _is_person(request) and mark(request) is None


def remember(request: HttpRequest, response: HttpResponse, *, value: str = SEEN) -> HttpResponse:
    """A signed mark for this page alone, gone after half an hour; it says nothing of the person."""
    page = _page(request)
    response.set_cookie(
        COOKIE,
        SIGNER.sign(f"{_code(page)}.{value}"),
        max_age=HALF_AN_HOUR,
        path=page,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def mark(request: HttpRequest) -> str | None:
    """``SEEN`` or ``PLACED`` where this browser looked in the last half hour; else None."""
    signed = request.COOKIES.get(COOKIE)
    if signed is None:
        return None
    try:
        code, _, value = SIGNER.unsign(signed, max_age=HALF_AN_HOUR).rpartition(".")
    except BadSignature:
        return None
    return value if code == _code(_page(request)) else None


def province_of(request: HttpRequest) -> str:
    """The province a proxy of ours names, or the person did; empty where neither is known."""
    header = settings.PROVINCE_HEADER
    named = request.headers.get(header, "") if header else ""
    code = named or request.COOKIES.get(PROVINCE_COOKIE, "")
    return code if travel.is_known(code) else ""


def remember_province(response: HttpResponse, province: str) -> HttpResponse:
    """One of 34 answers, the same for everybody who is there."""
    response.set_cookie(
        PROVINCE_COOKIE,
        province,
        max_age=NINETY_DAYS,
        path="/truy-xuat/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _code(page: str) -> str:
    """What a mark is bound to: the kind of code and the code, with nothing a cookie must quote."""
    return page.removeprefix("/truy-xuat/").strip("/").replace("/", "-")


def _page(request: HttpRequest) -> str:
    """The address of the code's page, of which others are below."""
    return "/".join(request.path.split("/")[:4]) + "/"


def _is_person(request: HttpRequest) -> bool:
    """A browser that opens a page to be seen, as far as it says itself."""
    sent = request.META
    agent = sent.get("HTTP_USER_AGENT", "")
    fetched_ahead = any("fetch" in sent[name] for name in AHEAD_OF_TIME if name in sent)
    is_by_script = "HTTP_HX_REQUEST" in sent or (
        sent.get("HTTP_SEC_FETCH_MODE", "navigate") != "navigate"
    )
    return bool(agent) and not (_is_machine(agent) or fetched_ahead or is_by_script)


@lru_cache(maxsize=4096)
def _is_machine(agent: str) -> bool:
    return MACHINES.search(agent) is not None
