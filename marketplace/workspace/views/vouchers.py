"""A stall's vouchers: looked at, made, paused and taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
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
from marketplace.vouchers import actions
from marketplace.vouchers.queries import vouchers_of
from marketplace.workspace import access
from marketplace.workspace.forms.vouchers import FreightForm, VoucherForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "workspace:vouchers"
DOORS = {"tien-hang": VoucherForm, "phi-giao": FreightForm}
ROWS_A_PAGE = 20


@login_required
@never_cache
@require_GET
def vouchers(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    found = Paginator(vouchers_of(mine), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    context = {"rows": found, "moment": now(), **frame(mine, HERE)}
    return TemplateResponse(request, "workspace/vouchers.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_voucher(request: SignedInRequest, producer: str, kind: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    if kind not in DOORS:
        raise Http404
    form = DOORS[kind](sent(request), producer=mine)
    if form.is_valid():
        try:
            actions.make_voucher(voucher=form.voucher(), by=request.user, at=now())
        except actions.CodeTaken as refusal:
            form.add_error("code", refusal)
        else:
            messages.success(request, _("Đã mở mã. Đưa mã cho khách là dùng được."))
            return redirect(HERE, producer)
    context = {"form": form, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/new_voucher.html", context, status=status)


@login_required
@require_POST
def voucher_pause(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = access.voucher_to_manage(request.user, producer, pk)
    actions.pause(voucher=found, by=request.user, at=now())
    messages.success(request, _("Đã tạm dừng mã. Đơn đã đặt vẫn được giảm."))
    return redirect(HERE, producer)


@login_required
@require_POST
def voucher_resumption(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = access.voucher_to_manage(request.user, producer, pk)
    actions.resume(voucher=found, by=request.user, at=now())
    messages.success(request, _("Mã dùng lại được rồi."))
    return redirect(HERE, producer)
