"""Payout runs and tax papers, for those who run the market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from marketplace.payments import desk
from marketplace.payments.banks import name_of
from marketplace.payouts import access
from marketplace.payouts.actions import runs as actions
from marketplace.payouts.files import transfers
from marketplace.payouts.forms import ConfirmationForm, ReturnForm
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import runs as queries
from marketplace.payouts.views import answers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest
    from marketplace.payouts.models import PayoutRun

PER_PAGE = 20


@never_cache
@require_http_methods(["GET", "POST"])
def runs(request: SignedInRequest) -> HttpResponse:
    """All runs; posted to, it drafts one of everything that may be paid."""
    access.operators(request)
    if request.method == "POST":
        return _draft(request)
    least = settings.MIN_PAYOUT
    waiting = queries.to_pay(at=now(), least=least)
    context = {
        "rows": Paginator(queries.runs(), PER_PAGE).get_page(request.GET.get("trang")),
        "waiting": len(waiting),
        "total": sum(one.amount for one in waiting),
        "homeless": queries.without_account(at=now(), least=least),
        "least": least,
        **desk.frame(desk.PAYOUTS),
    }
    return TemplateResponse(request, "payouts/runs.html", context)


@never_cache
@require_GET
def run(request: SignedInRequest, code: str) -> HttpResponse:
    """One run with its payouts; numbers of accounts are an operator's to see."""
    found = access.run_to_manage(request, code)
    payouts = queries.payouts_of(found)
    total = sum(one.amount for one in payouts if one.state != Payout.State.LEFT_OUT)
    mine = request.user.pk in {found.first_by_id, found.second_by_id}
    context = {"run": found, "payouts": payouts, "total": total, "approved_by_me": mine}
    return TemplateResponse(request, "payouts/run.html", context | desk.frame(desk.PAYOUTS))


@require_POST
def approval(request: SignedInRequest, code: str) -> HttpResponse:
    found = access.run_to_manage(request, code)
    try:
        after = actions.approve_run(run=found, by=request.user, at=now())
    except actions.NotPaidOut as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, after.get_state_display().capitalize())
    return redirect(found)


@require_POST
def dropping(request: SignedInRequest, code: str) -> HttpResponse:
    found = access.run_to_manage(request, code)
    try:
        actions.drop_run(run=found, by=request.user, at=now())
    except actions.NotPaidOut as refusal:
        messages.error(request, refusal.message)
    return redirect("payouts:runs")


@never_cache
@require_POST
def bank_file(request: SignedInRequest, code: str, form: str) -> HttpResponseBase:
    """The file with which a bank sends all of a run; taking it is noted."""
    found = access.run_to_manage(request, code)
    try:
        found = actions.export_run(run=found, by=request.user, at=now())
    except actions.NotPaidOut as refusal:
        messages.error(request, refusal.message)
        return redirect(found)
    rows = transfers.lines(_transfers(found))
    return answers.table(form, f"chi-tra-{found.code}", _heading(), rows)


@never_cache
@require_http_methods(["GET", "POST"])
def payout(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """One payout; posted to, it was seen on the bank's statement."""
    found = access.payout_to_settle(request, code, pk)
    form = ConfirmationForm(sent(request))
    if form.is_valid():
        told = form.cleaned_data["reference"]
        try:
            actions.confirm_payout(payout=found, reference=told, by=request.user, at=now())
        except actions.NotPaidOut as refusal:
            form.add_error("reference", refusal)
        else:
            return redirect(found.run)
    return _payout(request, found, form, ReturnForm())


@never_cache
@require_POST
def giving_back(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """The bank gave it back."""
    found = access.payout_to_settle(request, code, pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data["return_reference"], form.cleaned_data["words"]
        try:
            actions.return_payout(
                payout=found, reference=told[0], words=told[1], by=request.user, at=now()
            )
        except actions.NotPaidOut as refusal:
            form.add_error("return_reference", refusal)
        else:
            return redirect(found.run)
    return _payout(request, found, ConfirmationForm(), form)


def _draft(request: SignedInRequest) -> HttpResponse:
    try:
        made = actions.draft_run(by=request.user, at=now())
    except actions.NotPaidOut as refusal:
        messages.error(request, refusal.message)
        return redirect("payouts:runs")
    if made is None:
        messages.info(request, _("Chưa có khoản nào đủ để chuyển."))
        return redirect("payouts:runs")
    return redirect(made)


def _payout(
    request: HttpRequest, found: Payout, form: ConfirmationForm, returning: ReturnForm
) -> HttpResponse:
    context = {
        "payout": found,
        "bank": name_of(found.account.bank),
        "form": form,
        "returning": returning,
        "is_out": found.run.exported_at and found.state in {"under_way", "paid"},
    }
    status = 422 if form.errors or returning.errors else 200
    return TemplateResponse(request, "payouts/payout.html", context, status=status)


def _heading() -> list[str]:
    """What the columns are called to a Vietnamese bank, whatever the operator speaks."""
    with override("vi"):
        told = [_("STT"), _("Số tài khoản"), _("Tên người thụ hưởng"), _("Ngân hàng")]
        return [*told, _("Mã BIN"), _("Số tiền"), _("Nội dung")]


def _transfers(run: PayoutRun) -> list[transfers.Transfer]:
    return [
        transfers.Transfer(
            number=one.account.number,
            holder=one.account.holder,
            bank=name_of(one.account.bank),
            bin=one.account.bank,
            amount=one.amount,
            payout=one.pk,
            run=run.code,
        )
        for one in queries.payouts_sent(run)
    ]
