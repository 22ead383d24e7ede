"""Whole pages kept for visitors: rendered once, served to all who are nobody yet.

A view says that its page may be shared with ``@kept``. The middleware stands before sessions and
sign-in: who carries a session, a message or a header of authority passes by. What differs between
visitors is only the token of the forms, so the page is kept with a gap in its place and each
visitor gets a token of their own. A page in which anything else looks like a token is not kept.
Pages are old at midnight, and as soon as goods change (:mod:`marketplace.freshness`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.timezone import localdate

from accounts import visitors
from accounts.language import ADDRESS, chosen_language
from marketplace import freshness
from marketplace.storefront.asking import PARAMETERS
from marketplace.storefront.destination import code_chosen
from marketplace.storefront.queries.seasons import MONTH
from traceability.views import kept_stories
from traceability.views.kept_stories import TOKEN, Pieces

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
SECONDS = 30
LONGEST_ADDRESS = 600
MARK = b"\x1a"  # what gaps are made of: nobody's words may make one
TELL_OF_SENDING = "/san-pham/"
KNOWN = PARAMETERS | {ADDRESS, MONTH}
OWN_COOKIES = {settings.CSRF_COOKIE_NAME}


def kept(view: View) -> View:
    """Let the page of this view be kept and shared, unless the view itself says otherwise."""

    @wraps(view)
    def offering(request: HttpRequest, **found: str) -> HttpResponse:
        response = view(request, **found)
        response.headers.setdefault("Cache-Control", f"public, s-maxage={SECONDS}")
        return response

    return offering


class KeptPage(NamedTuple):
    """A page as it lies in the cache: in pieces, squeezed too, between which tokens stand."""

    body: Pieces
    headers: dict[str, str]


class KeptPagesMiddleware:
    """Answers visitors from the cache where it can, and keeps what views offer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_anyone(request):
            return _as_private(self.get_response(request))
        key = _key(request)
        page = _look_up(key) if key else None
        if page:
            return _filled(page, request)
        response = self.get_response(request)
        page = _to_keep(response) if key else None
        if page is None:
            return _as_private(response)
        _put_by(key, page)
        return _filled(page, request)


def _is_anyone(request: HttpRequest) -> bool:
    """A plain look at a known kind of address by someone who has no session and no message."""
    return (
        visitors.is_nobody_yet(request)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and KNOWN.issuperset(request.GET)
    )


def _key(request: HttpRequest) -> str:
    """What tells one page from another, read before it is made; empty where nobody can say."""
    query = urlencode(sorted((k, v) for k, values in request.GET.lists() for v in values))
    there = code_chosen(request) if request.path.startswith(TELL_OF_SENDING) else ""
    asked = (request.get_host(), request.scheme, request.path, query, chosen_language(request))
    try:
        parts = (*asked, there, localdate(), freshness.since())
    except Exception as failure:  # noqa: BLE001 - as below
        log.warning("nobody knows which kept pages are good: %s", type(failure).__name__)
        return ""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _look_up(key: str) -> KeptPage | None:
    try:
        page: KeptPage | None = caches["pages"].get(key)
    except Exception as failure:  # noqa: BLE001 - without its cache a market is slower, not shut
        log.warning("no kept pages: %s", type(failure).__name__)
        return None
    return page


def _put_by(key: str, page: KeptPage) -> None:
    try:
        caches["pages"].set(key, page, SECONDS)
    except Exception as failure:  # noqa: BLE001 - as above
        log.warning("page not kept: %s", type(failure).__name__)


def _to_keep(response: HttpResponse) -> KeptPage | None:
    """The page with a gap for the token; None where it may not be shared."""
    if not _is_offered(response) or MARK in response.content:
        return None
    body = kept_stories.for_all(response.content, serial="")
    if body is None:
        return None
    own = {"Cache-Control", "Vary", "Content-Length"}
    return KeptPage(body, {k: v for k, v in response.headers.items() if k not in own})


def _is_offered(response: HttpResponse) -> bool:
    return (
        response.status_code == 200  # noqa: PLR2004 - OK
        and not response.streaming
        and "s-maxage" in response.headers.get("Cache-Control", "")
        and response.headers.get("Content-Type", "").startswith("text/html")
        and OWN_COOKIES.issuperset(response.cookies)
    )


def _filled(page: KeptPage, request: HttpRequest) -> HttpResponse:
    """The kept page with this visitor's own token in its gaps."""
    with visitors.own_token(request) as answers:
        values = {TOKEN: visitors.token(request).encode()} if page.body.gaps else {}
        response = HttpResponse(headers=page.headers)
        if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response.content = page.body.gzipped(values)
            response["Content-Encoding"] = "gzip"
        else:
            response.content = page.body.joined(values)
        answers.append(response)
    response["Cache-Control"], response["Vary"] = "private, no-cache", "Accept-Encoding, Cookie"
    return response


def _as_private(response: HttpResponse) -> HttpResponse:
    """What leaves us holds one visitor's token: no cache between us may share it."""
    if "s-maxage" in response.headers.get("Cache-Control", ""):
        del response.headers["Cache-Control"]
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
    return response
