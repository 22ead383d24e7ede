"""Addresses of a person's own pages, under /tai-khoan/."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
