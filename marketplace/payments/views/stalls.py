"""A producer's rooms where buyers pay it straight: money on its way here, and on its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from catalog.access import owned_stall, stall
from catalog.models import Producer
from catalog.stalls import frame
from marketplace.payments import access, queries
from marketplace.payments.actions import importing, proposing, sending
from marketplace.payments.forms import ByHandForm, OwnStatementForm, SentForm
from marketplace.payments.terms import REFUND_DAYS, term
from traceability import qr

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from marketplace.payments.models import Proposal

HERE = "payouts:money"
PER_PAGE = 20


@login_required
@never_cache
@require_GET
def incoming(request: SignedInRequest, producer: str) -> HttpResponse:
    """Orders that wait for their money on the producer's own account."""
    mine = stall(request.user, producer)
    page = {
        "rows": queries.payments_of_stall(mine, at=now()),
        "is_owner": Producer.objects.owned_by(request.user).filter(pk=mine.pk).exists(),
        "form": OwnStatementForm(),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "payments/stall/incoming.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: SignedInRequest, producer: str) -> HttpResponse:
    """The owner brings the bank's statement; only what names an order's payment is read."""
    mine = owned_stall(request.user, producer)
    form = OwnStatementForm(sent(request), request.FILES or None)
    if form.is_valid() and _take(form, mine, request):
        return redirect("payments:incoming", producer)
    page = {"form": form, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/stall/statement.html", page, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def arrival(request: SignedInRequest, producer: str, reference: str) -> HttpResponse:
    """The owner has seen all that is missing come."""
    payment = access.payment_to_a_stall(request.user, producer, reference)
    form = ByHandForm(sent(request))
    if form.is_valid():
        try:
            done = proposing.confirm_by_hand(
                payment=payment, by=request.user, at=now(), **form.told
            )
        except proposing.NotDone as refusal:
            form.add_error("bank_reference", str(refusal))
        else:
            _say(request, done)
            return redirect("payments:incoming", producer)
    page = {"payment": payment, "form": form, "waits": queries.waits_for_two(payment)}
    page |= frame(stall(request.user, producer), HERE)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/stall/arrival.html", page, status=status)


@login_required
@never_cache
@require_GET
def refunds(request: SignedInRequest, producer: str) -> HttpResponse:
    """What is to be sent back, and what was."""
    mine = stall(request.user, producer)
    rows = Paginator(queries.refunds_of_stall(mine), PER_PAGE)
    page = {
        "rows": rows.get_page(request.GET.get("trang")),
        "is_owner": Producer.objects.owned_by(request.user).filter(pk=mine.pk).exists(),
        "rule": term(REFUND_DAYS, on=localdate()),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "payments/stall/refunds.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def refund(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """The owner sends one, and notes the bank's name of the transfer."""
    owed = access.refund_of_a_stall(request.user, producer, pk)
    form = SentForm(sent(request))
    if form.is_valid():
        told = form.cleaned_data["bank_reference"]
        try:
            sending.note_sent(refund=owed, bank_reference=told, by=request.user, at=now())
        except sending.NotSent as refusal:
            form.add_error("bank_reference", str(refusal))
        else:
            messages.success(request, _("Đã ghi. Người mua đã được báo."))
            return redirect("payments:stall_refunds", producer)
    account = queries.account_of(owed)
    page: dict[str, Any] = {
        "refund": owed,
        "form": form,
        "account": account,
        "bank": queries.bank_name(account),
        "has_code": bool(queries.transfer_of(owed)),
        **frame(stall(request.user, producer), HERE),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/stall/refund.html", page, status=status)


@login_required
@never_cache
@require_GET
def refund_code(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """The VietQR with which the owner's bank app sends a refund."""
    payload = queries.transfer_of(access.refund_of_a_stall(request.user, producer, pk))
    if not payload:
        raise Http404
    return HttpResponse(qr.svg(payload), content_type="image/svg+xml")


def _say(request: SignedInRequest, proposal: Proposal) -> None:
    if proposal.done_at:
        messages.success(request, _("Đã ghi. Đơn chờ bạn xác nhận."))
    else:
        messages.info(request, _("Đã ghi. Số tiền này cần người điều hành chợ đồng ý nữa."))


def _take(form: OwnStatementForm, mine: Producer, request: SignedInRequest) -> bool:
    """Whether the file could be read; else its form says why not."""
    account = queries.producer_account(mine.pk, at=now(), is_confirmed=True)
    if account is None:
        form.add_error(None, _("Tài khoản nhận tiền của gian hàng chưa được đối chiếu."))
        return False
    file, at = form.cleaned_data["file"], now()
    told = {"name": file.name, "content": file.read(), "account": account.number}
    try:
        read = importing.read_statement(**told, at=at)
    except importing.NotTaken as refusal:
        for fault in refusal.faults:
            form.add_error("file", fault)
        return False
    where = {"gateway": read.gateway, "account": read.account}
    report = importing.hear_lines(lines=read.lines, at=at, by=request.user, **where)
    said = _("Thấy %(n)d khoản của đơn hàng, %(new)d khoản mới.")
    messages.success(request, said % {"n": report.lines, "new": report.new})
    return True
