"""What the address of our namespace leads to: each word of our own, in words or for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traceability.gs1 import negotiation
from traceability.terms import BY_NAME, PREFIX, TERMS, as_json_ld, prefixes

if TYPE_CHECKING:
    from django.http import HttpRequest

JSON_LD = "application/ld+json"


@require_safe
@cache_control(public=True, max_age=3600)
def vocabulary(request: HttpRequest) -> HttpResponse:
    """The page; JSON-LD for who asks for it."""
    accept = request.headers.get("Accept", "")
    if any(negotiation.asks_for(accept, kind) for kind in (JSON_LD, "application/json")):
        response: HttpResponse = JsonResponse(
            as_json_ld(), content_type=JSON_LD, json_dumps_params={"ensure_ascii": False}
        )
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        context = {"terms": TERMS, "prefix": PREFIX, "namespace": prefixes()[PREFIX]}
        response = render(request, "traceability/vocabulary.html", context)
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def term(_request: HttpRequest, term: str) -> HttpResponse:
    """One word leads to its line of the page, or of the document."""
    if term not in BY_NAME:
        raise Http404
    return redirect(f"{reverse('codes:vocabulary')}#{term}", preserve_request=True)
