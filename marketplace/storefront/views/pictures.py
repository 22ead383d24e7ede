"""Pictures: label art, emblems, and files people have sent that anyone may see."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from marketplace.storefront import access, pictures
from marketplace.storefront.queries.goods import policy_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from catalog.models import Product

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=5"  # an old address: what it shows may change at any time
OPEN_FOLDERS = ("photos", "documents")
OPEN_KINDS = ("image/webp", "image/jpeg", "image/png", "application/pdf")


@require_safe
def art(request: HttpRequest, slug: str, width: int) -> HttpResponse:
    """The label art of a product."""
    if width not in pictures.WIDTHS:
        raise Http404
    product, stars, asks_age = _to_draw(request, slug)
    is_named = request.GET.get("v") == pictures.art_digest(product, stars=stars)
    return _webp(
        pictures.art(product, stars=stars, width=width),
        "private, max-age=3600" if asks_age else FOR_EVER if is_named else FOR_NOW,
    )


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that a link to a product is shared with."""
    product, stars, asks_age = _to_draw(request, slug)
    if asks_age:
        raise Http404
    is_named = request.GET.get("v") == pictures.card_of(product, stars=stars).digest
    return _png(pictures.card(product, stars=stars), FOR_EVER if is_named else FOR_NOW)


@require_safe
def producer_card(request: HttpRequest, slug: str) -> HttpResponse:
    producer = access.producer_to_see(slug)
    is_named = request.GET.get("v") == pictures.card_of_producer(producer).digest
    return _png(pictures.producer_card(producer), FOR_EVER if is_named else FOR_NOW)


def _to_draw(request: HttpRequest, slug: str) -> tuple[Product, int, bool]:
    """A product, its stars in force, and whether it stays behind the age question here too."""
    today = localdate()
    product = access.product_to_draw(slug, on=today)
    policy = policy_of(product, on=today)
    asks_age = bool(policy and policy.minimum_age)
    if asks_age and not access.is_of_age(request):
        raise Http404
    stars: int = product.stars_now or 0  # type: ignore[attr-defined]  # comes with_stars
    return product, stars, asks_age


@require_safe
def emblem(request: HttpRequest, slug: str, width: int) -> HttpResponse:
    if width not in pictures.EMBLEM_WIDTHS:
        raise Http404
    producer = access.producer_to_see(slug)
    is_named = request.GET.get("v") == pictures.emblem_digest(producer)
    return _webp(pictures.emblem(producer, width=width), FOR_EVER if is_named else FOR_NOW)


def _webp(content: bytes, keep: str) -> HttpResponse:
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": keep})


def _png(content: bytes, keep: str) -> HttpResponse:
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": keep})


@require_safe
def media(_request: HttpRequest, path: str) -> HttpResponseBase:
    """A photo or a published document; everything else is 404, whatever is there."""
    kind = mimetypes.guess_type(path)[0] or ""
    parts = PurePosixPath(path).parts
    if path != "/".join(parts) or ".." in parts or parts[0] not in OPEN_FOLDERS:
        raise Http404
    if kind not in OPEN_KINDS:
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, SuspiciousFileOperation) as failure:
        raise Http404 from failure
    is_paper = not kind.startswith("image/")
    response = FileResponse(file, content_type=kind, as_attachment=is_paper, filename=parts[-1])
    response["Cache-Control"] = "public, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
