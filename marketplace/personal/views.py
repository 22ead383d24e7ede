"""Taking one's data home, and being forgotten. Both only after showing again who one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.again import asked_again
from marketplace.personal import access
from marketplace.personal.actions import erasing, exporting

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest


@asked_again
@require_http_methods(["GET", "POST"])
def exports(request: SignedInRequest) -> HttpResponse:
    """Ask for a copy of everything, and fetch it."""
    if request.method == "POST":
        exporting.ask_export(user=request.user, at=now())
        messages.success(request, _("Chợ đang chuẩn bị. Xong sẽ nhắn bạn."))
        return redirect("personal:exports")
    page = {"export": access.export_of(request.user, at=now())}
    return TemplateResponse(request, "personal/exports.html", page)


@asked_again
@require_GET
def download(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    export = access.export_to_fetch(request.user, key, at=now())
    exporting.note_fetched(export=export, at=now())
    return FileResponse(
        export.file.open("rb"),
        as_attachment=True,
        filename="cho-goc-du-lieu-cua-toi.zip",
        content_type="application/zip",
    )


@asked_again
@require_http_methods(["GET", "POST"])
def erasure(request: SignedInRequest) -> HttpResponse:
    """What goes, what stays and why; then the wish itself."""
    user = request.user
    if request.method == "POST":
        try:
            erasing.ask_erasure(user=user, at=now())
        except erasing.HandOverFirst as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("personal:erasure")
    page = {
        "wish": access.erasure_of(user),
        "stalls": erasing.stalls_to_hand_over(user),
        "open_orders": erasing.open_orders(user).count(),
        "days": settings.ERASURE_DAYS,
    }
    return TemplateResponse(request, "personal/erasure.html", page)


@login_required
@never_cache
@require_POST
def staying(request: SignedInRequest) -> HttpResponse:
    """The wish is taken back: nothing to be asked twice for."""
    erasing.withdraw_erasure(user=request.user, at=now())
    messages.success(request, _("Tài khoản của bạn vẫn nguyên. Mừng bạn ở lại!"))
    return redirect("accounts:home")
