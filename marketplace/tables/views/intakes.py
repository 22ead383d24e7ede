"""Sending a table in, looking at what it would do, taking it, undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog import access as stalls
from catalog.stalls import frame
from marketplace.payouts.files.tables import in_pieces
from marketplace.tables import access, queries
from marketplace.tables.actions import intakes as actions
from marketplace.tables.forms import IntakeForm
from traceability.dossiers import workbook

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest

HERE = "tables:table"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def intakes(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    form = IntakeForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        kept = actions.send_table(
            producer=mine, name=file.name, content=file.read(), by=request.user, at=now()
        )
        return redirect("tables:intake", producer, kept.pk)
    context = {"form": form, "tables": queries.tables_of(mine), **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "tables/intakes.html", context, status=status)


@login_required
@never_cache
@require_GET
def intake(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """What the table says and would do; how far it is read, until it is."""
    found = access.intake_to_see(request.user, producer, pk)
    told = {"intake": found, "preview": queries.preview(found)}
    page = TemplateResponse(request, "tables/intake.html", {**told, **frame(found.producer, HERE)})
    if found.state == found.State.READING:
        page["Refresh"] = "2"
    return page


@login_required
@require_POST
def taking(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = access.intake_to_see(request.user, producer, pk)
    try:
        actions.take_table(intake=found, by=request.user, at=now())
    except actions.NotTaken as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi cả bảng. Món mới nằm chờ bạn đưa lên kệ."))
    return redirect("tables:intake", producer, pk)


@login_required
@require_POST
def undoing(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = access.intake_to_see(request.user, producer, pk)
    try:
        actions.undo_table(intake=found, by=request.user, at=now())
    except actions.NotTaken as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Mọi món đã về như trước khi ghi bảng."))
    return redirect("tables:intake", producer, pk)


@login_required
@never_cache
@require_GET
def file(request: SignedInRequest, producer: str, form: str) -> HttpResponseBase:
    """All goods of the stall as a table, to be edited and sent in again."""
    mine = stalls.stall(request.user, producer)
    head, rows = queries.heading(), queries.as_table(mine)
    name = f"bang-hang-{mine.slug[:40]}-{localdate():%Y%m%d}"
    match form:
        case "csv":
            pieces, kind = in_pieces(head, rows), "text/csv; charset=utf-8"
        case "xlsx":
            pieces, kind = workbook.written(name, head, rows), XLSX
        case _:
            raise Http404
    answer = StreamingHttpResponse(pieces, content_type=kind)
    named = content_disposition_header(as_attachment=True, filename=f"{name}.{form}")
    answer["Content-Disposition"] = named
    return answer
