"""A person says: that producer is me."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from catalog import access
from catalog.actions import claims
from catalog.forms.claims import ClaimForm, NewStallForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest, slug: str) -> HttpResponse:
    producer = access.producer_to_claim(slug)
    form = ClaimForm(sent(request), request.FILES or None)
    if form.is_valid():
        try:
            claims.file_claim(
                producer=producer, claimant=request.user, at=now(), **form.cleaned_data
            )
        except claims.AlreadyClaimed as refusal:
            form.add_error(None, refusal)
        else:
            return _thank(request)
    return _page(request, "catalog/claim.html", {"form": form, "claimed": producer})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_stall(request: SignedInRequest) -> HttpResponse:
    form = NewStallForm(sent(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        claims.open_stall(commune=given.pop("place"), claimant=request.user, at=now(), **given)
        return _thank(request)
    return _page(request, "catalog/new_stall.html", {"form": form})


def _thank(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Đã gửi. Cán bộ xem giấy tờ xong, chúng tôi nhắn cho bạn."))
    return redirect("workspace:home")


def _page(request: SignedInRequest, template: str, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, template, context, status=status)
