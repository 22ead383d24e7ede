"""What an officer decides, under /can-bo/."""

from django.urls import URLPattern

app_name = "officer"
urlpatterns: list[URLPattern] = []
