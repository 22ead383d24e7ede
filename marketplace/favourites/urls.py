"""What people like."""

from django.urls import path

from marketplace.favourites import views

app_name = "favourites"
urlpatterns = [
    path("mon-da-thich/", views.favourites, name="favourites"),
    path("mon-da-thich/cua-toi.json", views.own, name="own"),
    path("san-pham/<slug:slug>/thich/", views.heart, name="heart"),
]
