"""A buyer writes to the producer of an order, by account or by the order's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.photos.serving import private_photo
from marketplace.talks import access
from marketplace.talks.models import Side
from marketplace.talks.views.speaking import form_of, is_said, shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, code: str) -> HttpResponse:
    """What was written so far, and room for more. A secret link leaves the address bar."""
    if "k" in request.GET:
        access.order_by_link(request, code, request.GET["k"])
        return redirect("talks:buying", code)
    order, form = access.order_to_speak_of(request, code), form_of(request)
    if is_said(request, order, Side.BUYER, form):
        return redirect("talks:buying", code)
    page = {"group": order.group, **shown(request, order, Side.BUYER, form)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "talks/buying.html", page, status=status)


@require_safe
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    """For the two sides; nobody keeps it."""
    return private_photo(access.photo_to_see(request, key).large)
