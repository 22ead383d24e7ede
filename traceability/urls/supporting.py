"""Helping producers, under /giup-viec/, and being helped, under a stall's own address."""

from django.urls import path

from traceability.views import helped, supporting

app_name = "supporting"
urlpatterns = [
    path("giup-viec/", supporting.home, name="home"),
    path("giup-viec/toi-dong-y/", helped.given, name="given"),
    path("giup-viec/toi-dong-y/<int:pk>/thoi/", helped.given_end, name="given_end"),
    path("giup-viec/<int:pk>/ma/", supporting.code, name="code"),
    path("giup-viec/<int:pk>/", supporting.beginning, name="beginning"),
    path("giup-viec/<int:pk>/gian-hang-moi/", supporting.new_stall, name="new_stall"),
    path("giup-viec/<int:pk>/nhan/<slug:slug>/", supporting.claim, name="claim"),
    path("gian-hang/<slug:producer>/lam-thay/", helped.helpers, name="helpers"),
    path("gian-hang/<slug:producer>/lam-thay/<int:pk>/thoi/", helped.helper_end, name="helper_end"),
    path("gian-hang/<slug:producer>/to-huong-dan/", helped.sheet, name="sheet"),
]
