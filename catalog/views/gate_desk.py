"""What officers decide about sellers' papers and about changes of goods on sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import sent
from catalog import access, desk
from catalog.actions import amendments as proposing
from catalog.actions import papers as judging
from catalog.forms.claims import DecisionForm
from catalog.forms.gate import TakingBackForm
from catalog.models import Amendment, SellerPaper
from catalog.queries.amendments import told
from catalog.views.stall_papers import shown

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from accounts.http import SignedInRequest

ROWS_A_PAGE = 25
APPROVED = "da-duyet"


@login_required
@never_cache
@require_GET
def papers(request: SignedInRequest) -> HttpResponse:
    post = access.post(request.user)
    approved = request.GET.get("xem") == APPROVED
    found = desk.papers_approved if approved else desk.papers_waiting
    rows = Paginator(found(request.user), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    here = reverse("officer:papers")
    tabs = [
        {"label": _("Đang chờ"), "url": here, "current": not approved},
        {"label": _("Đã duyệt"), "url": f"{here}?xem={APPROVED}", "current": approved},
    ]
    context = {"rows": rows, "tabs": tabs, **desk.frame(post, "officer:papers")}
    return TemplateResponse(request, "officer/papers.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    post, found = access.post(request.user), access.paper_to_judge(request.user, pk)
    asks = TakingBackForm if found.state == SellerPaper.State.APPROVED else DecisionForm
    form = asks(sent(request))
    if form.is_valid():
        try:
            judging.decide_paper(paper=found, by=request.user, at=now(), **form.cleaned_data)
        except judging.AlreadyDecided as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Đã ghi quyết định và nhắn cho chủ gian hàng."))
        return redirect("officer:papers")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "paper": found, **desk.frame(post, "officer:papers")}
    return TemplateResponse(request, "officer/paper.html", context, status=status)


@login_required
@never_cache
@require_GET
def paper_file(request: SignedInRequest, pk: int) -> FileResponse:
    return shown(access.paper_to_read(request.user, pk))


@login_required
@never_cache
@require_GET
def amendments(request: SignedInRequest) -> HttpResponse:
    post = access.post(request.user)
    waiting = Paginator(desk.amendments_waiting(request.user), ROWS_A_PAGE)
    rows = waiting.get_page(request.GET.get("trang"))
    context = {
        "rows": rows,
        "told": told(rows.object_list),
        **desk.frame(post, "officer:amendments"),
    }
    return TemplateResponse(request, "officer/amendments.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def amendment(request: SignedInRequest, pk: int) -> HttpResponse:
    post, found = access.post(request.user), access.amendment_to_judge(request.user, pk)
    form = DecisionForm(sent(request))
    if form.is_valid():
        try:
            done = proposing.decide_amendment(
                amendment=found, by=request.user, at=now(), **form.cleaned_data
            )
        except proposing.AlreadyDecided as refusal:
            messages.error(request, refusal.message)
        else:
            _say(request, done)
        return redirect("officer:amendments")
    status = 422 if request.method == "POST" else 200
    [one] = told([found])
    context = {"form": form, "one": one, **desk.frame(post, "officer:amendments")}
    return TemplateResponse(request, "officer/amendment.html", context, status=status)


def _say(request: SignedInRequest, done: Amendment) -> None:
    if done.state == Amendment.State.STALE:
        words = _("Món này đã đổi sau khi đề nghị, nên không ghi gì. Chủ thể đã được nhắn.")
        messages.warning(request, words)
    else:
        messages.success(request, _("Đã ghi quyết định và nhắn cho người đề nghị."))
