"""Being helped: who may work for me, what they did, the end of it, and a sheet for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog import access
from catalog.actions.consents import end_consent
from catalog.actions.members import remove_member
from catalog.queries import consents as queries
from catalog.stalls import frame
from traceability import qr
from traceability.views.diary.words import acting

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from accounts.http import SignedInRequest
    from accounts.models import Entry
    from catalog.models import Producer

ACTS: dict[str, StrOrPromise] = {
    "recorded event": gettext_lazy("ghi một việc vào sổ"),
    "corrected event": gettext_lazy("ghi lại một việc"),
    "opened lot": gettext_lazy("mở một lô"),
    "completed lot": gettext_lazy("đóng gói xong một lô"),
    "opened material lot": gettext_lazy("ghi nguyên liệu"),
    "made material lot": gettext_lazy("ghi nguyên liệu"),
    "named material": gettext_lazy("ghi nguyên liệu"),
    "added document": gettext_lazy("thêm giấy tờ"),
    "issued labels": gettext_lazy("cấp tem"),
    "added place": gettext_lazy("thêm địa điểm"),
    "changed place": gettext_lazy("sửa địa điểm"),
    "changed address": gettext_lazy("sửa địa chỉ"),
    "wrote recipe": gettext_lazy("ghi cách làm"),
    "planned chore": gettext_lazy("đặt việc lặp lại"),
    "ended chore": gettext_lazy("thôi việc lặp lại"),
    "published": gettext_lazy("bày bán sản phẩm"),
    "withdrew": gettext_lazy("thôi bày bán sản phẩm"),
    "added_photo": gettext_lazy("thêm ảnh"),
    "took_order": gettext_lazy("nhận đơn"),
}


@login_required
@never_cache
@require_safe
def helpers(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.owned_stall(request.user, producer)
    held = list(queries.supporters_of(mine))
    done = queries.acts(mine, [one.user_id for one in held])
    rows = [(entry, _said(entry, mine)) for entry in done]
    context = {"helpers": held, "acts": rows, **frame(mine, "workspace:members")}
    return render(request, "supporting/helpers.html", context)


def _said(entry: Entry, producer: Producer) -> str:
    """«Lý Thị Mẫu Mai thay mặt HTX Mẫu: ghi một việc vào sổ»."""
    who = acting(entry.actor, producer) if entry.actor else ""
    return f"{who}: {ACTS.get(entry.verb, _('việc khác'))}"


@login_required
@require_POST
def helper_end(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    mine = access.owned_stall(request.user, producer)
    remove_member(membership=access.supporter_of(mine, pk), by=request.user, at=now())
    messages.success(request, _("Người ấy không còn làm thay bạn nữa."))
    return redirect("supporting:helpers", producer)


@login_required
@never_cache
@require_safe
def given(request: SignedInRequest) -> HttpResponse:
    rows = queries.given_by(request.user, at=now())
    return render(request, "supporting/given.html", {"rows": rows})


@login_required
@require_POST
def given_end(request: SignedInRequest, pk: int) -> HttpResponse:
    end_consent(consent=access.consent_given(request.user, pk), by=request.user, at=now())
    messages.success(request, _("Người ấy không còn làm thay bạn nữa."))
    return redirect("supporting:given")


@login_required
@never_cache
@require_safe
def sheet(request: SignedInRequest, producer: str) -> HttpResponse:
    """One A4 page for the wall: how to write, and a big code to the stall's page."""
    mine = access.stall(request.user, producer)
    page = f"{settings.SITE_URL}{mine.get_absolute_url()}"
    drawn = mark_safe(qr.svg(page, title=mine.name))  # noqa: S308 (drawn by us, title escaped)
    context = {"code": drawn, "page": page, **frame(mine, "workspace:members")}
    return render(request, "supporting/sheet.html", context)
