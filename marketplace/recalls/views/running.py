"""A recall as those who run it see it: how far it is, what came back, how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from marketplace.recalls import access, reporting
from marketplace.recalls.actions import closing as actions
from marketplace.recalls.forms import EndForm, ReturnForm
from marketplace.recalls.queries.progress import lines_out, progress, report
from marketplace.recalls.seats import seat
from traceability.actions.recalls import AlreadyClosed
from traceability.queries.recalls import lots_reached, rule_of

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from marketplace.recalls.seats import Desk, Stall
    from traceability.models import Recall

ROWS = 20


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest, producer: str | None = None) -> HttpResponse:
    """The recalls of a stall, or of an officer's area."""
    here = seat(request.user, producer)
    rows = Paginator(here.recalls(), ROWS).get_page(request.GET.get("trang"))
    context = {
        "rows": [(recall, here.address("managed", recall.code)) for recall in rows],
        "page": rows,
        "new_url": here.address("new"),
        **here.frame(),
    }
    return TemplateResponse(request, "recalls/mine.html", context)


@login_required
@never_cache
@require_safe
def managed(request: SignedInRequest, code: str, producer: str | None = None) -> HttpResponse:
    here = seat(request.user, producer)
    return _page(request, here, here.recall(code))


@login_required
@require_POST
def back(request: SignedInRequest, code: str, pk: int, producer: str | None = None) -> HttpResponse:
    """So many packs of one order came back."""
    here = seat(request.user, producer)
    recall = here.recall(code)
    line = access.line_to_note(recall, pk)
    form = ReturnForm(request.POST, prefix=str(pk))
    if form.is_valid():
        try:
            actions.note_return(line=line, by=request.user, at=now(), **form.cleaned_data)
        except actions.MoreThanWentOut as refusal:
            form.add_error("packs", refusal)
        else:
            messages.success(request, _("Đã ghi số gói nhận lại."))
            return redirect(here.address("managed", code))
    return _page(request, here, recall, refused=(pk, form))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def closing(request: SignedInRequest, code: str, producer: str | None = None) -> HttpResponse:
    """The report with which a recall ends. What an officer ordered, an officer ends."""
    here = seat(request.user, producer)
    recall = here.recall(code)
    form = EndForm(sent(request))
    if not _may_end(here, recall):
        return redirect(here.address("managed", code))
    if form.is_valid():
        try:
            actions.end_recall(recall=recall, by=request.user, at=now(), **form.cleaned_data)
        except (actions.NotAllTold, AlreadyClosed) as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã kết thúc đợt thu hồi."))
            return redirect(here.address("managed", code))
    told = {"recall": recall, "form": form, "progress": progress(recall), "rule": rule_of(recall)}
    told["back_url"] = here.address("managed", code)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "recalls/end.html", told | here.frame(), status=status)


@login_required
@never_cache
@require_safe
def sheet(request: SignedInRequest, code: str, producer: str | None = None) -> HttpResponse:
    """The report as a table for a spreadsheet: no names, no addresses."""
    recall = seat(request.user, producer).recall(code)
    written = reporting.as_csv(recall, progress(recall), report(recall))
    return HttpResponse(
        written,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="thu-hoi-{recall.code}.csv"'},
    )


def _may_end(here: Stall | Desk, recall: Recall) -> bool:
    return recall.is_running and (here.is_officer or not recall.decision)


def _page(
    request: SignedInRequest,
    here: Stall | Desk,
    recall: Recall,
    refused: tuple[int, ReturnForm] | None = None,
) -> HttpResponse:
    rows = Paginator(lines_out(recall), ROWS).get_page(request.GET.get("trang"))
    forms = {refused[0]: refused[1]} if refused else {}
    context = {
        "recall": recall,
        "progress": progress(recall),
        "rule": rule_of(recall),
        "lots": lots_reached(recall),
        "rows": rows,
        "lines": [
            (
                line,
                forms.get(line.pk)
                or ReturnForm(prefix=str(line.pk), initial={"packs": line.returned or line.packs}),
                here.address("back", recall.code, line.pk),
            )
            for line in rows
        ],
        "end_url": here.address("closing", recall.code) if _may_end(here, recall) else "",
        "sheet_url": here.address("sheet", recall.code),
        **here.frame(),
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "recalls/managed.html", context, status=status)
