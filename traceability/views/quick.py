"""The short way for a plain scan: past sessions, sign-in, messages and kept pages.

A middleware, put behind those that guard every answer and before all others. It answers only what
the view would answer in the same words (:func:`traceability.views.leading.led` for a printed code,
:func:`traceability.views.story.told` for the page it leads to) and leaves everything else, every
refusal and every page that is not kept, to the view: take it out and nothing changes but speed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponseNotAllowed
from django.utils import translation
from django.utils.timezone import now

from accounts import visitors
from accounts.language import chosen_language, speaks
from traceability.gs1.link import NotALink
from traceability.queries import standing
from traceability.views import leading, story

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from traceability.views.leading import Asked

OWN = "/t/"
CODES = ("/01/", "/414/", "/00/", "/8003/", "/8004/", OWN)
ASKED_BY = leading.METHODS.split(", ")
STORY = re.compile(r"/truy-xuat/(ma|lo)/([0-9A-Z]{6,20})/")


class PlainScansMiddleware:
    """Answers a plain look at a code that leads somewhere, and at a page that is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _led(request) or _told(request) or self.get_response(request)


def _led(request: HttpRequest) -> HttpResponse | None:
    if request.path_info.startswith(CODES) and request.method not in ASKED_BY:
        return leading.opened(HttpResponseNotAllowed(ASKED_BY))  # before the guard of forms asks
    if not request.path_info.startswith(("/01/", OWN)) or request.method not in {"GET", "HEAD"}:
        return None
    if not leading.asks_little(request):
        return None
    try:
        asked = _asked(request)
    except NotALink:
        return None
    found = leading.find(asked)
    return leading.led(request, asked, found) if found else None


def _told(request: HttpRequest) -> HttpResponse | None:
    page = STORY.fullmatch(request.path_info)
    if page is None or not story.is_shared(request):
        return None
    request.get_host()  # refuses a host that is not ours
    kind, code = page.groups()
    found = standing.item(code) if kind == "ma" else standing.lot(code)
    if found is None:
        return None
    language = chosen_language(request)
    with translation.override(language), visitors.own_token(request) as answers:
        response = story.told_from_shelf(request, found, at=now())
        if response is not None:
            speaks(response, language, request)
            answers.append(response)
    return response


def _asked(request: HttpRequest) -> Asked:
    """A lot's material and the like, ``/t/<code>/nguyen-lieu``, are no codes: NotALink."""
    if request.path_info.startswith(OWN):
        code = request.path_info.removeprefix(OWN).removesuffix("/")
        return leading.own_code(request, code=code)
    return leading.digital_link(request)
