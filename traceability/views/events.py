"""Writing down one stage of a lot's life, or putting an earlier word right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from catalog.stalls import frame
from traceability import access
from traceability.actions.leaving import STAGES as LEAVING
from traceability.actions.stages import record_stage
from traceability.epcis.vocabulary import Disposition
from traceability.forms import (
    EventForm,
    LeavingForm,
    PackingForm,
    ProcessingForm,
    TestingForm,
)
from traceability.forms.events import in_boxes
from traceability.models import Event
from traceability.queries import lots
from traceability.terms import PREFIX
from traceability.views.asking import again, is_asked
from traceability.views.steps import STAGES

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from traceability.models import Lot

Stage = Event.Stage
FORMS: dict[str, type[EventForm]] = {
    Stage.PROCESSING: ProcessingForm,
    Stage.PACKING: PackingForm,
    Stage.TESTING: TestingForm,
    Stage.SHIPPING: LeavingForm,
    Stage.SELLING: LeavingForm,
}
FINDING = ("test", "laboratory", "paper")
AT_FIELD = {
    "future": "happened_at",
    "too_early": "happened_at",
    "within_waiting": "happened_at",
    "more_than_the_harvest": "packs",
    "not_so_many": "packs",
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
    if earlier and earlier.uses.exists():
        return redirect(
            f"{reverse('traceability:lot_materials', args=[producer, code])}?sua={earlier.pk}"
        )
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
    plea = access.plea_to_write_out(lot.producer, request.GET.get("xin", ""))
    initial = _as_recorded(earlier, lot) if earlier else _as_usual(lot, stage)
    initial |= again(plea.entry if plea else None)
    return kind(sent(request), lot=lot, stage=stage, at=now(), initial=initial)


def _is_recorded(request: SignedInRequest, form: EventForm, earlier: Event | None) -> bool:
    """Whether the facts were taken; if not, the refusal stands at its field."""
    facts = form.facts() | {"lot": form.lot, "by": request.user, "at": now()}
    try:
        record_stage(stage=form.stage, corrects=earlier, **facts)
    except ValidationError as refusal:
        field = AT_FIELD.get(refusal.code or "")
        form.add_error(field if field in form.fields else None, refusal)
        return is_asked(request, form, refusal, code=form.lot.code, lot=form.lot)
    return True


def _as_usual(lot: Lot, stage: Event.Stage) -> dict[str, Any]:
    """As much as the last time: of this lot, else of the pack's lot before."""
    if stage in (*LEAVING, Stage.TESTING):
        return {}
    went_in, came_out = lots.last_quantity(lot, stage)
    return in_boxes(lot, went_in, came_out) if went_in else {}


def _as_recorded(earlier: Event, lot: Lot) -> dict[str, Any]:
    """What was written the first time."""
    when = localtime(earlier.happened_at).replace(second=0, microsecond=0, tzinfo=None)
    amounts = in_boxes(lot, *lots.quantities(earlier))
    found = {name: earlier.document.get(f"{PREFIX}:{name}", "") for name in FINDING}
    found["is_good"] = "dat" if earlier.disposition == Disposition.CONFORMANT else "khong-dat"
    return {"happened_at": when, "place": earlier.place_id, **amounts, **found}
