"""Paying, the demo bank, and the gateways' notices."""

from django.urls import URLPattern

app_name = "payments"
urlpatterns: list[URLPattern] = []
