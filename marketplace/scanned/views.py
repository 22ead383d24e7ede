"""The page «Món tôi đã quét»: for whoever scanned and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.scanned import keeping, queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_GET
def scans(request: HttpRequest) -> HttpResponse:
    page = {
        "rows": queries.scanned(keeping.paths(request)),
        "does_keep": keeping.does_keep(request),
    }
    return TemplateResponse(request, "scanned/scans.html", page)


@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Keep what is scanned, or forget it all."""
    is_given = request.POST.get("is_given") == "yes"
    keeping.choose(request, is_given=is_given)
    said = (
        _("Từ nay tem bạn quét sẽ nằm ở đây.") if is_given else _("Đã quên hết những tem đã quét.")
    )
    messages.success(request, said)
    return redirect("scanned:scans")


@require_POST
def removal(request: HttpRequest) -> HttpResponse:
    """One code is forgotten."""
    keeping.forget(request, request.POST.get("path", "")[:40])
    return redirect("scanned:scans")
