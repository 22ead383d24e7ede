"""What one scanned, under /mon-da-quet/."""

from django.urls import path

from marketplace.scanned import views

app_name = "scanned"
urlpatterns = [
    path("", views.scans, name="scans"),
    path("dong-y/", views.choice, name="choice"),
    path("quen/", views.removal, name="removal"),
]
