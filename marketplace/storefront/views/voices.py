"""All reviews of a product or of one lot, and all answered questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import FileResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from marketplace.storefront import access
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.queries.goods import policy_of
from marketplace.storefront.views.age import ask_age
from marketplace.voices.access import photo_to_see
from marketplace.voices.queries import reading

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from catalog.models import Product

ROWS = 20


@require_safe
@kept
def reviews(request: HttpRequest, slug: str) -> HttpResponse:
    product = access.product_to_see(slug, on=localdate())
    if _asks_age(request, product):
        return ask_age(request)
    said = reading.reviews_of(product)
    page = {
        "product": product,
        "summary": reading.summary(said),
        "rows": _rows(request, reading.in_full(said)),
    }
    return TemplateResponse(request, "voices/reviews.html", page)


@require_safe
@kept
def lot_reviews(request: HttpRequest, trace_code: str) -> HttpResponse:
    """What buyers of one lot say, and how it stands beside the others."""
    lot = access.lot_to_see(trace_code)
    if _asks_age(request, lot.pack.product):
        return ask_age(request)
    page = {
        "lot": lot,
        "product": lot.pack.product,
        "rating": reading.rating_of(lot),
        "rows": _rows(request, reading.in_full(reading.reviews_of_lot(lot))),
    }
    return TemplateResponse(request, "voices/lot_reviews.html", page)


@require_safe
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    """The larger one with ``?to``. Of what is hidden, nobody keeps it longer than five minutes."""
    found = photo_to_see(request, key)
    file = found.large if "to" in request.GET else found.small
    headers = {
        "Cache-Control": "private, max-age=300" if found.review.is_public else "no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file.open("rb"), content_type="image/webp", headers=headers)


@require_safe
@kept
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    product = access.product_to_see(slug, on=localdate())
    if _asks_age(request, product):
        return ask_age(request)
    page = {"product": product, "rows": _rows(request, reading.questions_of(product))}
    return TemplateResponse(request, "voices/questions.html", page)


def _rows(request: HttpRequest, found: QuerySet[Any]) -> Any:  # noqa: ANN401 (a page of rows)
    return Paginator(found, ROWS).get_page(request.GET.get("trang"))


def _asks_age(request: HttpRequest, product: Product) -> bool:
    policy = policy_of(product, on=localdate())
    return bool(policy and policy.minimum_age and not access.is_of_age(request))
