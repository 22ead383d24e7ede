"""Whether this browser keeps what it scans, and the middleware that does.

Whoever has no session is answered long before (``traceability.views.quick``) and keeps nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now

from accounts import consents
from marketplace.scanned import actions
from marketplace.scanned.models import OwnScan

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

KEEPS, SESSION_KEY = "keeps_scans", "scanned"
PAGES = {"scan:item": "ma", "scan:lot": "lo"}
MOST_OF_GUESTS = 50


class KeptScansMiddleware:
    """After the page of a code was shown to somebody who agreed, it is kept for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.view_name in PAGES and _was_shown(request, response):
            keep(request, f"{PAGES[match.view_name]}/{next(iter(match.kwargs.values()))}")
        return response


def keep(request: HttpRequest, path: str) -> None:
    """The newest first."""
    if request.user.is_authenticated:
        actions.keep_scan(user=request.user, path=path, at=now())
        return
    others = [row for row in request.session.get(SESSION_KEY, []) if row[0] != path]
    newest = [path, int(now().timestamp())]
    request.session[SESSION_KEY] = [newest, *others][:MOST_OF_GUESTS]


def choose(request: HttpRequest, *, is_given: bool) -> None:
    """Of a guest it is a word about this browser, and ends with its session."""
    if request.user.is_authenticated:
        actions.agree(user=request.user, is_given=is_given, at=now())
    if is_given:
        request.session[KEEPS] = {"version": consents.VERSIONS[consents.Purpose.SCANS]}
    else:
        request.session.pop(KEEPS, None)
        request.session.pop(SESSION_KEY, None)


def forget(request: HttpRequest, path: str) -> None:
    if request.user.is_authenticated:
        actions.forget_scan(user=request.user, path=path)
    kept = [row for row in request.session.get(SESSION_KEY, []) if row[0] != path]
    if SESSION_KEY in request.session:
        request.session[SESSION_KEY] = kept


def does_keep(request: HttpRequest) -> bool:
    if request.user.is_authenticated:
        return consents.holds(request.user, consents.Purpose.SCANS)
    return KEEPS in request.session


def paths(request: HttpRequest) -> list[str]:
    """What was scanned, the newest first."""
    if request.user.is_authenticated:
        mine = OwnScan.objects.filter(user=request.user)
        return list(mine.values_list("path", flat=True)[: actions.MOST])
    return [path for path, _at in request.session.get(SESSION_KEY, [])]


def note_choice(*, request: HttpRequest, user: User, **_signal: object) -> None:
    """Receives Django's ``user_logged_in``: the ledger's word goes before this browser's."""
    request.session.pop(SESSION_KEY, None)
    if consents.holds(user, consents.Purpose.SCANS):
        request.session[KEEPS] = {"version": consents.VERSIONS[consents.Purpose.SCANS]}
    else:
        request.session.pop(KEEPS, None)


def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
    return request.method == "GET" and response.status_code < 300 and KEEPS in request.session  # noqa: PLR2004 (an answer)
