"""Addresses of paying, of notices, of money to send back, and of the desk for money that came."""

from django.urls import include, path

from marketplace.payments import webhooks
from marketplace.payments.views import paying, receiving, sending, stalls

app_name = "payments"
OF_A_STALL = [
    path("khach-tra/", stalls.incoming, name="incoming"),
    path("khach-tra/sao-ke/", stalls.statement, name="stall_statement"),
    path("khach-tra/<slug:reference>/", stalls.arrival, name="stall_arrival"),
    path("can-hoan/", stalls.refunds, name="stall_refunds"),
    path("can-hoan/<int:pk>/", stalls.refund, name="stall_refund"),
    path("can-hoan/<int:pk>/ma.svg", stalls.refund_code, name="stall_refund_code"),
]
urlpatterns = [
    path("gian-hang/<slug:producer>/", include(OF_A_STALL)),
    path("can-bo/hoan-cham/", sending.late, name="refunds_late"),
    path("thanh-toan/<slug:reference>/", paying.pay, name="pay"),
    path("thanh-toan/<slug:reference>/tinh-trang/", paying.standing, name="standing"),
    path("thanh-toan/<slug:reference>/ma.svg", paying.code, name="code"),
    path("thanh-toan/<slug:reference>/ma.png", paying.picture, name="picture"),
    path("thanh-toan/<slug:reference>/cach-khac/", paying.another_way, name="another_way"),
    path("thanh-toan/<slug:reference>/thoi/", paying.cancellation, name="cancellation"),
    path("thanh-toan/<slug:reference>/xac-nhan/", receiving.by_hand, name="by_hand"),
    path("don-hang/<slug:code>/nhan-hoan/", paying.refund_account, name="refund_account"),
    path("hoan-tien/", sending.refunds, name="refunds"),
    path("hoan-tien/<int:pk>/", sending.refund, name="refund"),
    path("hoan-tien/<int:pk>/ma.svg", sending.refund_code, name="refund_code"),
    path("tien-den/", receiving.desk, name="desk"),
    path("tien-den/<int:pk>/", receiving.receipt, name="receipt"),
    path("tien-den/<int:pk>/don/", receiving.attachment, name="attachment"),
    path("tien-den/<int:pk>/chia/", receiving.splitting, name="splitting"),
    path("tien-den/<int:pk>/hoan/", receiving.giving_back, name="giving_back"),
    path("tien-den/<int:pk>/tra-lai/", receiving.return_, name="return"),
    path("tien-den/<int:pk>/cong/", receiving.arrival, name="arrival"),
    path("tien-den/<int:pk>/ghi-chu/", receiving.note, name="note"),
    path("tien-den/de-nghi/<int:pk>/dong-y/", receiving.agreement, name="agreement"),
    path("tien-den/de-nghi/<int:pk>/bo/", receiving.dropping, name="dropping"),
    path("webhooks/<slug:gateway>/", webhooks.webhook, name="webhook"),
    path("ngan-hang-mau/<slug:reference>/", paying.demo_bank, name="demo_bank"),
]
