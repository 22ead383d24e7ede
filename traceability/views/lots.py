"""A producer's lots: the list, the opening of one, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.access import stall
from catalog.stalls import frame
from traceability import access
from traceability.actions.lots import LotCodeTaken, open_lot
from traceability.forms import LotForm
from traceability.queries import lots as queries
from traceability.queries import materials
from traceability.views import lot_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer

ROWS = 25


@login_required
@never_cache
@require_safe
def lots(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    rows = Paginator(queries.lots_of(mine), ROWS).get_page(request.GET.get("trang"))
    context = {"rows": rows, "today": localdate(), **frame(mine, "traceability:lots")}
    return render(request, "traceability/lots.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_lot(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    if "goi" not in request.GET:
        return choose_pack(request, mine)
    at, pack = now(), access.pack_to_make(mine, request.GET["goi"])
    form = LotForm(sent(request), pack=pack, at=at)
    if form.is_valid():
        try:
            lot = open_lot(pack=pack, by=request.user, at=at, **form.cleaned_data)
        except LotCodeTaken as taken:
            form.add_error("code", taken)
        else:
            messages.success(request, _("Đã mở lô %(lot)s. Giờ ghi thu hoạch.") % {"lot": lot.code})
            return redirect("traceability:lot", mine.slug, lot.code)
    context = {"form": form, "pack": pack, **frame(mine, "traceability:lots")}
    return render(request, "traceability/new_lot.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def lot(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.lot_to_manage(request.user, producer, code)
    context = lot_page.page(found, at=now()) | frame(found.producer, "traceability:lots")
    return render(request, "traceability/lot.html", context)


def choose_pack(
    request: SignedInRequest,
    producer: Producer,
    *,
    room: str = "traceability:lots",
    needs_store: bool = False,
) -> HttpResponse:
    """First the pack that the lot is a making of; ``needs_store``: of materials there must be."""
    packs = list(queries.packs_to_make(producer))
    context = {
        "packs": packs,
        "has_places": producer.places.exists(),
        "needs_store": needs_store and not materials.in_store(producer),
        **frame(producer, room),
    }
    return render(request, "traceability/choose_pack.html", context)
