"""The page that asks where goods are to come to, and remembers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.queries import communes_called
from marketplace.cart.access import PROVINCE_KEY
from marketplace.storefront import access
from marketplace.storefront.addresses import own_address
from marketplace.storefront.destination import CODE, remember
from marketplace.storefront.forms import PlaceForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def destination(request: HttpRequest) -> HttpResponse:
    """Look for a commune; choosing one leads back to where one came from."""
    back_to = own_address(request, (request.POST or request.GET).get("tiep", ""))
    if request.method == "POST":
        commune = access.commune_to_see(_code(request.POST.get("xa", "")))
        if PROVINCE_KEY in request.session or "cart" in request.session:
            request.session[PROVINCE_KEY] = commune.province_id
        response = redirect(back_to)
        remember(response, commune)
        return response
    form = PlaceForm(request.GET if "noi" in request.GET else None)
    typed = form.cleaned_data["noi"] if form.is_valid() else ""
    page = {"form": form, "typed": typed, "back_to": back_to}
    page["matches"] = communes_called(typed) if typed else []
    return TemplateResponse(request, "storefront/destination.html", page)


def _code(told: str) -> str:
    """As a commune's code is written; 404 where it is not."""
    if not CODE.fullmatch(told):
        raise Http404
    return told
