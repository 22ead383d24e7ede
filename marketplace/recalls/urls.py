"""Recalls: for everybody under /thu-hoi/, for a buyer, a producer, an officer."""

from __future__ import annotations

from django.urls import URLPattern, path

from marketplace.recalls.views import opening, public, running


def rooms(before: str, prefix: str = "") -> list[URLPattern]:
    """The pages of those who run a recall, at a stall or at a desk."""
    return [
        path(before, running.mine, name=f"{prefix}mine"),
        path(f"{before}moi/", opening.new, name=f"{prefix}new"),
        path(f"{before}<str:code>/", running.managed, name=f"{prefix}managed"),
        path(f"{before}<str:code>/nhan-lai/<int:pk>/", running.back, name=f"{prefix}back"),
        path(f"{before}<str:code>/ket-thuc/", running.closing, name=f"{prefix}closing"),
        path(f"{before}<str:code>/bao-cao.csv", running.sheet, name=f"{prefix}sheet"),
    ]


app_name = "recalls"
urlpatterns = [
    path("thu-hoi/", public.recalls, name="recalls"),
    path("thu-hoi/tin.atom", public.atom, name="atom"),
    path("thu-hoi/tin.json", public.json_feed, name="json_feed"),
    path("thu-hoi/<str:code>/", public.recall, name="recall"),
    path("don-hang/<str:code>/thu-hoi/<str:recall>/", public.of_order, name="of_order"),
    path("don-hang/<str:code>/thu-hoi/<str:recall>/da-doc/", public.reading, name="reading"),
    *rooms("gian-hang/<slug:producer>/thu-hoi/"),
    *rooms("can-bo/thu-hoi/", "officer_"),
]
