"""The operator's pages: what is to be sent back at a bank, and how it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import sent
from catalog import desk as officers
from catalog.access import post
from marketplace.payments import access, desk, queries
from marketplace.payments.actions import sending
from marketplace.payments.forms import SentForm
from marketplace.payments.terms import REFUND_DAYS, term
from marketplace.selling.queries import is_straight
from traceability import qr

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.http import SignedInRequest
    from accounts.models import User

PER_PAGE = 20


@never_cache
@require_GET
def refunds(request: HttpRequest) -> HttpResponse:
    """What operators have to send back at a bank, and of what a gateway says nothing."""
    access.only_operators(request)
    watched = queries.refunds_to_watch(at=now())
    rows = Paginator(watched, PER_PAGE).get_page(request.GET.get("trang"))
    page = {"rows": rows, "is_straight": is_straight(), **desk.frame(desk.REFUNDS)}
    return TemplateResponse(request, "payments/refunds.html", page)


@login_required
@never_cache
@require_GET
def late(request: SignedInRequest) -> HttpResponse:
    """What producers ought to have sent back by now: for officers of their area, and operators."""
    access.only_officers(request.user)
    owed = queries.refunds_late(at=now(), user=request.user)
    rows = Paginator(owed, PER_PAGE).get_page(request.GET.get("trang"))
    page = {"rows": rows, "rule": term(REFUND_DAYS, on=localdate())}
    page |= desk.frame(desk.REFUNDS) if request.user.is_staff else _officers(request.user)
    return TemplateResponse(request, "payments/refunds_late.html", page)


def _officers(user: User) -> dict[str, object]:
    return officers.frame(post(user), "payments:refunds_late")


@never_cache
@require_http_methods(["GET", "POST"])
def refund(request: SignedInRequest, pk: int) -> HttpResponse:
    """An operator sends one, and notes the bank's name of the transfer."""
    owed = access.refund_to_send(request, pk)
    form = SentForm(sent(request))
    if form.is_valid():
        told = form.cleaned_data["bank_reference"]
        try:
            sending.note_sent(refund=owed, bank_reference=told, by=request.user, at=now())
        except sending.NotSent as refusal:
            form.add_error("bank_reference", str(refusal))
        else:
            messages.success(request, _("Đã ghi. Người mua đã được báo."))
            return redirect("payments:refunds")
    account = queries.account_of(owed)
    page = {
        "refund": owed,
        "form": form,
        "account": account,
        "bank": queries.bank_name(account),
        "has_code": bool(queries.transfer_of(owed)),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/refund.html", page, status=status)


@never_cache
@require_GET
def refund_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The VietQR with which an operator's bank app sends a refund."""
    payload = queries.transfer_of(access.refund_to_send(request, pk))
    if not payload:
        raise Http404
    return HttpResponse(qr.svg(payload), content_type="image/svg+xml")
