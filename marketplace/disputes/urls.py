"""Addresses of card disputes, for operators."""

from django.urls import path

from marketplace.disputes import views

app_name = "disputes"
urlpatterns = [
    path("tranh-chap/", views.desk, name="desk"),
    path("tranh-chap/<int:pk>/", views.dispute, name="dispute"),
    path("tranh-chap/<int:pk>/bang-chung.zip", views.bundle, name="bundle"),
    path("tranh-chap/<int:pk>/gui/", views.answer, name="answer"),
]
