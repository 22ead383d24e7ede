"""Which stalls are mine, and a stall's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from catalog import access
from catalog.models import Claim, Producer
from catalog.stalls import frame
from marketplace.workspace import queries

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
