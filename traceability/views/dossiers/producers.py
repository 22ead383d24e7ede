"""What a producer takes out of its own books: of a lot, or of a span of time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.access import stall
from catalog.stalls import frame
from traceability import access
from traceability.forms.spans import SpanForm
from traceability.queries import dossiers, tracking
from traceability.views.dossiers import handing, sheets

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest

USUAL = timedelta(days=90)


@login_required
@never_cache
@require_safe
def dossier(request: SignedInRequest, producer: str, code: str, form: str) -> HttpResponse:
    lot, at = access.lot_to_manage(request.user, producer, code), now()
    return handing.dossier(access.story_of(lot, at=at), form, in_full=True, at=at)


@login_required
@never_cache
@require_safe
def epcis(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    return handing.events(lot, in_full=True, at=now())


@login_required
@never_cache
@require_safe
def lot_tracking(request: SignedInRequest, producer: str, code: str) -> HttpResponseBase:
    lot = access.lot_to_manage(request.user, producer, code)
    book = sheets.of_lot(lot, dossiers.events_about(lot).standing(), at=now())
    return handing.pieces(book, handing.XLSX, f"fsma204-{lot.code}.xlsx")


@login_required
@never_cache
@require_safe
def downloads(request: SignedInRequest, producer: str) -> HttpResponse:
    mine, today = stall(request.user, producer), localdate()
    form = SpanForm(today=today, initial={"tu": today - USUAL, "den": today})
    context = {"form": form, **frame(mine, "traceability:lots")}
    return render(request, "traceability/downloads.html", context)


@login_required
@never_cache
@require_safe
def span_tracking(request: SignedInRequest, producer: str) -> HttpResponseBase:
    mine, form = stall(request.user, producer), SpanForm(request.GET, today=localdate())
    if not form.is_valid():
        context = {"form": form, **frame(mine, "traceability:lots")}
        return render(request, "traceability/downloads.html", context, status=422)
    events = tracking.events_between(mine, since=form.since, before=form.before)
    book = sheets.of_span(mine, form.words, events, at=now())
    return handing.pieces(book, handing.XLSX, f"fsma204-{form.words}.xlsx")
