"""At the root: a worker looks after what lies below its own address."""

from django.urls import path

from marketplace.offline import views

app_name = "offline"
urlpatterns = [
    path("sw.js", views.script, name="worker"),
    path("cho-goc.webmanifest", views.webmanifest, name="manifest"),
    path("ngoai-tuyen/", views.page, name="page"),
]
