"""An operator's pages: what differs, one difference, a report to take in."""

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
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from marketplace.payments import desk as rooms
from marketplace.payments.actions.importing import NotTaken
from marketplace.payments.forms import StatementForm
from marketplace.reconciliation import access
from marketplace.reconciliation.actions.closing import AlreadyClosed, explain, take_on
from marketplace.reconciliation.actions.comparing import reconcile
from marketplace.reconciliation.actions.reporting import take_report
from marketplace.reconciliation.actions.statements import take_statement
from marketplace.reconciliation.forms import LeftForm, ReasonForm, ReportForm, why
from marketplace.reconciliation.queries import pages
from marketplace.reconciliation.rows import BadRow

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.reconciliation.actions.statements import Taken

ROWS = 25
DESK = "reconciliation:desk"


@login_required
@never_cache
@require_GET
def desk(request: SignedInRequest) -> HttpResponse:
    """What is open, the oldest first, and how it was on other days."""
    access.only_operators(request.user)
    at, rows = now(), Paginator(pages.open_differences(), ROWS)
    page = {
        "run": pages.last_run(),
        "figures": pages.figures(at=at),
        "bars": pages.bars_by_day(),
        "rows": rows.get_page(request.GET.get("trang")),
    }
    return TemplateResponse(request, "reconciliation/desk.html", page | rooms.frame(DESK))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def difference(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them; sent in, a reason closes it."""
    found = access.difference_to_settle(request.user, pk)
    form = ReasonForm(sent(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            explain(difference=found, reason=reason, by=request.user, at=now())
        except AlreadyClosed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã ghi lý do. Số nào đổi thì chênh lệch hiện lại."))
        return redirect(DESK)
    page = {
        "difference": found,
        "form": form,
        "days": found.days_open(at=now()),
        "left": LeftForm() if found.way == found.Way.GATEWAY and found.gap < 0 else None,
        "bookings": found.bookings.select_related("proposed_by", "confirmed_by"),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(
        request, "reconciliation/difference.html", page | rooms.frame(DESK), status=status
    )


@login_required
@require_POST
def taking(request: SignedInRequest, pk: int) -> HttpResponse:
    """An operator sees to it."""
    found = access.difference_to_settle(request.user, pk)
    try:
        take_on(difference=found, by=request.user, at=now())
    except AlreadyClosed as refusal:
        messages.error(request, str(refusal))
    return redirect("reconciliation:difference", pk)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest) -> HttpResponse:
    """A file of a gateway or the bank is taken in, and compared at once."""
    access.only_operators(request.user)
    form = ReportForm(sent(request), request.FILES or None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("account", "begins_on", "ends_on")}
        try:
            new = take_report(**told, rows=form.rows(), by=request.user, at=now())
        except BadRow as fault:
            form.add_error("file", why(fault))
        else:
            run = reconcile(day=told["ends_on"], at=now())
            said = _("Đã nhận %(new)s dòng mới và đối soát: còn %(open)s chênh lệch.")
            messages.success(request, said % {"new": new, "open": run.open})
            return redirect(DESK)
    page = {"form": form} | rooms.frame(DESK)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "reconciliation/report.html", page, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: SignedInRequest) -> HttpResponse:
    """An operator brings a bank's statement: what it did, or line by line what is wrong."""
    access.only_operators(request.user)
    is_sent = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if is_sent else StatementForm()
    report = _take(form, request) if form.is_valid() else None
    page = {"form": form, "report": report} | rooms.frame(rooms.STATEMENT)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "reconciliation/statement.html", page, status=status)


def _take(form: StatementForm, request: SignedInRequest) -> Taken | None:
    file, account = form.cleaned_data["file"], form.cleaned_data["account"]
    told = {"name": file.name, "content": file.read(), "account": account}
    try:
        return take_statement(**told, by=request.user, at=now())
    except NotTaken as refusal:
        for fault in refusal.faults:
            form.add_error("file", fault)
    return None
