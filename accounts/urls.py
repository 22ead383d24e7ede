"""Addresses of a person's own pages, under /tai-khoan/."""

from django.urls import path

from accounts.views import messages, own

app_name = "accounts"
urlpatterns = [
    path("", own.home, name="home"),
    path("thong-tin/", own.profile, name="profile"),
    path("tin-nhan/", messages.own_choices, name="messages"),
    path("ma-api/", own.token, name="token"),
    path("hop-thu-mau/", messages.outbox, name="outbox"),
]
