"""Lots of an officer's area, and the dossier of each in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog import desk
from catalog.access import post
from traceability import access
from traceability.queries import dossiers
from traceability.views.dossiers import handing

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

ROWS = 25


@login_required
@never_cache
@require_safe
def lots(request: SignedInRequest) -> HttpResponse:
    office, asked = post(request.user), request.GET.get("tim", "")[:80]
    found = Paginator(dossiers.lots_overseen(request.user, asked), ROWS)
    rows = found.get_page(request.GET.get("trang"))
    context = {"rows": rows, "asked": asked, "today": localdate()}
    context |= desk.frame(office, "oversight:lots")
    return render(request, "officer/lots.html", context)


@login_required
@never_cache
@require_safe
def dossier(request: SignedInRequest, trace_code: str, form: str) -> HttpResponse:
    lot, at = access.lot_overseen(request.user, trace_code), now()
    return handing.dossier(access.story_of(lot, at=at), form, in_full=True, at=at)


@login_required
@never_cache
@require_safe
def epcis(request: SignedInRequest, trace_code: str) -> HttpResponse:
    lot = access.lot_overseen(request.user, trace_code)
    return handing.events(lot, in_full=True, at=now())
