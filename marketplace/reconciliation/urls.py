"""Reconciling, under /doi-soat/, for operators."""

from django.urls import path

from marketplace.reconciliation.views import booking, comparing

app_name = "reconciliation"
urlpatterns = [
    path("", comparing.desk, name="desk"),
    path("bao-cao/", comparing.report, name="report"),
    path("sao-ke/", comparing.statement, name="statement"),
    path("but-toan/", booking.bookings, name="bookings"),
    path("but-toan/sua/", booking.correction, name="correction"),
    path("but-toan/<int:pk>/dong-y/", booking.agreement, name="agreement"),
    path("but-toan/<int:pk>/bo/", booking.dropping, name="dropping"),
    path("<int:pk>/ghi-so/", booking.of_difference, name="booking"),
    path("<int:pk>/", comparing.difference, name="difference"),
    path("<int:pk>/nhan/", comparing.taking, name="taking"),
]
