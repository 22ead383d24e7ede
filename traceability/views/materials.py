"""A producer's raw materials: the list, a new lot in one screen, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.access import stall
from catalog.stalls import frame
from traceability import access
from traceability.actions.materials import (
    Came,
    correct_material_lot,
    name_material,
    open_material_lot,
)
from traceability.forms import ComingForm, MaterialForm
from traceability.forms.materials import as_noted
from traceability.measures import spoken
from traceability.models import MaterialLot
from traceability.queries import materials as queries
from traceability.queries import pleas

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from traceability.models import Material

ROWS = 25
ROOM = "traceability:materials"
Source = MaterialLot.Source
AT_FIELD = {
    "future": "happened_at",
    "too_early": "happened_at",
    "within_waiting": "happened_at",
    "code_taken": "code",
    "other_unit": "unit",
    "used_already": "amount",
}


@login_required
@never_cache
@require_safe
def materials(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    rows = Paginator(queries.lots_of(mine), ROWS).get_page(request.GET.get("trang"))
    context = {
        "rows": [(lot, _amounts(lot)) for lot in rows],
        "page": rows,
        "pleas": pleas.of_materials(mine),
        **frame(mine, ROOM),
    }
    return render(request, "traceability/materials.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_material(request: SignedInRequest, producer: str) -> HttpResponse:
    mine, at = stall(request.user, producer), now()
    form = MaterialForm(sent(request), producer=mine, at=at, named=request.GET.get("ten", "")[:120])
    if form.is_valid() and (lot := _opened(request, form, mine)):
        told = {"lot": lot.code, "much": spoken(lot.amount, lot.material.unit)}
        messages.success(request, _("Đã ghi %(much)s vào lô %(lot)s.") % told)
        return redirect(ROOM, producer)
    names = queries.names(mine)
    context = {
        "form": form,
        "names": names,
        "has_places": mine.places.exists(),
        **frame(mine, ROOM),
    }
    status = 422 if form.errors else 200
    return render(request, "traceability/new_material.html", context, status=status)


@login_required
@never_cache
@require_safe
def material(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.material_lot_to_manage(request.user, producer, code)
    unit = lot.material.unit
    context = {
        "lot": lot,
        "amounts": _amounts(lot),
        "history": queries.history(lot),
        "uses": [(use, spoken(use.amount, unit)) for use in queries.uses_of(lot)],
        **frame(lot.producer, ROOM),
    }
    return render(request, "traceability/material.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def material_correction(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.material_lot_to_manage(request.user, producer, code)
    if lot.source == Source.MADE:
        return redirect("traceability:making_correction", producer, code)
    earlier = access.coming_to_correct(lot)
    form = ComingForm(
        sent(request), producer=lot.producer, initial=as_noted(lot, earlier.happened_at)
    )
    if form.is_valid() and _corrected(request, form, lot):
        messages.success(request, _("Đã ghi dòng thay thế."))
        return redirect("traceability:material", producer, code)
    context = {"form": form, "lot": lot, **frame(lot.producer, ROOM)}
    status = 422 if form.errors else 200
    return render(request, "traceability/material_correction.html", context, status=status)


def named(request: SignedInRequest, mine: Producer, said: dict[str, Any]) -> Material:
    """The material that was typed. Raises :class:`~..actions.materials.OtherUnit`."""
    return name_material(
        producer=mine, name=said["name"], unit=said["unit"], by=request.user, at=now()
    )


def blame(form: Any, refusal: ValidationError, fields: dict[str, str]) -> None:  # noqa: ANN401 (any form)
    """Say the refusal at the field it is about."""
    field = fields.get(refusal.code or "")
    form.add_error(field if field in form.fields else None, refusal)


def _opened(request: SignedInRequest, form: MaterialForm, mine: Producer) -> MaterialLot | None:
    said = form.cleaned_data
    try:
        return open_material_lot(
            material=named(request, mine, said),
            code=said["code"],
            source=said["source"],
            came=Came(**form.came(said["unit"], is_bought=said["source"] == Source.BOUGHT)),
            by=request.user,
            at=now(),
        )
    except ValidationError as refusal:
        blame(form, refusal, AT_FIELD)
        return None


def _corrected(request: SignedInRequest, form: ComingForm, lot: MaterialLot) -> bool:
    came = form.came(lot.material.unit, is_bought=lot.source == Source.BOUGHT)
    try:
        correct_material_lot(
            lot=lot,
            corrects=access.coming_to_correct(lot),
            came=Came(**came),
            by=request.user,
            at=now(),
        )
    except ValidationError as refusal:
        blame(form, refusal, AT_FIELD)
        return False
    return True


def _amounts(lot: MaterialLot) -> dict[str, str]:
    unit = lot.material.unit
    return {"left": spoken(lot.left, unit), "all": spoken(lot.amount, unit)}
