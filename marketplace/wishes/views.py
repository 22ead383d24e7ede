"""«Báo tôi khi có hàng»: a page with one field."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.http import sent
from accounts.throttles import caller
from marketplace.wishes import access, actions
from marketplace.wishes.forms import WishForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TRIES = 20
TRIES_WITHIN = timedelta(hours=1)


@never_cache
@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, pack: int) -> HttpResponse:
    """Ask to be told; the answer is the same whoever asked before."""
    wanted = access.pack_to_wish_for(pack, on=localdate())
    own = request.user.phone_national if request.user.is_authenticated else ""
    form = WishForm(sent(request), initial={"phone": own})
    page = {"form": form, "pack": wanted}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "wishes/wish.html", page, status=status)
    try:
        limits.count_try(key=caller(request, "wishes"), at=now(), limit=TRIES, within=TRIES_WITHIN)
    except limits.TooOften:
        form.add_error(None, _("Bạn nhờ hơi nhiều lần rồi; một lát nữa thử lại nhé."))
        return TemplateResponse(request, "wishes/wish.html", page, status=429)
    actions.wish_for(pack=wanted, phone=form.cleaned_data["phone"], at=now())
    messages.success(request, _("Có hàng chúng tôi sẽ nhắn bạn ngay, một lần thôi."))
    return redirect(wanted.product)
