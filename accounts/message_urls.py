"""Addresses that stand in messages: whoever has one may use it."""

from django.urls import path

from accounts.views import messages

app_name = "messages"
urlpatterns = [
    path("tin-nhan/<str:token>/", messages.choices, name="choices"),
    path("webhooks/tin-nhan/<str:token>/", messages.report, name="report"),
]
