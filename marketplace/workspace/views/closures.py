"""Days on which a stall rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from catalog import access
from catalog.stalls import frame
from marketplace.selling.actions import AlreadyClosed, close_stall, reopen_stall
from marketplace.workspace.access import closure_to_end
from marketplace.workspace.forms.closures import ClosureForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "workspace:closures"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def closures(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    form = ClosureForm(sent(request))
    if form.is_valid():
        try:
            close_stall(producer=mine, by=request.user, at=now(), **form.closure())
        except AlreadyClosed as refusal:
            form.add_error("first_on", refusal)
        else:
            messages.success(request, _("Đã báo ngày nghỉ. Người mua thấy ngay."))
            return redirect(HERE, producer)
    rows = mine.closures.standing(on=localdate())
    context = {"form": form, "rows": rows, "today": localdate(), **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/closures.html", context, status=status)


@login_required
@require_POST
def closure_end(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    found = closure_to_end(request.user, producer, pk)
    reopen_stall(closure=found, by=request.user, at=now())
    messages.success(request, _("Đã bỏ ngày nghỉ, gian hàng bán như thường."))
    return redirect(HERE, producer)
