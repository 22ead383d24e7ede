"""Orders: the buyer's side, tracking, and the producer's."""

from django.urls import URLPattern

app_name = "orders"
urlpatterns: list[URLPattern] = []
