"""The shop's front: home, search, product, producer, shelf, commune."""

from django.urls import URLPattern

app_name = "storefront"
urlpatterns: list[URLPattern] = []
