"""Home, search, shelves and communes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marketplace.collections.queries import running
from marketplace.listings.plain import Among
from marketplace.storefront import access
from marketplace.storefront.asking import ask
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.queries import front
from marketplace.storefront.queries.facets import provinces
from marketplace.storefront.queries.goods import chip
from marketplace.storefront.queries.results import find
from marketplace.storefront.views.age import ask_age
from marketplace.tales.queries import newest_tales
from traceability.atlas import OUTLINE, VIEW_BOX

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse


SORT_WORDS = (
    ("hop", _("Phù hợp nhất")),
    ("moi", _("Mới lên kệ")),
    ("re", _("Giá thấp trước")),
    ("dat", _("Giá cao trước")),
    ("sao", _("Nhiều sao trước")),
)
COLLECTIONS_AT_HOME, TALES_AT_HOME = 3, 2
ATLAS = {"outline": OUTLINE, "view_box": VIEW_BOX}


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    today = localdate()
    page = {
        **front.front(on=today)._asdict(),
        "collections": running(on=today)[:COLLECTIONS_AT_HOME],
        "tales": newest_tales(most=TALES_AT_HOME),
        "today": today,
        "sums": front.sums(),
        "spots": front.spots(),
        "atlas": ATLAS,
    }
    return TemplateResponse(request, "storefront/home.html", page)


@require_safe
@kept
def search(request: HttpRequest) -> HttpResponse:
    page = _listing(request, Among(), on=localdate())
    return TemplateResponse(request, "storefront/search.html", page)


@require_safe
@kept
def shelf(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    asked = access.shelf_to_see(slug)
    if not access.is_of_age(request) and access.shelf_asks_age(asked, on=today):
        return ask_age(request)
    page = _listing(request, Among(shelf=asked.pk), on=today)
    return TemplateResponse(request, "storefront/shelf.html", page | {"shelf": asked})


@require_safe
@kept
def commune(request: HttpRequest, code: str) -> HttpResponse:
    asked = access.commune_to_see(code)
    page = _listing(request, Among(commune=asked.code), on=localdate())
    page |= {
        "commune": asked,
        "old_names": list(asked.aliases.order_by("name")),
        "producers": [chip(one) for one in front.producers_in(asked)],
        "told": front.sums_of(asked, on=localdate()),
        "spot": front.spot_of(asked),
        "atlas": ATLAS,
    }
    return TemplateResponse(request, "storefront/commune.html", page)


def _listing(request: HttpRequest, among: Among, *, on: date) -> dict[str, Any]:
    """A page of cards with its facets, for whoever asks."""
    question = ask(request.GET)
    results = find(among, question, on=on, of_age=access.is_of_age(request))
    return {
        "question": question,
        "results": results,
        "sorts": SORT_WORDS,
        "provinces": provinces(),
        "atlas": ATLAS,
    }
