"""Who looks at a code: a person for the first time in half an hour, or nobody who counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "da-quet"
HALF_AN_HOUR = 30 * 60
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|zalo\w*share|curl|wget"
    r"|python|httpclient|okhttp|go-http|java/|headless|monitor|uptime|lighthouse|scrapy",
    re.IGNORECASE,
)
AHEAD_OF_TIME = ("Sec-Purpose", "Purpose", "X-Moz")


def is_new_look(request: HttpRequest) -> bool:
    """A GET by a person's browser that did not open this page in the last half hour."""
    return request.method == "GET" and _is_person(request) and not _was_here(request)


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A signed mark for this page alone, gone after half an hour; it says nothing of the person."""
    response.set_signed_cookie(
        COOKIE,
        "1",
        salt=request.path,
        max_age=HALF_AN_HOUR,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _is_person(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    fetched_ahead = any("fetch" in request.headers.get(name, "") for name in AHEAD_OF_TIME)
    return bool(agent) and not MACHINES.search(agent) and not fetched_ahead


def _was_here(request: HttpRequest) -> bool:
    mark = request.get_signed_cookie(COOKIE, default=None, salt=request.path, max_age=HALF_AN_HOUR)
    return mark is not None
