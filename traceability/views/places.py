"""A producer's places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.access import stall
from catalog.models import Commune
from catalog.stalls import frame
from traceability import access
from traceability.actions.places import GlnTaken, add_place, change_place
from traceability.forms import PlaceForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from traceability.models import Place


@login_required
@never_cache
@require_safe
def places(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    rows = mine.places.select_related("commune__province")
    context = {"places": rows, **frame(mine, "traceability:places")}
    return render(request, "traceability/places.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_place(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    form = PlaceForm(sent(request), initial=_usual(mine))
    if form.is_valid():
        try:
            made = add_place(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        except GlnTaken as refusal:
            form.add_error(None, refusal)
        else:
            return _noted(request, made)
    return _page(request, form, mine, None)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def place(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.place_to_manage(request.user, producer, code)
    form = PlaceForm(sent(request), initial=_as_noted(found))
    if form.is_valid():
        try:
            change_place(place=found, by=request.user, at=now(), **form.cleaned_data)
        except GlnTaken as refusal:
            form.add_error(None, refusal)
        else:
            return _noted(request, found)
    return _page(request, form, found.producer, found)


def _noted(request: SignedInRequest, place: Place) -> HttpResponse:
    messages.success(request, _("Đã ghi địa điểm %(place)s.") % {"place": place.name})
    return redirect("traceability:places", place.producer.slug)


def _page(
    request: SignedInRequest, form: PlaceForm, producer: Producer, place: Place | None
) -> HttpResponse:
    nearby = Commune.objects.of_today().filter(province=producer.province_id)
    context = {
        "form": form,
        "place": place,
        "communes": nearby.select_related("province"),
        **frame(producer, "traceability:places"),
    }
    return render(request, "traceability/place.html", context, status=422 if form.errors else 200)


def _usual(producer: Producer) -> dict[str, object]:
    return {"commune": producer.commune.name if producer.commune else "", "kind": "plot"}


def _as_noted(place: Place) -> dict[str, object]:
    return {
        "name": place.name,
        "kind": place.kind,
        "commune": place.commune.full_name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "gln": place.gln,
    }
