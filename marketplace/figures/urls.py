"""What the market adds up to, for officers and operators."""

from django.urls import path

from marketplace.figures import views

app_name = "figures"
urlpatterns = [
    path("can-bo/khong-tien-mat/", views.cashless, name="cashless"),
    path("can-bo/khong-tien-mat.csv", views.cashless_file, name="cashless_file"),
]
