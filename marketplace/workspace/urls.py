"""A producer's day, under /gian-hang/."""

from django.urls import URLPattern

app_name = "workspace"
urlpatterns: list[URLPattern] = []
