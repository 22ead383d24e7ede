"""A producer's printer: what puts it right, its test pages, and papers of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.access import stall
from catalog.stalls import frame
from traceability import access
from traceability.actions import printers as actions
from traceability.forms import PaperForm, PrinterForm
from traceability.labels import ruler
from traceability.queries import labels as queries

if TYPE_CHECKING:
    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def printer(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    setting = queries.setting(mine)
    usual = {name: getattr(setting, name) for name in PrinterForm.base_fields}
    form = PrinterForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid():
        actions.adjust_printer(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã nhớ cách chỉnh máy in. Hãy in thử lại một trang."))
        return redirect("traceability:printer", mine.slug)
    context = {
        "form": form,
        "setting": setting,
        "papers": queries.papers(mine),
        "own": mine.papers.all(),
        **frame(mine, "traceability:lots"),
    }
    return render(request, "traceability/printer.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def test_page(request: SignedInRequest, producer: str, paper: str) -> HttpResponse:
    mine = stall(request.user, producer)
    sheet = access.paper_to_try(queries.papers(mine), paper)
    page = ruler.written(
        sheet, adjustment=queries.setting(mine).adjustment(), title=_("Trang thử máy in tem"),
        advice=queries.advice(),
    )  # fmt: skip
    answer = HttpResponse(b"".join(page), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="trang-thu.pdf"'
    return answer


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_paper(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.add_paper(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("name", refusal)
        else:
            messages.success(request, _("Đã nhớ khổ giấy %(paper)s.") % {"paper": made})
            return redirect("traceability:printer", mine.slug)
    context = {"form": form, **frame(mine, "traceability:lots")}
    return render(request, "traceability/paper.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def paper_removal(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    mine = stall(request.user, producer)
    actions.remove_paper(paper=access.paper_to_remove(mine, pk), by=request.user, at=now())
    messages.success(request, _("Đã xoá khổ giấy. Các lần in cũ vẫn còn trong sổ."))
    return redirect("traceability:printer", mine.slug)
