"""«Is it still you?»: by password, by a code to the telephone, or by a key."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import codes
from accounts.again import shown
from accounts.forms import CodeForm, PasswordAgainForm
from accounts.key_forms import KeyAgainForm
from accounts.limits import TooOften, count_try

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

PURPOSE = "again"
TRIES = 10
TRIES_WITHIN = timedelta(minutes=15)
BOX = {"password": "password_form", "code": "code_form", "credential": "key_form"}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def again(request: SignedInRequest) -> HttpResponse:
    """Whoever shows it is led on to what they were about to do."""
    if request.method == "GET":
        return _page(request)
    way = next((way for way in BOX if way in request.POST), "")
    try:
        if not way:
            codes.ask(request, purpose=PURPOSE, phone=request.user.phone, at=now())
            return _page(request)
        form = _told(request, way)
    except TooOften:
        said = _("Bạn thử hơi nhiều lần rồi; xin chờ một lát rồi thử lại.")
        return _page(request, status=429, said=said)
    if not form.is_valid():
        return _page(request, status=422, **{BOX[way]: form})
    if way == "credential":
        form.save()
    else:
        shown(request, method=way)
    return redirect(_way_on(request))


def _told(request: SignedInRequest, way: str) -> Any:  # noqa: ANN401 (one of three forms)
    """The form of that way, sent in; each try is counted. Raises ``TooOften``."""
    count_try(key=f"again:{request.user.pk}", at=now(), limit=TRIES, within=TRIES_WITHIN)
    if way == "password":
        return PasswordAgainForm(request.POST, user=request.user)
    if way == "credential":
        return KeyAgainForm(data=request.POST, user=request.user)
    form = CodeForm(request.POST)
    told: dict[str, Any] = {"purpose": PURPOSE, "phone": request.user.phone, "at": now()}
    if form.is_valid() and not codes.is_right(request, typed=form.cleaned_data["code"], **told):
        form.add_error("code", _("Mã chưa đúng. Xem lại tin nhắn mới nhất."))
    return form


def _page(
    request: SignedInRequest, *, status: int = 200, said: str = "", **forms: Form
) -> HttpResponse:
    user = request.user
    has_key = Authenticator.objects.filter(user=user, type="webauthn").exists()
    page = {
        "next": _way_on(request),
        "said": said,
        "password_form": PasswordAgainForm(user=user) if user.has_usable_password() else None,
        "code_form": CodeForm(),
        "is_asked": codes.is_asked(request, purpose=PURPOSE, phone=user.phone, at=now()),
        "options": json.dumps(auth.begin_authentication(user)) if has_key else "",
        **forms,
    }
    return TemplateResponse(request, "account/reauthenticate.html", page, status=status)


def _way_on(request: SignedInRequest) -> str:
    """Where to go then: an address of ours, or home."""
    asked: str = request.POST.get("next") or request.GET.get("next") or ""
    try:
        is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    except ValueError:
        is_ours = False
    return asked if is_ours else "/tai-khoan/"
