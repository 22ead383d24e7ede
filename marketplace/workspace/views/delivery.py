"""How a stall delivers: its ways, what they cost, and what its packs bear on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog import access as stalls
from catalog.stalls import frame
from marketplace.delivery.actions import end_method, set_method, set_travel
from marketplace.workspace import access, queries
from marketplace.workspace.forms.delivery import FORMS, TravelForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from marketplace.workspace.forms.delivery import MethodForm

HERE = "workspace:delivery"
DOORS = {"gui-hang": "carrier", "tu-giao": "own", "den-lay": "pickup"}


@login_required
@never_cache
@require_GET
def delivery(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    context = {
        "rows": queries.ways_offered(mine),
        "careful": queries.packs_that_travel_badly(mine),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/delivery.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_method(request: SignedInRequest, producer: str, door: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    if door not in DOORS:
        raise Http404
    return _set(request, mine, FORMS[DOORS[door]](sent(request), producer=mine))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def method(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = access.method_to_manage(request.user, producer, pk)
    form = FORMS[found.kind](sent(request), producer=found.producer, method=found)
    return _set(request, found.producer, form)


@login_required
@require_POST
def method_end(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = access.method_to_manage(request.user, producer, pk)
    end_method(method=found, by=request.user, at=now())
    messages.success(request, _("Đã thôi cách giao này. Đơn đã đặt vẫn như cũ."))
    return redirect("workspace:delivery", producer)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def travel(request: SignedInRequest, producer: str, slug: str, pk: int) -> HttpResponse:
    product = stalls.product_to_manage(request.user, producer, slug)
    pack = stalls.pack_of(product, pk)
    form = TravelForm(sent(request), initial=queries.travel_of(pack))
    if form.is_valid():
        set_travel(pack=pack, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi món này đi đường thế nào."))
        return redirect("workspace:product", producer, slug)
    context = {"form": form, "pack": pack, **frame(product.producer, "workspace:products")}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/travel.html", context, status=status)


def _set(request: SignedInRequest, mine: Producer, form: MethodForm) -> HttpResponse:
    if form.is_valid():
        plan = form.plan()
        set_method(producer=mine, plan=plan, method=form.method, by=request.user, at=now())
        messages.success(request, _("Đã lưu cách giao. Người mua thấy ngay."))
        return redirect("workspace:delivery", mine.slug)
    context = {"form": form, "method": form.method, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/method.html", context, status=status)
