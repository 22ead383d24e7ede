"""A person's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from rest_framework.authtoken.models import Token

from accounts import actions
from accounts.forms import ProfileForm
from accounts.http import sent
from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    return TemplateResponse(request, "accounts/home.html", {})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(sent(request), instance=user)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(user=user, **form.cleaned_data, at=now())
        messages.success(request, _("Đã lưu thông tin của bạn."))
        return redirect("accounts:home")
    status = 422 if form.errors else 200
    return TemplateResponse(request, "accounts/profile.html", {"form": form}, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def token(request: SignedInRequest) -> HttpResponse:
    """The key for programs: made anew, shown this once, or revoked."""
    if request.POST.get("do") == "make":
        key = actions.make_token(user=request.user, at=now())
        return TemplateResponse(request, "accounts/token.html", {"key": key})
    if request.method == "POST":
        actions.revoke_token(user=request.user, at=now())
        messages.success(request, _("Đã thu hồi mã API."))
        return redirect("accounts:token")
    made = Token.objects.filter(user=request.user).first()
    return TemplateResponse(request, "accounts/token.html", {"made_at": made and made.created})
