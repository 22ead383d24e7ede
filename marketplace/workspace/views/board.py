"""All orders of a stall at once: the board, the list, what to fetch, papers of many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalog import access as stalls
from catalog.stalls import frame
from marketplace.orders.actions import states
from marketplace.orders.models import Order
from marketplace.workspace import access
from marketplace.workspace.board import board, chosen_orders, past_orders, picking
from marketplace.workspace.papers import labels, slips
from marketplace.workspace.slips import written
from marketplace.workspace.views.desk import HERE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.http import SignedInRequest

ROWS_A_PAGE = 20
MOST_COUNTED = 2_000
LONGEST_CODE = 16
TABS = (
    Order.State.AWAITING_ACCEPTANCE,
    Order.State.AWAITING_PICKUP,
    Order.State.SHIPPED,
    Order.State.DELIVERED,
    Order.State.CANCELLED,
    Order.State.REFUNDED,
)


class ShortPaginator(Paginator[Order]):
    """Counts no further than anybody turns pages: an old order is looked for by its code."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Order]", self.object_list)
        return len(rows.values_list("pk", flat=True)[:MOST_COUNTED])


@login_required
@never_cache
@require_GET
def orders(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    columns = board(mine, chosen=request.GET.get("viec", ""))
    context = {"columns": columns, "total": sum(one.count for one in columns), **frame(mine, HERE)}
    return TemplateResponse(request, "workspace/board.html", context)


@login_required
@never_cache
@require_GET
def all_orders(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    state = request.GET.get("tinh-trang", "")
    code = request.GET.get("ma", "").strip().upper()[:LONGEST_CODE]
    found = ShortPaginator(past_orders(mine, state=state, looked_for=code), ROWS_A_PAGE)
    context = {
        "rows": found.get_page(request.GET.get("trang")),
        "tabs": TABS,
        "state": state,
        "code": code,
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/orders.html", context)


@login_required
@never_cache
@require_GET
def picking_list(request: SignedInRequest, producer: str) -> HttpResponse:
    """What to fetch from which place for many orders at once."""
    mine = stalls.stall(request.user, producer)
    taken = list(chosen_orders(mine, request.GET.getlist("don")))
    context = {"shelves": picking(taken), "orders": taken, "at": now(), **frame(mine, HERE)}
    return TemplateResponse(request, "workspace/picking.html", context)


@login_required
@require_POST
def acceptances(request: SignedInRequest, producer: str) -> HttpResponse:
    """Several orders are taken on with one press; each by itself."""
    taken = 0
    for found in access.orders_to_accept(request.user, producer, request.POST.getlist("don")):
        try:
            states.accept(order=found, by=request.user, at=now())
        except states.NotNow as refusal:
            messages.error(request, f"{found.code}: {refusal}")
        else:
            taken += 1
    if taken:
        words = ngettext(
            "Đã nhận %(n)s đơn. Giờ gói hàng.", "Đã nhận %(n)s đơn. Giờ gói hàng.", taken
        )
        messages.success(request, words % {"n": taken})
    else:
        messages.info(request, _("Chưa nhận đơn nào: chọn đơn rồi bấm nhận."))
    return redirect(HERE, producer)


@login_required
@never_cache
@require_GET
def many_slips(request: SignedInRequest, producer: str) -> HttpResponse:
    """What goes into the parcels of accepted orders, in one file."""
    mine = stalls.stall(request.user, producer)
    made = written(slips(chosen_orders(mine, request.GET.getlist("don"))), small=False)
    return _file(made, f"phieu-gui-{mine.slug[:40]}")


@login_required
@never_cache
@require_GET
def many_labels(request: SignedInRequest, producer: str) -> HttpResponse:
    """What is stuck on the parcels of accepted orders, in one file."""
    mine = stalls.stall(request.user, producer)
    made = written(labels(chosen_orders(mine, request.GET.getlist("don"))), small=True)
    return _file(made, f"nhan-kien-{mine.slug[:40]}")


def _file(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    named = content_disposition_header(as_attachment=False, filename=f"{name}.pdf")
    answer["Content-Disposition"] = named or "inline"
    return answer
