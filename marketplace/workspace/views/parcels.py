"""Packing by scanning, one parcel or several; giving them to a carrier, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalog.stalls import frame
from marketplace.carriers.actions.booking import book_parcel
from marketplace.carriers.adapters.contract import Unavailable
from marketplace.orders.actions import arriving, packing, parcels, states
from marketplace.orders.queries import orders_in_full
from marketplace.workspace import access, desk
from marketplace.workspace.forms.parcels import HandOverForm, ItemForm, SendingForm
from marketplace.workspace.views.desk import HERE, order_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.orders.models import Order


@login_required
@require_POST
def items(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """One item scanned or typed; the page stays with the parcel that is being packed."""
    found, form = access.order_to_serve(request.user, producer, code), ItemForm(request.POST)
    if form.is_valid():
        try:
            item = packing.pack_item(order=found, by=request.user, at=now(), **form.cleaned_data)
        except (packing.WrongItem, states.NotNow) as refusal:
            form.add_error("serial", str(refusal))
        else:
            page = reverse("workspace:order", args=[producer, code])
            return redirect(f"{page}?kien={item.parcel.number}#quet-tem")
    return order_page(request, found, refused=form)


@login_required
@require_POST
def item_removal(request: SignedInRequest, producer: str, code: str, serial: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        packing.unpack_item(order=found, serial=serial, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def item_move(
    request: SignedInRequest, producer: str, code: str, serial: str, number: int
) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        packing.move_item(order=found, serial=serial, number=number, by=request.user, at=now())
    except (packing.WrongItem, states.NotNow) as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def new_parcel(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        added = packing.add_parcel(order=found, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:order", producer, code)
    page = reverse("workspace:order", args=[producer, code])
    return redirect(f"{page}?kien={added.number}#quet-tem")


@login_required
@require_POST
def parcel_removal(request: SignedInRequest, producer: str, code: str, number: int) -> HttpResponse:
    found = access.order_to_serve(request.user, producer, code)
    try:
        packing.drop_parcel(order=found, number=number, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def booking(request: SignedInRequest, producer: str, code: str, number: int) -> HttpResponse:
    """Ask the carrier for a number; it fills the form for handing over."""
    found = access.order_to_serve(request.user, producer, code)
    try:
        booked = book_parcel(order=found, number=number, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    except Unavailable:
        messages.warning(request, _("Hãng chưa trả lời. Thử lại sau, hoặc tự ghi mã vận đơn."))
    else:
        words = _("Hãng đã nhận đơn, mã vận đơn %(tracking)s.")
        messages.success(request, words % {"tracking": booked.tracking})
    return redirect("workspace:order", producer, code)


@login_required
@require_POST
def handover(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    found, form = access.order_to_serve(request.user, producer, code), HandOverForm(request.POST)
    if form.is_valid():
        try:
            parcels.hand_over(order=found, by=request.user, at=now(), **form.cleaned_data)
        except (parcels.NotComplete, states.NotNow) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã bàn giao và nhắn cho người mua."))
            return redirect("workspace:order", producer, code)
    return order_page(request, found, refused=form, of=form.cleaned_data.get("number") or 1)


@login_required
@require_POST
def sending_again(request: SignedInRequest, producer: str, code: str, number: int) -> HttpResponse:
    """A parcel that came back sets out once more."""
    parcel = access.parcel_to_serve(request.user, producer, code, number)
    form = SendingForm(request.POST)
    if form.is_valid():
        try:
            arriving.send_again(parcel=parcel, by=request.user, at=now(), **form.cleaned_data)
        except states.NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gửi lại và nhắn cho người mua."))
            return redirect("workspace:order", producer, code)
    found = access.order_to_serve(request.user, producer, code)
    return order_page(request, found, refused=form, of=number)


@login_required
@require_POST
def taking_back(request: SignedInRequest, producer: str, code: str, number: int) -> HttpResponse:
    """A parcel that came back is unpacked; what was paid for it is owed back."""
    parcel = access.parcel_to_serve(request.user, producer, code, number)
    try:
        arriving.take_back(parcel=parcel, by=request.user, at=now())
    except states.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Hàng đã về kho, tiền hàng được chuẩn bị hoàn."))
    return redirect("workspace:order", producer, code)


@login_required
@never_cache
@require_GET
def slip(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """A sheet for each parcel; a gift says no prices unless its giver wants them."""
    found = access.order_to_serve(request.user, producer, code)
    gift = desk.gift_of(found)
    context = {**_on_paper(found), "gift": gift, "shows_prices": not (gift and gift.hides_prices)}
    return TemplateResponse(request, "workspace/slip.html", context)


@login_required
@never_cache
@require_GET
def labels(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """What is stuck on the outside of each parcel: no price, and less of the phone number."""
    found = access.order_to_serve(request.user, producer, code)
    return TemplateResponse(request, "workspace/parcel_labels.html", _on_paper(found))


def _on_paper(found: Order) -> dict[str, object]:
    full = orders_in_full(found.group).get(pk=found.pk)
    full.group, full.producer = found.group, found.producer
    return {
        "order": full,
        "packing": desk.packing(full),
        "parcels": desk.parcels_of(full),
        "code": desk.order_code(full),
        **frame(found.producer, HERE),
    }
