"""Making something of raw lots: a new product lot, more into an open one, or another material."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from catalog.access import stall
from catalog.stalls import frame
from traceability import access
from traceability.actions.balance import MoreThanTheHarvest
from traceability.actions.lots import open_lot
from traceability.actions.making import make_of_materials, open_lot_of_materials
from traceability.actions.materials import Came, correct_material_lot, make_material_lot
from traceability.forms import MakingForm, NewLotForm, TakingForm
from traceability.forms.amounts import minute
from traceability.measures import in_spoken
from traceability.models import Event, Lot
from traceability.queries import lots, materials, yields
from traceability.views.asking import again, is_asked
from traceability.views.lots import choose_pack
from traceability.views.materials import ROOM, blame, named

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Pack, Producer
    from traceability.models import MaterialLot

AT_FIELD = {
    "future": "happened_at",
    "too_early": "happened_at",
    "more_than_the_harvest": "output",
    "lot_code_taken": "code",
    "code_taken": "code",
    "other_unit": "unit",
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def lot_from_materials(request: SignedInRequest, producer: str) -> HttpResponse:
    mine, at = stall(request.user, producer), now()
    stored, packs = materials.in_store(mine), lots.packs_to_make(mine)
    if not stored or ("goi" not in request.GET and len(packs) != 1):
        return choose_pack(request, mine, room=ROOM, needs_store=True)
    pack = access.pack_to_make(mine, request.GET.get("goi") or str(packs[0].pk))
    rule = yields.yield_of_lot(Lot(pack=pack, opened_at=at))
    form = NewLotForm(sent(request), pack=pack, at=at, stored=stored, rule=rule)
    if form.is_valid() and (lot := _made_lot(request, form, pack)):
        return redirect("traceability:lot", producer, lot.code)
    return _page(request, form, mine, title=_("Làm lô mới từ nguyên liệu"), pack=pack)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def lot_materials(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    stage = Event.Stage.PROCESSING
    earlier = access.event_to_correct(lot, request.GET.get("sua", ""), stage)
    plea = access.plea_to_write_out(lot.producer, request.GET.get("xin", ""))
    form = TakingForm(
        sent(request),
        producer=lot.producer,
        stored=_stored(lot.producer, earlier),
        out_unit=lot.pack.net_unit,
        rule=yields.yield_of_lot(lot),
        initial=_usual(lot, earlier) | again(plea.entry if plea else None),
    )
    if form.is_valid() and _made(request, form, lot, earlier):
        return redirect("traceability:lot", producer, code)
    return _page(request, form, lot.producer, title=_("Lấy nguyên liệu trong kho"), lot=lot)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def making(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    stored = materials.in_store(mine)
    if not stored:
        return redirect(ROOM, producer)
    plea = access.plea_to_write_out(mine, request.GET.get("xin", ""))
    initial = again(plea.entry if plea else None)
    form = MakingForm(sent(request), producer=mine, stored=stored, at=now(), initial=initial)
    if form.is_valid() and _made_material(request, form, mine):
        return redirect(ROOM, producer)
    names = materials.names(mine)
    return _page(request, form, mine, title=_("Chế biến thành nguyên liệu khác"), names=names)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def making_correction(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.material_lot_to_manage(request.user, producer, code)
    earlier = access.coming_to_correct(lot)
    form = TakingForm(
        sent(request),
        producer=lot.producer,
        stored=[one for one in _stored(lot.producer, earlier) if one.pk != lot.pk],
        out_unit=lot.material.unit,
        rule=yields.yield_of_material(lot.material, at=now()),
        initial=_as_recorded(earlier) | {"output": in_spoken(lot.amount, lot.material.unit)},
    )
    if form.is_valid() and _corrected(request, form, lot, earlier):
        return redirect("traceability:material", producer, code)
    return _page(request, form, lot.producer, title=_("Ghi lại lô %(lot)s") % {"lot": lot.code})


def _made_lot(request: SignedInRequest, form: NewLotForm, pack: Pack) -> Lot | None:
    """The lot, opened and made; who asks an officer for more leaves it open."""
    said, at = form.cleaned_data, now()
    opening: dict[str, Any] = {
        "pack": pack,
        "code": said["code"],
        "origin": form.origin(),
        "workshop": said["place"],
        "made_on": said["made_on"],
        "best_before": said["best_before"],
    }
    try:
        lot = open_lot_of_materials(
            opening=opening,
            wanted=form.wanted(),
            output=form.output_units(),
            happened_at=said["happened_at"],
            by=request.user,
            at=at,
        )
    except ValidationError as refusal:
        return _refused_lot(request, form, refusal, opening)
    messages.success(request, _("Đã mở lô %(lot)s. Giờ ghi đóng gói.") % {"lot": lot.code})
    return lot


def _refused_lot(
    request: SignedInRequest, form: NewLotForm, refusal: ValidationError, opening: dict[str, Any]
) -> Lot | None:
    _blame(form, refusal)
    if isinstance(refusal, MoreThanTheHarvest) and form.asks:
        lot = open_lot(**opening, by=request.user, at=now())
        is_asked(request, form, refusal, code=lot.code, lot=lot)
        return lot
    is_asked(request, form, refusal, code=opening["code"])
    return None


def _made(request: SignedInRequest, form: TakingForm, lot: Lot, earlier: Event | None) -> bool:
    said = form.cleaned_data
    try:
        make_of_materials(
            lot=lot,
            wanted=form.wanted(),
            output=form.output_units(),
            place=said["place"],
            happened_at=said["happened_at"],
            by=request.user,
            at=now(),
            corrects=earlier,
        )
    except ValidationError as refusal:
        _blame(form, refusal)
        return is_asked(request, form, refusal, code=lot.code, lot=lot)
    messages.success(request, _("Đã ghi: %(stage)s.") % {"stage": Event.Stage.PROCESSING.label})
    return True


def _made_material(request: SignedInRequest, form: MakingForm, mine: Producer) -> bool:
    said = form.cleaned_data
    try:
        material = named(request, mine, said)
        lot = make_material_lot(
            material=material,
            code=said["code"],
            wanted=form.wanted(),
            came=_came(form),
            by=request.user,
            at=now(),
        )
    except ValidationError as refusal:
        _blame(form, refusal)
        found = mine.materials.filter(name__iexact=said["name"]).first()
        return is_asked(request, form, refusal, code=said["code"], material=found)
    messages.success(request, _("Đã ghi lô %(lot)s.") % {"lot": lot.code})
    return True


def _corrected(
    request: SignedInRequest, form: TakingForm, lot: MaterialLot, earlier: Event
) -> bool:
    try:
        correct_material_lot(
            lot=lot,
            corrects=earlier,
            came=_came(form),
            wanted=form.wanted(),
            by=request.user,
            at=now(),
        )
    except ValidationError as refusal:
        _blame(form, refusal)
        return is_asked(request, form, refusal, code=lot.code, material=lot.material)
    messages.success(request, _("Đã ghi dòng thay thế."))
    return True


def _came(form: TakingForm) -> Came:
    said = form.cleaned_data
    return Came(place=said["place"], at=said["happened_at"], amount=form.output_units())


def _blame(form: TakingForm, refusal: ValidationError) -> None:
    """At the box of the lot of which too little is left, else at the field it is about."""
    if box := form.blame((refusal.params or {}).get("lot")):
        form.add_error(box, refusal)
    else:
        blame(form, refusal, AT_FIELD)


def _stored(producer: Producer, earlier: Event | None) -> list[MaterialLot]:
    """What is in store, and what the event to be corrected took."""
    taken = materials.taken_for(earlier) if earlier else {}
    stored = materials.in_store(producer)
    known = {lot.pk for lot in stored}
    return stored + list(materials.lots_of(producer).filter(pk__in=set(taken) - known))


def _usual(lot: Lot, earlier: Event | None) -> dict[str, Any]:
    usual: dict[str, Any] = {"place": lot.workshop_id, "happened_at": minute(now())}
    if earlier is None:
        return usual
    _into, out = lots.quantities(earlier)
    return usual | _as_recorded(earlier) | {"output": in_spoken(out, lot.pack.net_unit)}


def _as_recorded(earlier: Event) -> dict[str, Any]:
    """What was taken the first time."""
    taken = earlier.uses.select_related("source__material")
    boxes = {f"lay_{u.source_id}": in_spoken(u.amount, u.source.material.unit) for u in taken}
    return boxes | {"place": earlier.place_id, "happened_at": minute(earlier.happened_at)}


def _page(
    request: SignedInRequest, form: TakingForm, mine: Producer, **more: object
) -> HttpResponse:
    context = {"form": form, **more, **frame(mine, ROOM)}
    status = 422 if form.errors else 200
    return render(request, "traceability/taking.html", context, status=status)
