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
from catalog.models import Claim, Producer, Succession
from catalog.stalls import frame
from marketplace.workspace.beginning import beginning
from marketplace.workspace.forms.stalls import AddressForm
from marketplace.workspace.menu import menu
from marketplace.workspace.today import day
from traceability.queries.due import due as due_in_diary

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "workspace:stall"


@login_required
@never_cache
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    stalls = list(Producer.objects.run_by(request.user).select_related("commune"))
    waiting = Claim.objects.pending().filter(claimant=request.user).select_related("producer")
    offers = Succession.objects.open(at=now()).to(request.user)
    offered = list(offers.select_related("owner__producer"))
    if len(stalls) == 1 and not waiting and not offered:
        return redirect("workspace:stall", stalls[0].slug)
    context = {"stalls": stalls, "waiting": waiting, "offered": offered}
    return TemplateResponse(request, "workspace/home.html", context)


@login_required
@never_cache
@require_GET
def stall(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    today, rooms = day(mine, on=localdate()), menu(mine, user=request.user, here=HERE)
    context = {
        "day": today,
        "due": today.due(claims=rooms.claims, voices=rooms.voices, talks=rooms.talks),
        "in_diary": due_in_diary(mine, at=now()),
        "beginning": beginning(mine, on=localdate()),
        "menu": rooms,
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/stall.html", context)


@login_required
@never_cache
@require_GET
def all_rooms(request: SignedInRequest, producer: str) -> HttpResponse:
    """Every room of the stall, for a thumb."""
    mine = access.stall(request.user, producer)
    return TemplateResponse(request, "workspace/rooms.html", dict(frame(mine, "workspace:rooms")))


@login_required
@never_cache
@require_GET
def steps(request: SignedInRequest, producer: str) -> HttpResponse:
    """How far the stall has come, step by step."""
    mine = access.stall(request.user, producer)
    context = {"beginning": beginning(mine, on=localdate()), **frame(mine, "workspace:beginning")}
    return TemplateResponse(request, "workspace/beginning.html", context)


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
    context = {"form": form, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/address.html", context, status=status)
