"""Wishes to hear of a pack, under /bao-toi/."""

from django.urls import path

from marketplace.wishes import views

app_name = "wishes"
urlpatterns = [path("<int:pack>/", views.wish, name="wish")]
