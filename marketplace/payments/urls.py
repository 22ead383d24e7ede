"""Paying, the demo bank, and the gateways' notices."""

from django.urls import path

from marketplace.payments import views, webhooks

app_name = "payments"
urlpatterns = [
    path("thanh-toan/<slug:reference>/", views.pay, name="pay"),
    path("thanh-toan/<slug:reference>/tinh-trang/", views.standing, name="standing"),
    path("thanh-toan/<slug:reference>/ma.svg", views.code, name="code"),
    path("thanh-toan/<slug:reference>/cach-khac/", views.another_way, name="another_way"),
    path("thanh-toan/<slug:reference>/thoi/", views.cancellation, name="cancellation"),
    path("thanh-toan/<slug:reference>/xac-nhan/", views.by_hand, name="by_hand"),
    path("don-hang/<slug:code>/nhan-hoan/", views.refund_account, name="refund_account"),
    path("hoan-tien/", views.refunds, name="refunds"),
    path("hoan-tien/<int:pk>/", views.refund, name="refund"),
    path("hoan-tien/<int:pk>/ma.svg", views.refund_code, name="refund_code"),
    path("webhooks/<slug:gateway>/", webhooks.webhook, name="webhook"),
    path("ngan-hang-mau/<slug:reference>/", views.demo_bank, name="demo_bank"),
]
