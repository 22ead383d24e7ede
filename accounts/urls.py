"""Addresses of a person's own pages, under /tai-khoan/."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("thong-tin/", views.profile, name="profile"),
    path("ma-api/", views.token, name="token"),
    path("hop-thu-mau/", views.outbox, name="outbox"),
]
