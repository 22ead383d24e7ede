"""From basket to order, under /thanh-toan/."""

from django.urls import path

from marketplace.checkout import views

app_name = "checkout"
urlpatterns = [
    path("", views.checkout, name="checkout"),
    path("xa-phuong/", views.communes, name="communes"),
    path("tong-tien/", views.summary, name="summary"),
]
