"""«Is it still you?»: what matters is done within ten minutes of showing so once more."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest


def is_fresh(request: HttpRequest) -> bool:
    """Whether this browser showed lately, after signing in, that it is still the same person."""
    shown = [r for r in get_authentication_records(request, request.user) if _is_again(r)]
    return bool(shown) and time.time() - shown[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def shown(request: SignedInRequest, *, method: str) -> None:
    """It is: by ``password`` or ``code``. Keys are recorded by allauth itself."""
    record_authentication(request, request.user, method=method, reauthenticated=True)


def asked_again(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for whoever is signed in and showed it lately; others are asked, and led back."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return ask(request)

    return guarded


def ask(request: HttpRequest) -> HttpResponse:
    """To where it is shown, and from there back here."""
    way = reverse("account_reauthenticate")
    return redirect(f"{way}?{urlencode({'next': _led_back(request)})}")


def _led_back(request: HttpRequest) -> str:
    """The page itself, or the one with the button that was pressed: nothing is done by a lead."""
    if request.method == "GET":
        return request.path
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path if came.netloc == request.get_host() else reverse("accounts:home")


def _is_again(record: dict[str, Any]) -> bool:
    return bool(record.get("reauthenticated"))
