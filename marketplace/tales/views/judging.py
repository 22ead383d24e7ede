"""Tales of an officer's area: read, hidden with a reason, shown again."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog.access import post
from catalog.desk import frame
from marketplace.tales import access, actions
from marketplace.tales.forms import HidingForm
from marketplace.tales.queries import tales_to_judge

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "tales:desk"
ROWS = 20


@login_required
@never_cache
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    held = post(request.user)
    rows = Paginator(tales_to_judge(request.user), ROWS).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "tales/desk.html", {"rows": rows, **frame(held, HERE)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def judged(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them, whole; hidden only with a reason."""
    tale = access.tale_to_judge(request.user, pk)
    form = HidingForm(sent(request))
    if form.is_valid():
        because = form.cleaned_data["because"]
        actions.hide_tale(tale=tale, because=because, by=request.user, at=now())
        messages.success(request, _("Đã ẩn. Gian hàng đọc được lý do."))
        return redirect("tales:judged", pk)
    page = {"tale": tale, "form": form, **frame(post(request.user), HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "tales/judged.html", page, status=status)


@login_required
@require_POST
def showing(request: SignedInRequest, pk: int) -> HttpResponse:
    tale = access.tale_to_judge(request.user, pk)
    actions.show_tale(tale=tale, by=request.user, at=now())
    messages.success(request, _("Mọi người lại đọc được câu chuyện."))
    return redirect("tales:judged", pk)
