"""The buyer's pages: one order, and all orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.orders import access, queries
from marketplace.orders.actions import states
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest

PER_PAGE = 20


@never_cache
@require_GET
def order(request: HttpRequest, code: str) -> HttpResponse:
    """One checkout, all its parcels. A secret link is taken once and leaves the address bar."""
    if "k" in request.GET:
        access.remember(request, access.group_by_link(code, request.GET["k"]))
        return redirect("orders:order", code)
    group = access.group_to_see(request, code)
    parts = [(part, queries.walk(part)) for part in queries.orders_in_full(group)]
    is_unpaid = all(part.state == Order.State.AWAITING_PAYMENT for part, _way in parts)
    page = {
        "group": group,
        "parts": parts,
        "payment": group.payments.first(),
        "is_unpaid": is_unpaid,
        "recalled": queries.recalled_in(group),
        "owed": queries.owed_in(group),
    }
    return TemplateResponse(request, "orders/order.html", page)


@require_POST
def delivery(request: HttpRequest, code: str) -> HttpResponse:
    """The buyer says the parcel has come."""
    part = access.order_to_receive(request, code)
    by = request.user if request.user.is_authenticated else None
    try:
        states.confirm_delivered(order=part, by=by, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cảm ơn bạn đã báo nhận hàng!"))
    return redirect(part.group)


@never_cache
@login_required
@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    pages = Paginator(queries.groups_of(request.user), PER_PAGE)
    rows = pages.get_page(request.GET.get("trang"))
    page = {"rows": rows, "left": queries.left_as_guest(request.user)}
    return TemplateResponse(request, "orders/mine.html", page)
