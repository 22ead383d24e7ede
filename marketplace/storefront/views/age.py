"""The question that goods for grown-ups are behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.storefront.access import SESSION_KEY
from marketplace.storefront.addresses import own_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def age(request: HttpRequest) -> HttpResponse:
    """The question by itself, and the answer: kept in this session only."""
    if request.method != "POST":
        return ask_age(request, back_to=own_address(request, request.GET.get("next", "")))
    if request.POST.get("of_age") == "yes":
        request.session[SESSION_KEY] = True
        return redirect(own_address(request, request.POST.get("next", "")))
    return redirect("storefront:home")


def ask_age(request: HttpRequest, *, back_to: str = "") -> HttpResponse:
    """The question in the place of a page; says nothing of what is behind it, nor to robots."""
    page = {"back_to": back_to or request.get_full_path()}
    response = TemplateResponse(request, "storefront/age.html", page)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
