"""Who acts for a stall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from catalog import access
from catalog.actions import members as actions
from catalog.stalls import frame
from marketplace.workspace.forms.people import MemberForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def members(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.owned_stall(request.user, producer)
    form = MemberForm(sent(request))
    if form.is_valid():
        try:
            actions.add_member(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        except (actions.NoSuchPerson, actions.AlreadyMember) as refusal:
            form.add_error("phone", refusal)
        else:
            messages.success(request, _("Đã thêm và nhắn cho người ấy."))
            return redirect("workspace:members", producer)
    held = mine.memberships.active().select_related("user").order_by("role", "pk")
    context = {"form": form, "members": held, **frame(mine, "workspace:members")}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/members.html", context, status=status)


@login_required
@require_POST
def member_removal(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    mine = access.owned_stall(request.user, producer)
    membership = get_object_or_404(mine.memberships.active(), pk=pk)
    try:
        actions.remove_member(membership=membership, by=request.user, at=now())
    except actions.OwnerStays as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Người ấy không còn vào được gian hàng này."))
    return redirect("workspace:members", producer)
