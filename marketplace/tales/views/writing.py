"""A stall's tales: read, told, told anew, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog import access as stalls
from catalog.stalls import frame
from marketplace.photos.drawing import draw
from marketplace.tales import access, actions
from marketplace.tales.forms import RewritingForm, TaleForm
from marketplace.tales.queries import own_tales

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from marketplace.tales.models import Tale

HERE = "tales:mine"


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest, producer: str) -> HttpResponse:
    own = stalls.stall(request.user, producer)
    page = {"tales": own_tales(own), **frame(own, HERE)}
    return TemplateResponse(request, "tales/mine.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, producer: str) -> HttpResponse:
    own = stalls.stall(request.user, producer)
    form = TaleForm(sent(request), request.FILES or None)
    if form.is_valid():
        told = {**form.cleaned_data, "photos": draw(form.cleaned_data["photos"])}
        try:
            actions.write_tale(producer=own, by=request.user, at=now(), **told)
        except actions.TooMany as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã kể. Khách xem nhà mình sẽ đọc được."))
            return redirect(HERE, producer)
    return _page(request, form, own)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    """Change its words, take pictures out, put more in."""
    tale = access.tale_to_manage(request.user, producer, pk)
    form = RewritingForm(sent(request), request.FILES or None, tale=tale)
    if form.is_valid():
        told = {**form.cleaned_data, "photos": draw(form.cleaned_data["photos"])}
        told["without"] = [photo.pk for photo in form.cleaned_data.get("without", ())]
        try:
            actions.rewrite_tale(tale=tale, by=request.user, at=now(), **told)
        except actions.TooMany as refusal:
            form.add_error("photos", refusal)
        else:
            messages.success(request, _("Đã sửa câu chuyện."))
            return redirect(HERE, producer)
    return _page(request, form, tale.producer, tale)


@login_required
@require_POST
def withdrawal(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    tale = access.tale_to_manage(request.user, producer, pk)
    actions.withdraw_tale(tale=tale, by=request.user, at=now())
    messages.success(request, _("Đã cất câu chuyện đi."))
    return redirect(HERE, producer)


def _page(
    request: SignedInRequest, form: TaleForm, producer: Producer, tale: Tale | None = None
) -> HttpResponse:
    page = {"form": form, "tale": tale, **frame(producer, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "tales/write.html", page, status=status)
