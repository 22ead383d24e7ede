"""Reconciling, under /doi-soat/, for operators."""

from django.urls import path

from marketplace.reconciliation import views

app_name = "reconciliation"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("bao-cao/", views.report, name="report"),
    path("sao-ke/", views.statement, name="statement"),
    path("<int:pk>/", views.difference, name="difference"),
    path("<int:pk>/nhan/", views.taking, name="taking"),
]
