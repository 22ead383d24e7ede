"""One order as its producer works through it: taking it on, giving it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog.stalls import frame
from marketplace.orders.actions import cancelling, states
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.forms import AnswerForm
from marketplace.orders.models import Cancellation
from marketplace.workspace import access
from marketplace.workspace.forms.changes import CancelForm
from marketplace.workspace.views.desk import HERE, order_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_GET
def order(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    return order_page(request, access.order_to_serve(request.user, producer, code))


@login_required
@require_POST
def acceptance(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        states.accept(order=found, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã nhận đơn. Giờ đóng hàng."))
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def unacceptance(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        states.unaccept(order=found, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã bỏ nhận. Đơn lại chờ bạn xác nhận."))
    return redirect("workspace:order", producer, code)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancellation(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The producer cannot send it: said why, after reading what follows."""
    found = access.order_to_serve(request.user, producer, code)
    form = CancelForm(sent(request))
    if form.is_valid():
        why = Why(side=Cancellation.Side.PRODUCER, **form.cleaned_data)
        try:
            cancelling.cancel(order=found, why=why, by=request.user, at=now())
        except states.NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã huỷ đơn và nhắn cho người mua."))
            return redirect("workspace:order", producer, code)
    context = {"form": form, "order": found, **frame(found.producer, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/cancellation.html", context, status=status)


@login_required
@require_POST
def request_answer(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The buyer asked to give the order up: agreed, or it is sent."""
    found, form = access.order_to_serve(request.user, producer, code), AnswerForm(request.POST)
    if not form.is_valid():
        return order_page(request, found, refused=form)
    try:
        cancelling.answer_request(order=found, yes=form.is_yes, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã trả lời và nhắn cho người mua."))
    return redirect("workspace:order", producer, code)
