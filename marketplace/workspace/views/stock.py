"""A stall's store: what lots hold, counting, terms of selling, orders before the harvest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog import access
from catalog.stalls import frame
from marketplace.figures.queries.running_out import outlook
from marketplace.preorders.actions import finish_planned, move_day
from marketplace.selling.actions import plan_lot, set_terms
from marketplace.workspace import queries
from marketplace.workspace.access import planned_to_manage
from marketplace.workspace.forms.stock import DayForm, LossForm, PlanForm, RecountForm, TermsForm
from traceability.access import lot_to_manage
from traceability.actions import counting
from traceability.queries.stock import movements_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from traceability.models import Lot

HERE = "workspace:stock"
ROWS_A_PAGE = 20


@login_required
@never_cache
@require_GET
def stock(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    found = Paginator(queries.lots_in_store(mine), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    today = localdate()
    context = {
        "rows": found,
        "today": today,
        "outlook": outlook(mine, today=today),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/stock.html", context)


@login_required
@never_cache
@require_GET
def lot_stock(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    return _lot_page(request, lot_to_manage(request.user, producer, code))


@login_required
@require_POST
def recount(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot, form = lot_to_manage(request.user, producer, code), RecountForm(request.POST)
    if form.is_valid():
        try:
            counting.recount_lot(lot=lot, by=request.user, at=now(), **form.cleaned_data)
        except counting.CannotBe as refusal:
            lot.refresh_from_db(fields=["on_hand", "reserved"])
            form.see(lot.on_hand)
            form.add_error("counted", refusal)
        else:
            messages.success(request, _("Đã ghi số đếm lại."))
            return redirect("workspace:lot_stock", producer, code)
    return _lot_page(request, lot, recount_form=form)


@login_required
@require_POST
def loss(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot, form = lot_to_manage(request.user, producer, code), LossForm(request.POST)
    if form.is_valid():
        try:
            counting.destroy_packs(lot=lot, by=request.user, at=now(), **form.cleaned_data)
        except counting.CannotBe as refusal:
            form.add_error("packs", refusal)
        except counting.NotThese as refusal:
            form.add_error("serials", refusal)
        else:
            messages.success(request, _("Đã ghi số gói bỏ đi."))
            return redirect("workspace:lot_stock", producer, code)
    return _lot_page(request, lot, loss_form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def terms(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    form = TermsForm(sent(request), product=mine)
    if form.is_valid():
        days = form.cleaned_data["days"]
        set_terms(product=mine, fields=form.terms(), days=days, by=request.user, at=now())
        messages.success(request, _("Đã lưu cách bán."))
        return redirect("workspace:product", producer, slug)
    context = {"form": form, "product": mine, **frame(mine.producer, "workspace:products")}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/terms.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def plans(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    form = PlanForm(sent(request), producer=mine)
    if form.is_valid():
        try:
            plan_lot(by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã mở đặt trước. Người mua thấy ngay."))
            return redirect("workspace:plans", producer)
    found = Paginator(queries.planned(mine), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "rows": found, "today": localdate(), **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/plans.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def plan_day(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    planned = planned_to_manage(request.user, producer, pk)
    form = DayForm(sent(request), initial={"ship_by": planned.ship_by})
    if form.is_valid():
        told = move_day(planned=planned, by=request.user, at=now(), **form.cleaned_data)
        messages.success(
            request, _("Đã dời ngày giao. Đã nhắn %(n)s người đang chờ.") % {"n": told}
        )
        return redirect("workspace:plans", producer)
    context = {"form": form, "planned": planned, **frame(planned.pack.product.producer, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/plan_day.html", context, status=status)


@login_required
@require_POST
def plan_end(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    planned = planned_to_manage(request.user, producer, pk)
    short = finish_planned(planned=planned, by=request.user, at=now())
    if short:
        words = _(
            "Đã kết thúc. %(n)s món đặt trước bị thiếu: đã nhắn người mua, chuẩn bị hoàn tiền."
        )
        messages.warning(request, words % {"n": short})
    else:
        messages.success(request, _("Đã kết thúc, ai đặt cũng có hàng."))
    return redirect("workspace:plans", producer)


def _lot_page(
    request: SignedInRequest,
    lot: Lot,
    *,
    recount_form: RecountForm | None = None,
    loss_form: LossForm | None = None,
) -> HttpResponse:
    refused = recount_form or loss_form
    rows = Paginator(movements_of(lot), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "lot": lot,
        "rows": rows,
        "recount_form": recount_form
        or RecountForm(initial={"counted": lot.on_hand, "seen": lot.on_hand}),
        "loss_form": loss_form or LossForm(),
        **frame(lot.producer, HERE),
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "workspace/lot_stock.html", context, status=status)
