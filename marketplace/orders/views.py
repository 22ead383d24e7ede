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
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from marketplace.orders import access, consequences, queries
from marketplace.orders.actions import cancelling, states, substituting
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.forms import AnswerForm, CancelForm
from marketplace.orders.models import Cancellation, Order

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest

PER_PAGE = 20
SAID = {
    Cancellation.Outcome.DONE: gettext_lazy("Đã huỷ đơn. Tiền được chuẩn bị hoàn cho bạn."),
    Cancellation.Outcome.WAITING: gettext_lazy(
        "Đã nhắn người bán. Có trả lời là bạn được báo ngay."
    ),
}


@never_cache
@require_GET
def order(request: HttpRequest, code: str) -> HttpResponse:
    """One checkout, all its parcels. A secret link is taken once and leaves the address bar."""
    if "k" in request.GET:
        access.remember(request, access.group_by_link(code, request.GET["k"]))
        return redirect("orders:order", code)
    group = access.group_to_see(request, code)
    parts = [queries.part(one) for one in queries.orders_in_full(group)]
    is_unpaid = any(part.order.state == Order.State.AWAITING_PAYMENT for part in parts)
    page = {
        "group": group,
        "parts": parts,
        "payment": group.payments.first(),
        "is_unpaid": is_unpaid,
        "standing": queries.standing([part.order for part in parts]),
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
@require_http_methods(["GET", "POST"])
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """The buyer no longer wants an order: at once, or asked of its producer."""
    part = access.order_to_receive(request, code)
    follows = consequences.of(Cancellation.Side.BUYER, cancelling.stage(part))
    form = CancelForm(sent(request))
    if form.is_valid():
        why = Why(side=Cancellation.Side.BUYER, **form.cleaned_data)
        by = request.user if request.user.is_authenticated else None
        try:
            made = cancelling.cancel(order=part, why=why, by=by, at=now())
        except states.NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAID[Cancellation.Outcome(made.outcome)])
            return redirect(part.group)
    page = {"form": form, "order": part, "follows": follows if part.is_paid else None}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "orders/cancellation.html", page, status=status)


@require_POST
def offer_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The buyer's word on other goods in place of what is missing."""
    offered, form = access.offer_to_answer(request, code, pk), AnswerForm(request.POST)
    by = request.user if request.user.is_authenticated else None
    if form.is_valid():
        ended = substituting.answer(offered=offered, yes=form.is_yes, by=by, at=now())
        messages.success(request, ended.get_outcome_display().capitalize())
    else:
        messages.error(request, _("Xin chọn đồng ý hoặc không."))
    return redirect(offered.line.order.group)


@never_cache
@login_required
@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    pages = Paginator(queries.groups_of(request.user), PER_PAGE)
    rows = pages.get_page(request.GET.get("trang"))
    page = {"rows": rows, "left": queries.left_as_guest(request.user)}
    return TemplateResponse(request, "orders/mine.html", page)
