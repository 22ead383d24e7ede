"""What every page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


class Page(TypedDict):
    demo: bool
    basket_count: int
    is_visitor: bool
    site_host: str


def page(request: HttpRequest) -> dict[str, Page]:
    """``page.demo``, ``page.basket_count`` (packs), ``page.is_visitor`` and ``page.site_host``."""
    return {
        "page": Page(
            demo=settings.DEMO,
            basket_count=request.session.get("basket_count", 0),
            is_visitor=not request.user.is_authenticated,
            site_host=settings.SITE_HOST,
        )
    }
