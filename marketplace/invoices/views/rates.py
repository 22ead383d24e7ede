"""Which VAT a stall's goods bear: its products in turn, and one of them to declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.access import owned_stall, stall
from catalog.stalls import frame
from marketplace.invoices import access
from marketplace.invoices.actions.rates import declare_rate
from marketplace.invoices.forms import GoodsVatForm
from marketplace.invoices.queries import goods, lists

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE, RATES, ROWS = "invoices:mine", "invoices:rates", 20


@login_required
@never_cache
@require_safe
def rates(request: SignedInRequest, producer: str) -> HttpResponse:
    """Each product with the rate that counts today, and whence it is."""
    own = stall(request.user, producer)
    products = own.products.select_related("shelf").order_by("name", "pk")
    shown = Paginator(products, ROWS).get_page(request.GET.get("trang"))
    page = {
        "rows": shown,
        "borne": goods.borne(list(shown), on=localdate(now())),
        "seller": lists.seller_of(own),
        "may_declare": access.may_sign(request.user, own),
    }
    return TemplateResponse(request, "invoices/rates.html", {**page, **frame(own, HERE)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def rate(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    """Its owner declares what one product bears; who sells is liable for it."""
    own, at = owned_stall(request.user, producer), now()
    one, today = get_object_or_404(own.products, slug=slug), localdate(at)
    [borne] = goods.borne([one], on=today)
    known = borne.now if borne.now and borne.now.product_id else None
    begins = {
        "code": known.code if known else "",
        "legal_basis": known.legal_basis if known else "",
        "since": today,
    }
    form = GoodsVatForm(sent(request), rates=lists.rates_on(today), today=today, initial=begins)
    if form.is_valid():
        declare_rate(product=one, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Đã ghi thuế suất của món này."))
        return redirect(RATES, producer)
    page = {"form": form, "product": one, "borne": borne, "seller": lists.seller_of(own)}
    status = 422 if form.errors else 200
    return TemplateResponse(
        request, "invoices/rate.html", {**page, **frame(own, HERE)}, status=status
    )
