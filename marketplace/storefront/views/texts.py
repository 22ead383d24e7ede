"""Pages of plain words, and the tab's picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from marketplace.storefront.pages_kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TEXTS = (
    *("gioi-thieu", "cach-kiem-tra", "nguoi-ban", "dieu-khoan"),
    *("quyen-rieng-tu", "cach-xep-hang", "lien-he"),
)


@require_safe
@kept
def text(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in TEXTS:
        raise Http404
    return TemplateResponse(request, f"storefront/texts/{slug}.html")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the tab's picture on pages that name none, such as a drawing."""
    return redirect(static("brand/favicon.ico"))
