"""The market's addresses, and `/trong/`: a view that does nothing, behind the same middleware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as market

if TYPE_CHECKING:
    from django.http import HttpRequest


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("trong/", empty), *market]
