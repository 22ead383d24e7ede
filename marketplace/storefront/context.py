"""What every page knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import reverse
from django.utils.translation import get_language

from accounts.language import OwnAddress, own_addresses
from marketplace.storefront.access import is_of_age
from marketplace.storefront.addresses import canonical
from marketplace.storefront.shelves import ShelfMark, shelves

if TYPE_CHECKING:
    from django.http import HttpRequest


BOTTOM_BAR = (
    *("storefront:home", "storefront:search", "scan:lookup", "cart:cart", "accounts:home"),
)


class Page(TypedDict):
    demo: bool
    basket_count: int
    is_visitor: bool
    keeps_pages: bool
    site_host: str
    canonical: str
    site_url: str
    looked_for: str
    shelves: tuple[ShelfMark, ...]
    here: str
    languages: list[OwnAddress]


def page(request: HttpRequest) -> dict[str, Page]:
    """What every page knows: ``page.demo``, ``page.basket_count`` (packs), and the rest.

    A request refused at the door, such as one for another host, has neither session nor user.
    """
    session, user = getattr(request, "session", {}), getattr(request, "user", None)
    return {
        "page": Page(
            demo=settings.DEMO,
            basket_count=session.get("basket_count", 0),
            is_visitor=user is None or not user.is_authenticated,
            keeps_pages=settings.OFFLINE_PAGES,
            site_host=settings.SITE_HOST,
            canonical=canonical(request),
            site_url=settings.SITE_URL,
            looked_for=_looked_for(request),
            languages=own_addresses(request.path),
            shelves=shelves(get_language() or "vi", of_age=is_of_age(request)),
            here=request.path if request.path in _marked() else "",
        )
    }


@cache
def _marked() -> frozenset[str]:
    """The addresses of which the frame says that one is there."""
    bar = map(reverse, BOTTOM_BAR)
    return frozenset([*bar, *(shelf.url for shelf in shelves("vi", of_age=True))])


def _looked_for(request: HttpRequest) -> str:
    """The words of a search, for the box above; nothing where the address cannot be read."""
    try:
        return request.GET.get("q", "")
    except SuspiciousOperation:  # more parameters than anybody means
        return ""
