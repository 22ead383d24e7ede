"""A producer's self-assessment: its products, one product's sheet, one item of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog import access as stalls
from catalog.stalls import frame
from marketplace.merits import access
from marketplace.merits.actions.marking import mark_item, unmark_item
from marketplace.merits.forms import MarkForm
from marketplace.merits.queries.stalls import assessed
from marketplace.merits.views.telling import heading, told

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "merits:mine"


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest, producer: str) -> HttpResponse:
    own = stalls.stall(request.user, producer)
    page = {"rows": assessed(own, on=localdate(now())), **frame(own, HERE)}
    return TemplateResponse(request, "merits/mine.html", page)


@login_required
@never_cache
@require_safe
def product(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    """Points, the way to the next star, and every item."""
    goods = stalls.product_to_manage(request.user, producer, slug)
    found = access.assessment_to_manage(request.user, producer, slug, on=localdate(now()))
    page = {"product": goods, **(told(found) if found else {}), **frame(goods.producer, HERE)}
    return TemplateResponse(request, "merits/product.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def item(request: SignedInRequest, producer: str, slug: str, number: int) -> HttpResponse:
    """One item: choose what holds, and say by what."""
    asked = access.item_to_mark(request.user, producer, slug, number, on=localdate(now()))
    whole, row = asked.whole, asked.row
    form = MarkForm(sent(request), request.FILES or None, whole=whole, row=row)
    if form.is_valid():
        goods, chosen = whole.product, form.cleaned_data
        mark_item(product=goods, item=row.item.key, by=request.user, at=now(), **chosen)
        messages.success(request, _("Đã ghi mục này."))
        return redirect("merits:product", producer, slug)
    own = frame(whole.product.producer, HERE)
    page = {"whole": whole, "row": row, "form": form, **heading(row), **own}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "merits/item.html", page, status=status)


@login_required
@require_POST
def removal(request: SignedInRequest, producer: str, slug: str, number: int) -> HttpResponse:
    """Take one's own mark back: what the records say stands again."""
    asked = access.item_to_mark(request.user, producer, slug, number, on=localdate(now()))
    goods = asked.whole.product
    unmark_item(product=goods, item=asked.row.item.key, by=request.user, at=now())
    messages.success(request, _("Đã bỏ phần tự khai của mục này."))
    return redirect("merits:product", producer, slug)
