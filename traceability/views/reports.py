"""What people reported of codes, for the officers of the producer's area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog import desk
from catalog.access import post
from traceability import access
from traceability.actions.reports import settle_report
from traceability.forms.scans import SettlementForm
from traceability.models import CodeReport

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

ROWS_A_PAGE = 25


@login_required
@never_cache
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    around = desk.frame(post(request.user), "oversight:reports")
    mine = CodeReport.objects.overseen_by(request.user).select_related("lot__pack__product")
    pages = Paginator(
        mine.order_by(F("settled_at").asc(nulls_first=True), "-made_at", "-pk"), ROWS_A_PAGE
    )
    context = {"rows": pages.get_page(request.GET.get("trang")), **around}
    return render(request, "officer/reports.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.report_to_see(request.user, pk)
    form = SettlementForm(sent(request))
    if form.is_valid():
        settle_report(report=found, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi kết quả."))
        return redirect("oversight:reports")
    context = {"report": found, "form": form, **desk.frame(post(request.user), "oversight:reports")}
    status = 422 if form.errors else 200
    return render(request, "officer/report.html", context, status=status)


@login_required
@never_cache
@require_safe
def report_photo(request: SignedInRequest, pk: int) -> FileResponse:
    """The photo somebody sent, for whoever looks into it and for nobody else."""
    found = access.report_to_see(request.user, pk)
    if not found.photo:
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return FileResponse(found.photo.open("rb"), content_type="image/webp", headers=headers)
