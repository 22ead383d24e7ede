"""A producer's places, lots and labels, under /gian-hang/<producer>/."""

from django.urls import URLPattern

app_name = "traceability"
urlpatterns: list[URLPattern] = []
