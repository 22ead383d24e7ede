"""Scan pages, under /truy-xuat/."""

from django.urls import URLPattern

app_name = "scan"
urlpatterns: list[URLPattern] = []
