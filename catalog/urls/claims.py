"""Claiming a stall, under /nhan-gian-hang/."""

from django.urls import path

from catalog.views import claims

app_name = "claims"
urlpatterns = [
    path("moi/", claims.new_stall, name="new_stall"),
    path("<slug:slug>/", claims.claim, name="claim"),
]
