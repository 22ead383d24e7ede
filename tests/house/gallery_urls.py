"""The gallery and the sample pages at addresses of their own, with every link of the frame."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.urls import path

from config import urls
from config.gallery import samples

PAGES = Path(__file__).parent / "pages"
SIGNED_IN = SimpleNamespace(is_authenticated=True, full_name="Nguyễn Thị Hường")


def gallery(request: HttpRequest) -> HttpResponse:
    return show(request, "gallery/components.html")


def sample(request: HttpRequest, name: str) -> HttpResponse:
    template = engines["django"].from_string((PAGES / f"{name}.html").read_text())
    return show(request, template)


def error(request: HttpRequest, code: int) -> HttpResponse:
    return show(request, f"{code}.html", status=code)


def show(request: HttpRequest, template: Any, status: int = 200) -> HttpResponse:
    request.user = SIGNED_IN if "signed-in" in request.GET else AnonymousUser()
    if isinstance(template, str):
        template = get_template(template)
    return HttpResponse(template.render(samples.context(), request), status=status)


urlpatterns = [
    path("_bang-mau/", gallery),
    path("_mau/<slug:name>/", sample),
    path("_loi/<int:code>/", error),
    *urls.urlpatterns,
]
