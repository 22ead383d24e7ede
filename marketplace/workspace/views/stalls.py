"""Which stalls are mine, and a stall's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import sent
from catalog import access
from catalog.actions.producers import change_address
from catalog.models import Claim, Producer
from catalog.stalls import frame
from marketplace.workspace import queries
from marketplace.workspace.forms.stalls import AddressForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    stalls = list(Producer.objects.run_by(request.user).select_related("commune"))
    waiting = Claim.objects.pending().filter(claimant=request.user).select_related("producer")
    if len(stalls) == 1 and not waiting:
        return redirect("workspace:stall", stalls[0].slug)
    context = {"stalls": stalls, "waiting": waiting}
    return TemplateResponse(request, "workspace/home.html", context)


@login_required
@never_cache
@require_GET
def stall(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    today = localdate()
    context = {"day": queries.day(mine, on=today), **frame(mine, "workspace:stall")}
    return TemplateResponse(request, "workspace/stall.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def address(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    form = AddressForm(sent(request), instance=mine)
    if form.is_valid():
        change_address(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi địa chỉ."))
        return redirect("workspace:stall", mine.slug)
    context = {"form": form, **frame(mine, "workspace:stall")}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/address.html", context, status=status)
