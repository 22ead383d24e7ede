"""The buyer's pages: one order, all orders, and tracking without signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import limits
from accounts.http import sent
from marketplace.orders import access, queries
from marketplace.orders.actions import states
from marketplace.orders.forms import TrackingForm
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.orders.models import OrderGroup

TRIES = 10
TRIES_WITHIN = timedelta(minutes=15)
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
    return TemplateResponse(request, "orders/mine.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """Where an order is, by phone and code. Posted, so that neither stands in an address."""
    form = TrackingForm(sent(request))
    if not form.is_valid():
        return _tracking_page(request, form, status=422 if form.is_bound else 200)
    try:
        limits.count_try(key=_caller(request), at=now(), limit=TRIES, within=TRIES_WITHIN)
    except limits.TooOften:
        form.add_error(None, _("Bạn thử hơi nhiều lần rồi; xin chờ mươi lăm phút nữa."))
        return _tracking_page(request, form, status=429)
    group = access.group_to_track(**form.cleaned_data)
    if group is None:
        form.add_error(None, _("Không thấy đơn nào khớp cả số điện thoại và mã đơn."))
        return _tracking_page(request, form, status=404)
    return _tracking_page(request, form, status=200, group=group)


def _tracking_page(
    request: HttpRequest, form: TrackingForm, *, status: int, group: OrderGroup | None = None
) -> HttpResponse:
    orders = group.orders.select_related("producer").order_by("pk") if group else []
    page = {"form": form, "parts": [(part, queries.walk(part)) for part in orders]}
    return TemplateResponse(request, "orders/tracking.html", page, status=status)


def _caller(request: HttpRequest) -> str:
    """One name for one address on the net, from which the address cannot be read back."""
    address = request.META.get("REMOTE_ADDR", "")
    return "tracking:" + salted_hmac("orders.tracking", address).hexdigest()[:32]
