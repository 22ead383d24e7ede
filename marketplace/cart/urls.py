"""The basket, under /gio-hang/."""

from django.urls import path

from marketplace.cart import views

app_name = "cart"
urlpatterns = [
    path("", views.cart, name="cart"),
    path("thu-hoi/", views.dropped, name="dropped"),
    path("<int:pack>/", views.line, name="line"),
    path("noi-nhan/", views.destination, name="destination"),
    path("cach-giao/<int:producer>/", views.way, name="way"),
]
