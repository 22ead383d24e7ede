"""Where a person is signed in, and what they agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access, actions, consents, queries

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

CHOSEN_HERE = (consents.Purpose.POSITION,)
"""What is switched on the page of consents; the rest is agreed to elsewhere."""


@login_required
@never_cache
@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    rows = queries.sessions_of(request.user, at=now())
    page = {"rows": rows, "here": request.session.session_key}
    return TemplateResponse(request, "accounts/sessions.html", page)


@login_required
@require_POST
def session_end(request: SignedInRequest, handle: str) -> HttpResponse:
    """One browser is signed out."""
    row = access.session_of(request.user, handle)
    actions.end_sessions(user=request.user, keys=[row.session_key], at=now())
    messages.success(request, _("Đã đăng xuất máy ấy."))
    return redirect("accounts:sessions")


@login_required
@require_POST
def other_sessions_end(request: SignedInRequest) -> HttpResponse:
    """All browsers but this one are signed out."""
    rows = queries.sessions_of(request.user, at=now())
    others = [row.session_key for row in rows if row.session_key != request.session.session_key]
    actions.end_sessions(user=request.user, keys=others, at=now())
    messages.success(request, _("Đã đăng xuất mọi máy khác."))
    return redirect("accounts:sessions")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def agreed(request: SignedInRequest) -> HttpResponse:
    """The ledger of consent of one's own, and what may be switched in it."""
    purpose = request.POST.get("purpose")
    if purpose in CHOSEN_HERE:
        is_given = request.POST.get("is_given") == "yes"
        way = consents.Way.ACCOUNT
        consents.note(user=request.user, purpose=purpose, is_given=is_given, way=way, at=now())
        messages.success(request, _("Đã ghi vào sổ đồng ý của bạn."))
    if request.method == "POST":
        return redirect("accounts:agreed")
    page = {
        "rows": queries.consents_of(request.user),
        "switches": [(p, consents.holds(request.user, p)) for p in CHOSEN_HERE],
    }
    return TemplateResponse(request, "accounts/agreed.html", page)
