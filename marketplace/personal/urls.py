"""What is kept of a person, under /tai-khoan/."""

from django.urls import path

from marketplace.personal import views

app_name = "personal"
urlpatterns = [
    path("ban-sao/", views.exports, name="exports"),
    path("ban-sao/<uuid:key>/", views.download, name="download"),
    path("xoa/", views.erasure, name="erasure"),
    path("xoa/thoi/", views.staying, name="staying"),
]
