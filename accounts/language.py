"""The language of the page: Vietnamese, unless the visitor has switched; and that of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from django.http import HttpRequest, HttpResponse


def language_in_use() -> str:
    """That of whoever is being served: in it they are answered later."""
    return translation.get_language() or settings.LANGUAGE_CODE


def speaking(language: str) -> AbstractContextManager[None]:
    """Inside it words are in that language; in the market's own when it is unknown or empty."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return translation.override(known)


def chosen_language(request: HttpRequest) -> str:
    """The language of the switch in the header; the browser's own wish is not guessed at."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class ChosenLanguageMiddleware:
    """Answers each request in the language chosen for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
