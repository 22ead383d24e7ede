"""Addresses of our own: where one may be led back to, and how a page is called everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.language import own_query

if TYPE_CHECKING:
    from django.http import HttpRequest

OPEN = frozenset({"storefront", "recalls", "log"})
"""Whose pages are for everybody; all others are somebody's own, or lead to what is."""
NOT_PAGES = frozenset({"age", "destination"})
LISTS = frozenset({"search", "shelf", "commune", "reviews", "questions", "lot_reviews", "recalls"})
MOST_DIGITS = 4  # of the number of a list's page


def own_address(request: HttpRequest, address: str) -> str:
    """An address of our own, or home."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else "/"


def absolute(address: str) -> str:
    """As others write it who are not here."""
    return urljoin(settings.SITE_URL, address)


def canonical(request: HttpRequest) -> str:
    """The one address of an open page; empty where a page has none.

    Each page of a list is itself; choices and orders of a list are the list (docs/feeds.md). A page
    that a guest reads in another language than the market's is itself too.
    """
    match = getattr(request, "resolver_match", None)
    if match is None or match.namespace not in OPEN or match.url_name in NOT_PAGES:
        return ""
    try:
        query = _page(request) if match.url_name in LISTS else own_query(request)
    except SuspiciousOperation:  # more parameters than anybody means
        return ""
    return f"{settings.SITE_URL}{request.path}{query}"


def _page(request: HttpRequest) -> str:
    told = request.GET.get("trang", "")
    is_number = told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS
    return f"?trang={int(told)}" if is_number and int(told) > 1 else ""
