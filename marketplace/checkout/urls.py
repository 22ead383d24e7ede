"""From basket to order, under /thanh-toan/."""

from django.urls import URLPattern

app_name = "checkout"
urlpatterns: list[URLPattern] = []
