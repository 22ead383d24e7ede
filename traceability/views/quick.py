"""The short way for a plain scan: past sessions, sign-in, messages and kept pages.

A middleware, put behind those that guard every answer and before all others. It answers only what
the view would answer in the same words (:func:`traceability.views.leading.led`) and leaves
everything else, every refusal and every page, to the view: take it out and nothing changes but
speed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseNotAllowed

from traceability.gs1.link import NotALink
from traceability.views import leading

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from traceability.views.leading import Asked

OWN = "/t/"
CODES = ("/01/", "/414/", "/00/", "/8003/", "/8004/", OWN)
ASKED_BY = leading.METHODS.split(", ")


class PlainScansMiddleware:
    """Answers a plain look at a code that leads somewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _answered(request) or self.get_response(request)


def _answered(request: HttpRequest) -> HttpResponse | None:
    if request.path_info.startswith(CODES) and request.method not in ASKED_BY:
        return leading.opened(HttpResponseNotAllowed(ASKED_BY))  # before the guard of forms asks
    if not request.path_info.startswith(("/01/", OWN)) or request.method not in {"GET", "HEAD"}:
        return None
    if not leading.is_plain(request):
        return None
    try:
        asked = _asked(request)
    except NotALink:
        return None
    found = leading.find(asked)
    return leading.led(request, asked, found) if found else None


def _asked(request: HttpRequest) -> Asked:
    """A lot's material and the like, ``/t/<code>/nguyen-lieu``, are no codes: NotALink."""
    if request.path_info.startswith(OWN):
        code = request.path_info.removeprefix(OWN).removesuffix("/")
        return leading.own_code(request, code=code)
    return leading.digital_link(request)
