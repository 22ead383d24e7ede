"""A stall's talks with its buyers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.access import stall
from catalog.stalls import frame
from marketplace.talks import access, queries
from marketplace.talks.models import Side
from marketplace.talks.views.speaking import form_of, is_said, shown

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "talks:mine"
ROWS = 20


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest, producer: str) -> HttpResponse:
    """All of them, what is not read yet on top."""
    own = stall(request.user, producer)
    rows = Paginator(queries.talks_at(own), ROWS).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "talks/mine.html", {"rows": rows, **frame(own, HERE)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def talk(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The talk about one order, and the stall's answer."""
    own = stall(request.user, producer)
    order, form = access.order_to_answer(own, code), form_of(request)
    if is_said(request, order, Side.STALL, form):
        return redirect("talks:selling", producer, code)
    page = {**shown(request, order, Side.STALL, form), **frame(own, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "talks/selling.html", page, status=status)
