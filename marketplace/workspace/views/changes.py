"""What a producer changes in an order while packing it: fewer packs, weights, other goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from catalog.stalls import frame
from marketplace.orders.actions import shortening, states, substituting, weighing
from marketplace.workspace import access
from marketplace.workspace.forms.changes import OfferForm, ShorteningForm, WeighingForm
from marketplace.workspace.views.desk import HERE, order_page

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@require_POST
def shortage(request: SignedInRequest, producer: str, code: str, pk: int) -> HttpResponse:
    """Fewer packs of a line are sent."""
    line, form = (
        access.line_to_serve(request.user, producer, code, pk),
        ShorteningForm(request.POST),
    )
    if form.is_valid():
        try:
            shortening.short_ship(line=line, by=request.user, at=now(), **form.cleaned_data)
        except (ValidationError, states.NotNow) as refusal:
            _tell(form, "packs", refusal)
        else:
            messages.success(
                request, _("Đã ghi gửi thiếu, phần thiếu được hoàn và người mua đã được báo.")
            )
            return redirect("workspace:order", producer, code)
    return order_page(request, line.order, refused=form, of=pk)


@login_required
@require_POST
def weight(request: SignedInRequest, producer: str, code: str, pk: int) -> HttpResponse:
    """What a line sold by weight weighs."""
    line, form = access.line_to_serve(request.user, producer, code, pk), WeighingForm(request.POST)
    if form.is_valid():
        try:
            weighing.weigh(line=line, by=request.user, at=now(), **form.cleaned_data)
        except (ValidationError, states.NotNow) as refusal:
            _tell(form, "grams", refusal)
        else:
            messages.success(request, _("Đã ghi cân nặng."))
            return redirect("workspace:order", producer, code)
    return order_page(request, line.order, refused=form, of=pk)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def substitution(request: SignedInRequest, producer: str, code: str, pk: int) -> HttpResponse:
    """Other goods offered to the buyer in place of some packs."""
    line = access.line_to_serve(request.user, producer, code, pk)
    form = OfferForm(sent(request), line=line)
    if form.is_valid():
        try:
            substituting.offer(line=line, by=request.user, at=now(), **form.cleaned_data)
        except (ValidationError, states.NotNow) as refusal:
            _tell(form, None, refusal)
        else:
            messages.success(request, _("Đã nhắn hỏi người mua. Hàng mời được giữ trong lúc chờ."))
            return redirect("workspace:order", producer, code)
    context = {"form": form, "line": line, "order": line.order, **frame(line.order.producer, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/substitution.html", context, status=status)


@login_required
@require_POST
def substitution_end(request: SignedInRequest, producer: str, code: str, pk: int) -> HttpResponse:
    """The offer is taken back."""
    line = access.line_to_serve(request.user, producer, code, pk)
    offered = line.substitutions.waiting().first()
    if offered:
        try:
            substituting.withdraw(offered=offered, by=request.user, at=now())
        except states.NotNow as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã rút lời mời."))
    return redirect("workspace:order", producer, code)


def _tell(form: Form, field: str | None, refusal: Exception) -> None:
    """At its field, in the page's language."""
    form.add_error(field, refusal if isinstance(refusal, ValidationError) else str(refusal))
