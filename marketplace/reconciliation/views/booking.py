"""What operators book by hand: fees, transfers, taxes paid, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from marketplace.payments import desk as rooms
from marketplace.reconciliation import access
from marketplace.reconciliation.actions import booking
from marketplace.reconciliation.forms import CorrectionForm, LeftForm, TaxForm
from marketplace.reconciliation.models import Booking
from marketplace.reconciliation.queries import pages

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

ROWS = 20
DESK, HERE = "reconciliation:desk", "reconciliation:bookings"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def bookings(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person and what was booked; sent in, a tax that was paid."""
    access.only_operators(request.user)
    return _ask(request, TaxForm, Booking.Kind.TAX_PAID, "reconciliation/bookings.html")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def correction(request: SignedInRequest) -> HttpResponse:
    """One person finds what stands wrong, another agrees."""
    access.only_operators(request.user)
    return _ask(request, CorrectionForm, Booking.Kind.CORRECTED, "reconciliation/correction.html")


@login_required
@require_POST
def of_difference(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a gateway has let go of: its fee, or its transfer to the bank."""
    found = access.difference_to_settle(request.user, pk)
    form = LeftForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn khoản này là phí hay là tiền chuyển về."))
        return redirect("reconciliation:difference", pk)
    kind = Booking.Kind(form.cleaned_data["kind"])
    try:
        done = booking.explain_by_gateway(difference=found, kind=kind, by=request.user, at=now())
    except booking.NotBooked as refusal:
        messages.error(request, str(refusal))
    else:
        _say(request, done)
    return redirect("reconciliation:difference", pk)


@login_required
@require_POST
def agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    """The second pair of eyes."""
    wanted = access.booking_to_judge(request.user, pk)
    try:
        _say(request, booking.agree(booking=wanted, by=request.user, at=now()))
    except booking.NotBooked as refusal:
        messages.error(request, str(refusal))
    return redirect(HERE)


@login_required
@require_POST
def dropping(request: SignedInRequest, pk: int) -> HttpResponse:
    booking.drop(booking=access.booking_to_judge(request.user, pk), by=request.user, at=now())
    messages.info(request, _("Đã bỏ đề nghị."))
    return redirect(HERE)


def _ask(
    request: SignedInRequest,
    asks: type[TaxForm | CorrectionForm],
    kind: Booking.Kind,
    template: str,
) -> HttpResponse:
    form = asks(sent(request), initial={"happened_on": localdate()})
    if form.is_valid():
        try:
            move = booking.Move(**form.told)
            done = booking.book(kind=kind, move=move, by=request.user, at=now())
        except booking.NotBooked as refusal:
            form.add_error("reference", str(refusal))
        else:
            _say(request, done)
            return redirect(HERE)
    page: dict[str, Any] = {"form": form, **rooms.frame(DESK)}
    if asks is TaxForm:
        rows = Paginator(pages.bookings(), ROWS).get_page(request.GET.get("trang"))
        page |= {"rows": rows, "waiting": pages.bookings_open()}
    return TemplateResponse(request, template, page, status=422 if form.errors else 200)


def _say(request: SignedInRequest, done: Booking) -> None:
    if done.done_at:
        messages.success(request, _("Đã ghi sổ. Lần đối soát tới sẽ so lại."))
    else:
        messages.info(request, _("Đã ghi đề nghị: khoản này cần người thứ hai đồng ý."))
