"""A producer's products, under /gian-hang/<producer>/."""

from django.urls import URLPattern

app_name = "catalog"
urlpatterns: list[URLPattern] = []
