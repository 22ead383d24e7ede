"""A buyer who will not wait for a later day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.orders.actions.states import NotNow
from marketplace.preorders import access, actions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def stepping_back(request: HttpRequest, code: str, line: int) -> HttpResponse:
    found = access.preorder_of(request, code, line)
    by = request.user if request.user.is_authenticated else None
    try:
        actions.step_back(preorder=found, by=by, at=now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi: bạn không chờ nữa. Tiền phần ấy sẽ được hoàn."))
    return redirect("orders:order", code)
