"""Answers a page at a time: a sealed token says where the next page begins."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.utils.timezone import now

from traceability.epcis.conditions import NotAQuestion
from traceability.views.epcis.problems import not_a_question

if TYPE_CHECKING:
    from rest_framework.request import Request

USUAL, MOST = 30, 100
LIFE = timedelta(hours=1)
SALT = "traceability.epcis.page"
PAGING = frozenset({"perPage", "nextPageToken"})


def per_page(request: Request) -> int:
    """How many rows: 30 unless asked, never more than 100."""
    said = request.query_params.get("perPage", str(USUAL))
    if not (said.isascii() and said.isdigit() and len(said) < 10 and int(said) > 0):  # noqa: PLR2004
        raise not_a_question(NotAQuestion("perPage", "count", str(MOST)))
    return min(int(said), MOST)


def begun(request: Request) -> dict[str, Any]:
    """Where this page begins, by its token; nothing on the first page."""
    token = request.query_params.get("nextPageToken")
    if token is None:
        return {}
    try:
        found = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature as failure:
        raise not_a_question(NotAQuestion("nextPageToken", "page")) from failure
    if not isinstance(found, dict) or found.pop("of", None) != _question(request):
        raise not_a_question(NotAQuestion("nextPageToken", "page"))
    return found


def next_page(request: Request, **place: Any) -> dict[str, str]:  # noqa: ANN401
    """Headers that lead to the page that begins there."""
    token = signing.dumps({**place, "of": _question(request)}, salt=SALT, compress=True)
    asked = request.query_params.copy()
    asked["nextPageToken"] = token
    address = f"{settings.SITE_URL}{request.path}?{asked.urlencode()}"
    return {
        "Link": f'<{address}>; rel="next"',
        "GS1-Next-Page-Token-Expires": (now() + LIFE).isoformat(timespec="seconds"),
    }


def _question(request: Request) -> str:
    """A token is good for the question, and for the person, that it was given to."""
    rest = sorted((k, v) for k, v in request.query_params.items() if k not in PAGING)
    whole = repr((request.path, rest, request.user.pk))
    return hashlib.sha256(whole.encode()).hexdigest()[:24]
