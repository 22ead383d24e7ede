"""Addresses of a person's own pages, under /tai-khoan/."""

from django.urls import path

from accounts.views import messages, own, safety

app_name = "accounts"
urlpatterns = [
    path("", own.home, name="home"),
    path("thong-tin/", own.profile, name="profile"),
    path("tin-nhan/", messages.own_choices, name="messages"),
    path("ma-api/", own.token, name="token"),
    path("dang-nhap-o-dau/", safety.sessions, name="sessions"),
    path("dang-nhap-o-dau/thoat-het/", safety.other_sessions_end, name="other_sessions_end"),
    path("dang-nhap-o-dau/<slug:handle>/thoat/", safety.session_end, name="session_end"),
    path("dong-y/", safety.agreed, name="agreed"),
    path("hop-thu-mau/", messages.outbox, name="outbox"),
]
