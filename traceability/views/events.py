"""Writing down one stage of a lot's life, or putting an earlier word right."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from catalog.stalls import frame
from traceability import access
from traceability.actions.events import record_event
from traceability.actions.lots import complete_lot
from traceability.forms import EventForm, PackingForm, ProcessingForm
from traceability.models import Event
from traceability.queries import lots
from traceability.views.steps import STAGES

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from traceability.models import Lot

FORMS = {Event.Stage.PROCESSING: ProcessingForm, Event.Stage.PACKING: PackingForm}
AT_FIELD = {
    "future": "happened_at",
    "too_early": "happened_at",
    "more_than_the_harvest": "packs",
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def event(request: SignedInRequest, producer: str, code: str, step: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    stage = STAGES.get(step)
    if stage is None:
        raise Http404
    earlier = access.event_to_correct(lot, request.GET.get("sua", ""), stage)
    form = _form(request, lot, stage, earlier)
    if form.is_valid() and _is_recorded(request, form, earlier):
        messages.success(request, _("Đã ghi: %(stage)s.") % {"stage": stage.label})
        return redirect("traceability:lot", producer, lot.code)
    context = {"form": form, "lot": lot, "stage": stage, "earlier": earlier}
    context |= frame(lot.producer, "traceability:lots")
    return render(request, "traceability/event.html", context, status=422 if form.errors else 200)


def _form(
    request: SignedInRequest, lot: Lot, stage: Event.Stage, earlier: Event | None
) -> EventForm:
    kind = FORMS.get(stage, EventForm)
    initial = _as_recorded(earlier, lot) if earlier else _as_usual(lot, stage)
    return kind(sent(request), lot=lot, stage=stage, at=now(), initial=initial)


def _is_recorded(request: SignedInRequest, form: EventForm, earlier: Event | None) -> bool:
    """Whether the facts were taken; if not, the refusal stands at its field."""
    facts, at = form.facts(), now()
    packs = facts.pop("packs", 0)
    try:
        if packs and earlier is None:
            complete_lot(lot=form.lot, packs=packs, by=request.user, at=at, **facts)
        else:
            facts |= {"quantity": packs} if packs else {}
            record_event(
                lot=form.lot, stage=form.stage, by=request.user, at=at, corrects=earlier, **facts
            )
    except ValidationError as refusal:
        field = AT_FIELD.get(refusal.code or "")
        form.add_error(field if field in form.fields else None, refusal)
        return False
    return True


def _as_usual(lot: Lot, stage: Event.Stage) -> dict[str, Any]:
    """As much as the last time: of this lot, else of the pack's lot before."""
    went_in, came_out = lots.last_quantity(lot, stage)
    return _amounts(lot, went_in, came_out) if went_in else {}


def _as_recorded(earlier: Event, lot: Lot) -> dict[str, Any]:
    """What was written the first time."""
    when = localtime(earlier.happened_at).replace(second=0, microsecond=0, tzinfo=None)
    amounts = _amounts(lot, *lots.quantities(earlier))
    return {"happened_at": when, "place": earlier.place_id, **amounts}


def _amounts(lot: Lot, went_in: int, came_out: int) -> dict[str, Any]:
    size = 1 if lot.pack.net_unit == "cái" else 1000
    return {
        "quantity": (Decimal(went_in) / size).normalize() + 0,
        "output": (Decimal(came_out) / size).normalize() + 0,
        "packs": went_in,
    }
