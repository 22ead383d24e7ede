"""Orders as a producer works through them: accept, pack, hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalog import access as stalls
from catalog.stalls import frame
from marketplace.carriers.actions.booking import book_parcel
from marketplace.carriers.adapters.contract import Unavailable
from marketplace.orders.actions import parcels, states
from marketplace.orders.models import Order
from marketplace.orders.queries import orders_in_full, walk
from marketplace.workspace import access, queries
from marketplace.workspace.forms.parcels import HandOverForm, ItemForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

ROWS_A_PAGE = 20
HERE = "workspace:orders"
TABS = (
    Order.State.AWAITING_ACCEPTANCE,
    Order.State.AWAITING_PICKUP,
    Order.State.SHIPPED,
    Order.State.DELIVERED,
)


@login_required
@never_cache
@require_GET
def orders(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stalls.stall(request.user, producer)
    state = request.GET.get("tinh-trang", "")
    found = Paginator(queries.orders_of(mine, state), ROWS_A_PAGE)
    context = {
        "rows": found.get_page(request.GET.get("trang")),
        "tabs": TABS,
        "state": state,
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/orders.html", context)


@login_required
@never_cache
@require_GET
def order(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    return _page(request, found, ItemForm(), HandOverForm(initial=queries.booked(found)))


@login_required
@require_POST
def acceptance(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        states.accept(order=found, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã nhận đơn. Giờ đóng hàng."))
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def items(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    form = ItemForm(request.POST)
    if form.is_valid():
        serial = form.cleaned_data["serial"]
        try:
            parcels.pack_item(order=found, serial=serial, by=request.user, at=now())
        except (parcels.WrongItem, states.NotNow) as refusal:
            form.add_error("serial", str(refusal))
        else:
            return redirect("workspace:order", producer, code)
    return _page(request, found, form, HandOverForm(initial=queries.booked(found)))


@login_required
@require_POST
def item_removal(request: SignedInRequest, producer: str, code: str, serial: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    parcels.unpack_item(order=found, serial=serial, by=request.user, at=now())
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def booking(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """Ask the carrier for a number; it fills the form for handing over."""
    found = access.order_to_serve(request.user, producer, code)
    try:
        booked = book_parcel(order=found, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    except Unavailable:
        messages.warning(request, _("Hãng chưa trả lời. Thử lại sau, hoặc tự ghi mã vận đơn."))
    else:
        words = _("Hãng đã nhận đơn, mã vận đơn %(tracking)s.")
        messages.success(request, words % {"tracking": booked.tracking})
    return redirect("workspace:order", producer, code)


@login_required
@never_cache
@require_GET
def slip(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """What goes into the parcel, on paper; a gift says no prices unless its giver wants them."""
    found = access.order_to_serve(request.user, producer, code)
    full = orders_in_full(found.group).get(pk=found.pk)
    gift = queries.gift_of(found)
    context = {
        "order": full,
        "packing": queries.packing(full),
        "gift": gift,
        "shows_prices": not (gift and gift.hides_prices),
        **frame(found.producer, HERE),
    }
    return TemplateResponse(request, "workspace/slip.html", context)


@login_required
@require_POST
def handover(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    form = HandOverForm(request.POST)
    if form.is_valid():
        try:
            parcels.hand_over(order=found, by=request.user, at=now(), **form.cleaned_data)
        except (parcels.NotComplete, states.NotNow) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã bàn giao và nhắn cho người mua."))
            return redirect("workspace:order", producer, code)
    return _page(request, found, ItemForm(), form)


def _page(request: SignedInRequest, found: Order, item: Form, hand_over: Form) -> HttpResponse:
    full = orders_in_full(found.group).get(pk=found.pk)
    context = {
        "order": full,
        "walk": walk(full),
        "packing": queries.packing(full),
        "item_form": item,
        "hand_over_form": hand_over,
        **frame(found.producer, HERE),
    }
    status = 422 if item.errors or hand_over.errors else 200
    return TemplateResponse(request, "workspace/order.html", context, status=status)
