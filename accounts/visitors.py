"""Pages for whoever carries nothing that tells them apart, but for the token of their forms.

Such a page may be kept and shared with a gap where the token stood, and each visitor gets a token
of their own.
"""

from __future__ import annotations

import os
import re
import string
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

GUARD = CsrfViewMiddleware(lambda _request: HttpResponse())
WITH_MORE = {"HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE"}
LETTERS = string.ascii_letters + string.digits
PLACES = {letter: place for place, letter in enumerate(LETTERS)}
UNBIASED = 256 // 62 * 62

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

TOKEN_FIELD = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(")')
LIKE_A_TOKEN = re.compile(
    rb"(?<![A-Za-z0-9])(?![0-9a-f]{64}(?![A-Za-z0-9]))[A-Za-z0-9]{64}(?![A-Za-z0-9])"
)
"""64 letters and digits, but for a hash: no token of ours has small hexadecimal digits alone."""


def is_nobody_yet(request: HttpRequest) -> bool:
    """A plain look by someone who has no session, no message and no header of authority."""
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
        and not WITH_MORE & request.META.keys()
    )


def with_gaps(body: bytes, gap: bytes) -> bytes | None:
    """The page with ``gap`` for each token; None where anything else in it looks like one."""
    page = TOKEN_FIELD.sub(rb"\1" + gap + rb"\2", body)
    return None if LIKE_A_TOKEN.search(page) else page


@contextmanager
def own_token(request: HttpRequest) -> Iterator[list[HttpResponse]]:
    """Before the middlewares that would do so: lets ``get_token`` work, and its cookie be set.

    Put the answer into the list.
    """
    GUARD.process_request(request)
    answers: list[HttpResponse] = []
    yield answers
    for answer in answers:
        GUARD.process_response(request, answer)


def token(request: HttpRequest) -> str:
    """As ``get_token`` makes one, in a fifth of the time: a mask, and the secret under it."""
    secret, mask = request.META.setdefault("CSRF_COOKIE", _secret()), _secret()
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    pairs = zip(map(PLACES.__getitem__, secret), map(PLACES.__getitem__, mask), strict=True)
    return mask + "".join([LETTERS[(one + other) % 62] for one, other in pairs])


def _secret() -> str:
    """As Django's own, of 32 letters and digits, drawn at once and not one by one."""
    drawn = [LETTERS[byte % 62] for byte in os.urandom(64) if byte < UNBIASED]
    return "".join(drawn[:32]) if len(drawn) >= 32 else _secret()  # noqa: PLR2004 (its length)
