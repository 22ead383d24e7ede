"""A stall changes hands: offered by its owner, taken or refused by whoever holds the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import again
from accounts.http import sent
from catalog import access
from catalog.actions import successions
from catalog.models import Succession
from catalog.stalls import frame
from marketplace.workspace.forms.people import PhoneForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: SignedInRequest, producer: str) -> HttpResponse:
    """Whoever is to be the next owner, by number; the owner is asked again who they are."""
    mine = access.owned_stall(request.user, producer)
    if not again.is_fresh(request):
        return again.ask(request)
    form = PhoneForm(sent(request))
    if form.is_valid():
        try:
            successions.offer_stall(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        except successions.NotOffered as refusal:
            form.add_error("phone", refusal)
        else:
            messages.success(request, _("Đã nhắn cho người ấy. Họ nhận rồi thì bạn mới thôi."))
            return redirect("workspace:succession", producer)
    standing = Succession.objects.open(at=now()).filter(owner__producer=mine).first()
    context = {"form": form, "standing": standing, **frame(mine, "workspace:members")}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/succession.html", context, status=status)


@login_required
@require_POST
def end(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """The owner thinks better of it."""
    mine = access.owned_stall(request.user, producer)
    offered = access.succession_offered(mine, pk)
    successions.end_offer(succession=offered, by=request.user, at=now())
    messages.success(request, _("Đã rút lại. Bạn vẫn là chủ gian hàng."))
    return redirect("workspace:members", producer)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def taking(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one takes on with the stall; sent in, one owns it."""
    offered = access.succession_to_take(request.user, pk, at=now())
    if request.method == "GET" and not offered.accepted_at:
        return TemplateResponse(request, "workspace/taking.html", {"offer": offered})
    try:
        successions.accept_stall(succession=offered, by=request.user, at=now())
    except successions.NotToTake as late:
        messages.error(request, late.message)
        return redirect("workspace:home")
    messages.success(request, _("Gian hàng giờ là của bạn."))
    return redirect("workspace:stall", offered.owner.producer.slug)


@login_required
@require_POST
def refusal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever was asked does not want it."""
    offered = access.succession_to_take(request.user, pk, at=now())
    try:
        successions.end_offer(succession=offered, by=request.user, at=now())
    except successions.NotToTake as late:
        messages.error(request, late.message)
    else:
        messages.success(request, _("Đã trả lời là không nhận."))
    return redirect("workspace:home")
