"""Bringing a bank's statement in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.payments import access
from marketplace.payments import desk as rooms
from marketplace.payments.actions import importing
from marketplace.payments.forms import StatementForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: SignedInRequest) -> HttpResponse:
    """An operator brings a statement: what it changed, or line by line what is wrong."""
    access.only_operators(request)
    is_sent = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if is_sent else StatementForm()
    report = _import(form, request) if form.is_valid() else None
    page = {"form": form, "report": report, **rooms.frame(rooms.STATEMENT)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/desk/statement.html", page, status=status)


def _import(form: StatementForm, request: SignedInRequest) -> importing.Report | None:
    told = form.cleaned_data
    try:
        return importing.import_statement(
            name=told["file"].name,
            content=told["file"].read(),
            account=told["account"],
            by=request.user,
            at=now(),
        )
    except importing.NotTaken as refusal:
        for fault in refusal.faults:
            form.add_error("file", fault)
    return None
