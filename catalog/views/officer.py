"""An officer's desk: claims to decide, stars to prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import sent
from catalog import access, desk
from catalog.actions import claims, recognitions
from catalog.forms.claims import DecisionForm
from catalog.forms.recognitions import RecogniseForm, VerifyForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

ROWS_A_PAGE = 25


@login_required
@never_cache
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    post = access.post(request.user)
    context = {
        "figures": desk.figures(request.user, on=now().date()),
        "waiting": desk.claims_waiting(request.user),
        **desk.frame(post, "officer:home"),
    }
    return TemplateResponse(request, "officer/home.html", context)


@login_required
@never_cache
@require_GET
def recognitions_reported(request: SignedInRequest) -> HttpResponse:
    post = access.post(request.user)
    reported = Paginator(desk.recognitions_reported(request.user), ROWS_A_PAGE)
    context = {
        "rows": reported.get_page(request.GET.get("trang")),
        **desk.frame(post, "officer:recognitions"),
    }
    return TemplateResponse(request, "officer/recognitions.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    waiting = access.claim_to_decide(request.user, pk)
    form = DecisionForm(sent(request))
    if form.is_valid():
        try:
            claims.decide_claim(claim=waiting, by=request.user, at=now(), **form.cleaned_data)
        except (claims.AlreadyDecided, claims.AlreadyClaimed) as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Đã ghi quyết định và nhắn cho người nộp."))
        return redirect("officer:home")
    return _page(request, "officer/claim.html", form, claim=waiting)


@login_required
@never_cache
@require_GET
def claim_document(request: SignedInRequest, pk: int) -> FileResponse:
    """The paper behind a claim, for the officer who decides it and for nobody else."""
    waiting = access.claim_to_decide(request.user, pk)
    return FileResponse(
        waiting.document.open("rb"),
        as_attachment=True,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def recognition(request: SignedInRequest, pk: int) -> HttpResponse:
    reported = access.recognition_to_verify(request.user, pk)
    form = VerifyForm(sent(request))
    if form.is_valid():
        recognitions.verify_recognition(
            recognition=reported, by=request.user, at=now(), **form.cleaned_data
        )
        messages.success(request, _("Đã xác minh. Sao hiện ngay trên trang sản phẩm."))
        return redirect("officer:recognitions")
    return _page(request, "officer/recognition.html", form, recognition=reported)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def recognise(request: SignedInRequest, slug: str) -> HttpResponse:
    product = access.product_overseen(request.user, slug)
    form = RecogniseForm(sent(request))
    if form.is_valid():
        recognitions.recognise(product=product, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi quyết định công nhận."))
        return redirect(product)
    return _page(request, "officer/recognise.html", form, product=product)


def _page(request: SignedInRequest, template: str, form: Form, **found: object) -> HttpResponse:
    frame = desk.frame(access.post(request.user), "")
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, template, {"form": form, **frame, **found}, status=status)
