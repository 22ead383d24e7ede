"""Operators see how far all invoices are, those in trouble first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.invoices.queries import lists
from marketplace.payments import desk as rooms
from marketplace.payments.access import only_operators

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROWS = 30


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    only_operators(request)
    rows = Paginator(lists.invoices_overseen(), ROWS).get_page(request.GET.get("trang"))
    page = {"rows": rows, "counts": lists.counted(), **rooms.frame(rooms.INVOICES)}
    return TemplateResponse(request, "invoices/desk.html", page)
