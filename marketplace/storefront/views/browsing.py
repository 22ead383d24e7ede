"""Home, search, shelves and communes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.models import Product
from catalog.queries import matching, suitable
from marketplace.storefront import access
from marketplace.storefront.asking import ask
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.queries import front
from marketplace.storefront.queries.results import find
from marketplace.storefront.views.age import ask_age
from traceability.atlas import OUTLINE, VIEW_BOX

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from marketplace.storefront.queries.cards import Products

SORT_WORDS = (
    ("hop", _("Phù hợp nhất")),
    ("moi", _("Mới lên kệ")),
    ("re", _("Giá thấp trước")),
    ("dat", _("Giá cao trước")),
    ("sao", _("Nhiều sao trước")),
)
ATLAS = {"outline": OUTLINE, "view_box": VIEW_BOX}


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    today = localdate()
    page = {
        "goods": front.chosen_goods(on=today),
        "waiting": front.waiting_goods(on=today, most=4),
        "sums": front.sums(),
        "spots": front.spots(),
        "atlas": ATLAS,
    }
    return TemplateResponse(request, "storefront/home.html", page)


@require_safe
@kept
def search(request: HttpRequest) -> HttpResponse:
    today = localdate()
    listed = Product.objects.listed()
    page = _listing(request, listed, on=today)
    text = page["question"].text
    if text and not access.is_of_age(request):
        every = matching(listed, text)
        shown = suitable(every, on=today, of_age=False)
        page["hides_some"] = every.exclude(pk__in=shown.values("pk")).exists()
    return TemplateResponse(request, "storefront/search.html", page)


@require_safe
@kept
def shelf(request: HttpRequest, slug: str) -> HttpResponse:
    today = localdate()
    asked = access.shelf_to_see(slug)
    if not access.is_of_age(request) and access.shelf_asks_age(asked, on=today):
        return ask_age(request)
    page = _listing(request, Product.objects.listed().filter(shelf=asked), on=today)
    return TemplateResponse(request, "storefront/shelf.html", page | {"shelf": asked})


@require_safe
@kept
def commune(request: HttpRequest, code: str) -> HttpResponse:
    asked = access.commune_to_see(code)
    page = _listing(request, Product.objects.listed().filter(commune=asked), on=localdate())
    page |= {
        "commune": asked,
        "old_names": list(asked.aliases.order_by("name")),
        "producers": front.producers_in(asked),
        "spot": front.spot_of(asked),
        "atlas": ATLAS,
    }
    return TemplateResponse(request, "storefront/commune.html", page)


def _listing(request: HttpRequest, products: Products, *, on: date) -> dict[str, Any]:
    """A page of cards with its facets, for whoever asks."""
    question = ask(request.GET)
    of_age = access.is_of_age(request)
    results = find(suitable(products, on=on, of_age=of_age), question, on=on)
    return {"question": question, "results": results, "sorts": SORT_WORDS}
