"""The address book, under /tai-khoan/dia-chi/."""

from django.urls import path

from marketplace.addresses import views

app_name = "addresses"
urlpatterns = [
    path("", views.book, name="book"),
    path("them/", views.new, name="new"),
    path("xa-phuong/", views.communes, name="communes"),
    path("<int:pk>/", views.address, name="address"),
    path("<int:pk>/xoa/", views.removal, name="removal"),
    path("<int:pk>/mac-dinh/", views.default, name="default"),
]
