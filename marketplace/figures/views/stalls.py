"""A stall's figures: what it sold, to where, who came back, who looked; and the same as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from catalog import access
from catalog.stalls import frame
from marketplace.figures.periods import period
from marketplace.figures.queries import stalls as queries
from marketplace.figures.tables import stalls as tables
from marketplace.payouts.views import answers

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest

HERE = "figures:stall"


@login_required
@never_cache
@require_GET
def of_stall(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    found = queries.look_back(mine, period(request.GET.get("ky", "")), today=localdate())
    context = {
        "found": found,
        "tabs": tables.tabs(found),
        "stats": tables.stats(found),
        "charts": tables.charts(found),
        "packs": tables.by_pack(found),
        "provinces": tables.by_province(found.whole.provinces, found),
        "places": tables.by_province(found.whole.places, found),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "figures/stall.html", context)


@login_required
@never_cache
@require_GET
def file(request: SignedInRequest, producer: str, form: str) -> HttpResponseBase:
    mine = access.stall(request.user, producer)
    found = queries.look_back(mine, period(request.GET.get("ky", "")), today=localdate())
    name = f"so-lieu-{mine.slug[:40]}-{found.period.value}"
    return answers.table(form, name, tables.heading(found), tables.lines(found))
