"""The short way for a notice of money: past sessions, sign-in, messages and kept pages.

A middleware, put behind those that guard every answer and before all others: a machine that speaks
has no language, no session and no form. It calls the view itself and leaves whatever the view does
not know to the long way: take it out and nothing changes but speed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils import translation

from marketplace.payments.webhooks import webhook

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NOTICE = re.compile(r"/webhooks/([a-z0-9_-]+)/")


class PlainNoticesMiddleware:
    """Answers whoever speaks at an address of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = NOTICE.fullmatch(request.path_info)
        return (named and _heard(request, named[1])) or self.get_response(request)


def _heard(request: HttpRequest, gateway: str) -> HttpResponse | None:
    request.get_host()  # refuses a host that is not ours
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return webhook(request, gateway)
        except Http404:
            return None
