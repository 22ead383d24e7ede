"""Keys to sign in with: added, named, removed, and used. Codes on paper for whoever needs them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as allauth_views
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access, actions
from accounts.again import asked_again
from accounts.http import sent
from accounts.key_forms import AddKeyForm, KeyNameForm, KeySignInForm, SecondKeyForm
from accounts.limits import TooOften, count_try
from accounts.throttles import caller

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest

TRIES = 30
TRIES_WITHIN = timedelta(minutes=15)


@login_required
@never_cache
@require_GET
def keys(request: SignedInRequest) -> HttpResponse:
    """The keys of this person, and what to do when they are lost."""
    mine = Authenticator.objects.filter(user=request.user).order_by("created_at", "pk")
    own = [(key, key.wrap().name) for key in mine if key.type == Authenticator.Type.WEBAUTHN]
    spare = next((row for row in mine if row.type == Authenticator.Type.RECOVERY_CODES), None)
    page = {"keys": own, "spare": len(spare.wrap().get_unused_codes()) if spare else 0}
    return TemplateResponse(request, "accounts/keys/keys.html", page)


class AddKey(allauth_views.AddWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    """A browser makes a key and says so; it signs in by itself from then on."""

    form_class = AddKeyForm
    template_name = "accounts/keys/add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 (Django's)
        page: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return page | {"options": json.dumps(options)}

    def get_success_url(self) -> str:
        return reverse("mfa_list_webauthn")

    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        newest = Authenticator.objects.filter(user=self.request.user, type="webauthn").latest("pk")
        actions.note_key(user=self.request.user, key=newest.pk, at=now())
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


add = asked_again(AddKey.as_view())


@asked_again
@require_http_methods(["GET", "POST"])
def key(request: SignedInRequest, pk: int) -> HttpResponse:
    """One key: another name for it."""
    found = access.key_of(request.user, pk)
    form = KeyNameForm(sent(request), initial={"name": found.wrap().name})
    if form.is_valid():
        actions.rename_key(user=request.user, key=found.pk, **form.cleaned_data)
        return redirect("mfa_list_webauthn")
    page, status = {"form": form, "key": found}, 422 if form.is_bound else 200
    return TemplateResponse(request, "accounts/keys/key.html", page, status=status)


@asked_again
@require_POST
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """The key opens nothing any more, unless it is the last way in."""
    found = access.key_of(request.user, pk)
    try:
        actions.remove_key(user=request.user, key=found.pk, at=now())
    except actions.LastWayIn as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Đã gỡ khoá."))
    return redirect("mfa_list_webauthn")


@asked_again
@require_GET
def spare_codes(request: SignedInRequest) -> HttpResponse:
    """Ten codes to write down: each takes the place of the key once."""
    row = Authenticator.objects.filter(user=request.user, type="recovery_codes").first()
    page = {"codes": row.wrap().get_unused_codes() if row else []}
    return TemplateResponse(request, "accounts/keys/spare_codes.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asked by a script what to sign, then told: whoever's key it is, is signed in."""
    try:
        count_try(key=caller(request, "keys"), at=now(), limit=TRIES, within=TRIES_WITHIN)
    except TooOften:
        return JsonResponse({"said": _("Thao tác quá nhanh. Mời thử lại sau ít phút.")}, status=429)
    if request.method == "GET":
        return JsonResponse({"options": auth.begin_authentication(user=None)})
    form = KeySignInForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chưa nhận ra khoá này. Bạn dùng mật khẩu hoặc mã nhé."))
        return redirect("account_login")
    found = form.cleaned_data["credential"]
    post_authentication(request, found, passwordless=True)
    way_on = get_next_redirect_url(request)
    answer: HttpResponse = perform_login(request, Login(user=found.user, redirect_url=way_on))
    return answer


class SecondLockView(AuthenticateView):  # type: ignore[misc]  # as above
    """After the password: the key, or one of the spare codes."""

    webauthn_form_class = SecondKeyForm
    template_name = "accounts/keys/second_lock.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 (Django's)
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"options": json.dumps(page["js_data"]["request_options"])}
