"""The language of the page, and that of a message.

The whole market speaks ``settings.LANGUAGES``. What travellers open, a code on a jar and a
product, speaks ``settings.GUEST_LANGUAGES`` too (docs/decisions/0037).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from django.http import HttpRequest, HttpResponse

ADDRESS = "ngon-ngu"
"""The parameter that gives a page an address of its own in each language: ``?ngon-ngu=ko``."""
ENGLISH = "en"


class OwnAddress(NamedTuple):
    """Where a page is read in one language: ``url`` is its path and ``query``."""

    code: str
    name: str
    url: str
    query: str


def language_in_use() -> str:
    """That of whoever is being served: in it they are answered later."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else ENGLISH


def speaking(language: str) -> AbstractContextManager[None]:
    """Inside it words are in that language; in the market's own when it is unknown or empty."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return translation.override(known)


def spoken(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Each piece is made in that language: the page has been answered when they are sent."""
    while True:
        with speaking(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def spoken_to_guests() -> dict[str, str]:
    """All languages of pages that travellers open, with their own names."""
    return dict([*settings.LANGUAGES, *settings.GUEST_LANGUAGES])


def is_for_guests(path: str) -> bool:
    """Whether the page at this path speaks the languages of guests."""
    return re.match(settings.GUEST_PAGES, path) is not None


def chosen_language(request: HttpRequest) -> str:
    """The language to answer in: that of the address, of the choice, or one the browser wishes.

    A wish for English counts on pages for guests alone: telephones at home are often set to it.
    Where the language of a guest is not spoken, English is.
    """
    asked = _of_address(request) or _of_choice(request)
    wished = asked or guessed(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    if is_for_guests(request.path_info):
        return wished
    if wished in dict(settings.GUEST_LANGUAGES):
        return ENGLISH
    return asked or settings.LANGUAGE_CODE


def _of_address(request: HttpRequest) -> str:
    if ADDRESS not in request.META.get("QUERY_STRING", "") or not is_for_guests(request.path_info):
        return ""
    return _known(request.GET.get(ADDRESS, ""))


def _of_choice(request: HttpRequest) -> str:
    """Of the switch in the header; who keeps a page for later sends no cookies, and names it."""
    named = request.headers.get("X-Kept-In", "")
    return _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, named))


def _known(language: str) -> str:
    return language if language in spoken_to_guests() else ""


@lru_cache(maxsize=1024)
def guessed(header: str) -> str:
    """The first language of an ``Accept-Language`` that we speak, else the market's own.

    Who reads Vietnamese beside English is at home. Any Chinese is answered in simplified script.
    """
    known = {code.partition("-")[0]: code for code in spoken_to_guests()}
    read = [known.get(tag.partition("-")[0]) for tag, q in parse_accept_lang_header(header) if q]
    wished = [language for language in read if language]
    at_home = not wished or (wished[0] == ENGLISH and settings.LANGUAGE_CODE in wished)
    return settings.LANGUAGE_CODE if at_home else wished[0]


def own_addresses(path: str) -> list[OwnAddress]:
    """The page at ``path`` in each language; none where it speaks to nobody but those at home."""
    if not is_for_guests(path):
        return []
    return [
        OwnAddress(code, name, f"{path}{query}", query)
        for code, name in spoken_to_guests().items()
        for query in ["" if code == settings.LANGUAGE_CODE else f"?{ADDRESS}={code}"]
    ]


def own_query(request: HttpRequest) -> str:
    """What of the query gives the page its address in the language it is asked in."""
    asked = _of_address(request)
    return f"?{ADDRESS}={asked}" if asked and asked != settings.LANGUAGE_CODE else ""


def speaks(response: HttpResponse, language: str, request: HttpRequest) -> HttpResponse:
    """The answer, which says what language it is in and what that hung on."""
    response.headers.setdefault("Content-Language", language)
    if is_for_guests(request.path_info):
        patch_vary_headers(response, ["Accept-Language"])
    return response


class ChosenLanguageMiddleware:
    """Answers each request in the language chosen for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        return speaks(response, language, request)
