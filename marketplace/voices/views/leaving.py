"""The way to write a review from a code or a product: to whoever bought, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.http import sent
from accounts.throttles import caller
from marketplace.voices import access
from marketplace.voices.actions.inviting import invite_buyer
from marketplace.voices.forms.reviews import BuyerForm
from marketplace.voices.queries import purchases

if TYPE_CHECKING:
    from django.http import HttpRequest

    from catalog.models import Product
    from marketplace.orders.models import Line

TRIES = 10
TRIES_WITHIN = timedelta(hours=1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """From a jar's own code, or a lot's: the purchase is found by it."""
    lot = access.lot_of_code(code)
    wanted = purchases.of_code(code) or Q(pk=None)
    bought = _in_hand(request, wanted)
    if bought:
        page = reverse("voices:write", args=[bought.order.group.code, bought.pk])
        return HttpResponseRedirect(f"{page}?lo={lot.trace_code}")
    return _ask(request, lot.pack.product, wanted)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_product(request: HttpRequest, slug: str) -> HttpResponse:
    """From a product's page: the newest purchase of it."""
    product = access.product_to_review(slug)
    wanted = purchases.of_product(product)
    bought = _in_hand(request, wanted)
    if bought:
        return redirect("voices:write", bought.order.group.code, bought.pk)
    return _ask(request, product, wanted)


def _in_hand(request: HttpRequest, wanted: Q) -> Line | None:
    """What this visitor bought; who sends a number in is answered about that number."""
    return None if request.method == "POST" else access.line_in_hand(request, wanted)


def _ask(request: HttpRequest, product: Product, wanted: Q) -> HttpResponse:
    """Which telephone bought it. The answer is the same, bought or not."""
    form = BuyerForm(sent(request))
    page = {"form": form, "product": product}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "voices/leave.html", page, status=status)
    try:
        limits.count_try(key=caller(request, "voices"), at=now(), limit=TRIES, within=TRIES_WITHIN)
    except limits.TooOften:
        form.add_error(None, _("Bạn thử hơi nhiều lần rồi; một lát nữa thử lại nhé."))
        return TemplateResponse(request, "voices/leave.html", page, status=429)
    invite_buyer(wanted=wanted, at=now(), **form.cleaned_data)
    messages.success(
        request, _("Nếu số này đã mua món ấy, chúng tôi vừa nhắn vào đó liên kết để viết.")
    )
    return redirect(request.path)
