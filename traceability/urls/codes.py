"""Printed codes: /01/… and /t/…, answered with a redirect."""

from django.urls import URLPattern

app_name = "codes"
urlpatterns: list[URLPattern] = []
