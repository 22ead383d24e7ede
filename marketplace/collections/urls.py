"""Where officers keep their collections, under /can-bo/."""

from django.urls import path

from marketplace.collections import views

app_name = "collections"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/cho-xem/", views.publication, name="publication"),
    path("<int:pk>/cat-di/", views.removal, name="removal"),
    path("<int:pk>/mon-hang/", views.product, name="product"),
    path("<int:pk>/bo-qua/", views.new_set, name="new_set"),
    path("bo-qua/<int:pk>/", views.gift_set, name="gift_set"),
    path("bo-qua/<int:pk>/mon/", views.piece, name="piece"),
    path("bo-qua/<int:pk>/bo/", views.set_removal, name="set_removal"),
]
