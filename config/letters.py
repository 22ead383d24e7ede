"""Letters no address may carry: a NUL is never typed, and PostgreSQL refuses to look for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NUL = "\x00"
REFUSED_THERE = ("/api/", "/epcis/", "/01/", "/414/", "/00/", "/8003/", "/8004/", "/t/")


class NoNulMiddleware:
    """Answers 400 to a NUL in a path, a query or a cookie; forms refuse theirs at the field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _carries_nul(request):
            raise BadRequest("a NUL in the address or in a cookie")
        return self.get_response(request)


def _carries_nul(request: HttpRequest) -> bool:
    """A cookie may hide one: in quotes it is written in octal, and reading undoes that.

    The APIs and printed codes refuse one in their addresses themselves, in words of their own.
    """
    if NUL in "".join(request.COOKIES.values()):
        return True
    if request.path_info.startswith(REFUSED_THERE):
        return False
    return NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
