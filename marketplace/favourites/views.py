"""The page «Món đã thích», and the heart that stands on cards and product pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from catalog.models import Product
from marketplace.favourites import access, actions, queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


COOKIE = "thich"
"""Says to a script that there are hearts to fill, and nothing else."""
LASTS = 14 * 24 * 3600


@never_cache
@require_GET
def favourites(request: HttpRequest) -> HttpResponse:
    rows = queries.liked_products(access.liked(request), on=localdate())
    return TemplateResponse(request, "favourites/favourites.html", {"rows": rows})


@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Addresses of what this visitor likes, for the script that fills the hearts."""
    products = Product.objects.filter(pk__in=access.liked(request)).only("slug")
    return JsonResponse({"liked": [product.get_absolute_url() for product in products]})


@never_cache
@require_http_methods(["GET", "POST"])
def heart(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked for, a page with one button; posted to, liked or no more."""
    product = access.product_to_like(slug)
    if request.method == "GET":
        page = {"product": product, "is_liked": product.pk in access.liked(request)}
        return TemplateResponse(request, "favourites/heart.html", page)
    is_liked = request.POST.get("do") != "unlike"
    try:
        _keep(request, product, is_liked=is_liked)
    except actions.LikesEnough as refusal:
        messages.error(request, refusal.messages[0])
    if request.POST.get("by") == "script":
        return _marked(request, JsonResponse({"is_liked": is_liked}))
    said = _("Đã cất vào «Món đã thích».") if is_liked else _("Đã bỏ khỏi «Món đã thích».")
    messages.success(request, said)
    return _marked(request, redirect("favourites:favourites"))


def _keep(request: HttpRequest, product: Product, *, is_liked: bool) -> None:
    if not request.user.is_authenticated:
        access.remember(request, product, is_liked=is_liked)
    elif is_liked:
        actions.like(user=request.user, product=product, at=now())
    else:
        actions.unlike(user=request.user, product=product)


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if access.liked(request):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, "1", max_age=LASTS, secure=secure, samesite="Lax")
    else:
        response.delete_cookie(COOKIE)
    return response
