"""What makes the market installable: its manifest, its worker, and the page for no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from marketplace.offline import manifest, worker
from marketplace.storefront.pages_kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def script(_request: HttpRequest) -> HttpResponse:
    """The worker. Asked for again at each visit, so that the switch works at once."""
    response = HttpResponse(worker.script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@gzip_page
def webmanifest(_request: HttpRequest) -> HttpResponse:
    plain = {"ensure_ascii": False}
    kind = "application/manifest+json; charset=utf-8"
    response = JsonResponse(manifest.told(), json_dumps_params=plain, content_type=kind)
    response["Cache-Control"] = "private, max-age=3600"
    response["Vary"] = "Cookie"
    return response


@require_safe
@kept
def page(request: HttpRequest) -> HttpResponse:
    """There is no network: what is kept on this telephone, and how to go on."""
    return TemplateResponse(request, "offline/page.html")
