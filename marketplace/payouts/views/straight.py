"""Where buyers pay producers straight: whose accounts they are, and each month's commission."""

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
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from marketplace.payments import desk
from marketplace.payments.models import BankAccount
from marketplace.payouts import access
from marketplace.payouts.actions import accounts as people
from marketplace.payouts.actions import billing
from marketplace.payouts.forms import BillForm
from marketplace.payouts.queries import bills as queries
from traceability import qr

if TYPE_CHECKING:
    from accounts.http import SignedInRequest

PER_PAGE = 20


@never_cache
@require_GET
def accounts(request: SignedInRequest) -> HttpResponse:
    """Accounts of which nobody has looked yet whose they are."""
    access.operators(request)
    waiting = BankAccount.objects.to_confirm(at=now()).select_related("producer", "told_by")
    rows = Paginator(waiting, PER_PAGE).get_page(request.GET.get("trang"))
    page = {"rows": queries.with_banks(rows), "page": rows, **desk.frame(desk.PAYOUTS)}
    return TemplateResponse(request, "payouts/accounts.html", page)


@require_POST
def confirmation(request: SignedInRequest, pk: int) -> HttpResponse:
    """The name at the bank is the producer's."""
    account = access.account_to_confirm(request, pk)
    try:
        people.confirm_account(account=account, by=request.user, at=now())
    except people.NotConfirmed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi: tài khoản đúng tên gian hàng."))
    return redirect("payouts:accounts")


@never_cache
@require_http_methods(["GET", "POST"])
def bills(request: SignedInRequest) -> HttpResponse:
    """Each month's commissions; posted to, those of the month before that were missed."""
    access.operators(request)
    if request.method == "POST":
        made = billing.draw_up(month=queries.last_month(localdate()), at=now())
        said = _("Đã lập %(n)d phiếu phí sàn.") if made else _("Không có phiếu nào phải lập thêm.")
        messages.info(request, said % {"n": len(made)} if made else said)
        return redirect("payouts:bills")
    rows = Paginator(queries.bills(), PER_PAGE).get_page(request.GET.get("trang"))
    page = {"rows": rows, "today": localdate(), **desk.frame(desk.TAXES)}
    return TemplateResponse(request, "payouts/bills.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def bill(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them; sent in, the line of the statement that pays it."""
    found = access.bill_to_settle(request, pk)
    form = BillForm(sent(request))
    if form.is_valid():
        told = form.cleaned_data["reference"]
        try:
            billing.pay(bill=found, reference=told, by=request.user, at=now())
        except billing.NotPaid as refusal:
            form.add_error("reference", str(refusal))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("payouts:bills")
    page = {"bill": found, "form": form, **desk.frame(desk.TAXES)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payouts/bill.html", page, status=status)


@login_required
@never_cache
@require_GET
def bill_code(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """The VietQR with which a producer pays a month's commission."""
    payload = queries.transfer_of(access.bill_of_a_stall(request, producer, pk))
    if not payload:
        raise Http404
    return HttpResponse(qr.svg(payload), content_type="image/svg+xml")
