"""The gallery and the sample pages at addresses of their own, with every link of the frame."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.urls import include, path

from tests.house import samples

PAGES = Path(__file__).parent / "pages"
SIGNED_IN = SimpleNamespace(is_authenticated=True, full_name="Nguyễn Thị Hường")


def gallery(request: HttpRequest) -> HttpResponse:
    return show(request, "components/gallery.html")


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


def place(name: str, route: str):
    return path(route, gallery, name=name)


def room(namespace: str, *places):
    return path("", include((list(places), namespace)))


urlpatterns = [
    path("_bang-mau/", gallery),
    path("_mau/<slug:name>/", sample),
    path("_loi/<int:code>/", error),
    path("language/", gallery, name="set_language"),
    place("account_login", "vao/"),
    place("account_signup", "mo/"),
    place("account_logout", "ra/"),
    room(
        "storefront",
        place("home", ""),
        place("search", "tim-kiem/"),
        place("shelf", "ke-hang/<slug:slug>/"),
        place("page", "trang/<slug:slug>/"),
    ),
    room("cart", place("cart", "gio-hang/")),
    room("recalls", place("recalls", "thu-hoi/")),
    room("orders", place("tracking", "tra-cuu-don/")),
    room("scan", place("lookup", "truy-xuat/")),
    room("accounts", place("home", "tai-khoan/")),
    room("workspace", place("home", "gian-hang/")),
    room("officer", place("home", "can-bo/")),
]
