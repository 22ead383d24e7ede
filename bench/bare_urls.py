"""The barest redirect that still asks the database: one query for one indexed column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseNotFound, HttpResponseRedirect
from django.urls import path

from traceability.models import ItemCode

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def lead(_request: HttpRequest, serial: str) -> HttpResponse:
    if not ItemCode.objects.filter(serial=serial).exists():
        return HttpResponseNotFound()
    return HttpResponseRedirect(f"/truy-xuat/ma/{serial}/", preserve_request=True)


urlpatterns = [path("tran/<str:serial>", lead)]
