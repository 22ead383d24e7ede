"""The diary of a plot or pond: what was planted there, and how it was cared for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.stalls import frame
from traceability import access
from traceability.actions.growing import record_growing
from traceability.forms.growing import FORMS, PlantingForm
from traceability.queries import growing
from traceability.views.materials import blame
from traceability.views.steps import GROWING
from traceability.views.telling import note

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from traceability.models import Event, Place

ROWS = 25
ROOM = "traceability:places"
AT_FIELD = {"future": "happened_at", "too_early": "happened_at"}


@login_required
@never_cache
@require_safe
def diary(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    place = access.place_to_manage(request.user, producer, code)
    page = Paginator(growing.diary(place), ROWS).get_page(request.GET.get("trang"))
    slugs: dict[str, str] = {stage: slug for slug, stage in GROWING.items()}
    context = {
        "place": place,
        "page": page,
        "rows": [(event, note(event), slugs[event.stage]) for event in page],
        **frame(place.producer, ROOM),
    }
    return render(request, "traceability/diary.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def place_event(request: SignedInRequest, producer: str, code: str, step: str) -> HttpResponse:
    place = access.place_to_manage(request.user, producer, code)
    stage = GROWING.get(step)
    if stage is None:
        raise Http404
    earlier = access.event_at_place(place, request.GET.get("sua", ""), stage)
    form = FORMS[stage](sent(request), place=place, at=now(), earlier=earlier)
    if form.is_valid() and _recorded(request, form, place, earlier):
        messages.success(request, _("Đã ghi: %(stage)s.") % {"stage": stage.label})
        return redirect("traceability:diary", producer, code)
    context = {"form": form, "place": place, "stage": stage, "earlier": earlier}
    context |= frame(place.producer, ROOM)
    status = 422 if form.errors else 200
    return render(request, "traceability/place_event.html", context, status=status)


def _recorded(
    request: SignedInRequest, form: PlantingForm, place: Place, earlier: Event | None
) -> bool:
    try:
        record_growing(
            place=place,
            stage=form.stage,
            happened_at=form.cleaned_data["happened_at"],
            facts=form.facts(),
            by=request.user,
            at=now(),
            corrects=earlier,
        )
    except ValidationError as refusal:
        blame(form, refusal, AT_FIELD)
        return False
    return True
