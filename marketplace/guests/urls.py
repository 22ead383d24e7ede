"""Orders without an account."""

from django.urls import path

from marketplace.guests import views

app_name = "guests"
urlpatterns = [
    path("tra-cuu-don/", views.tracking, name="tracking"),
    path("tra-cuu-don/<slug:code>/", views.order, name="order"),
    path("tra-cuu-don/<slug:code>/gui-lien-ket/", views.link, name="link"),
    path("don-hang/<slug:code>/doi-lien-ket/", views.renewal, name="renewal"),
    path("don-hang/<slug:code>/tin-nhan/", views.choices, name="choices"),
    path("don-hang/<slug:code>/vao-tai-khoan/", views.taking, name="taking"),
    path("don-hang/<slug:code>/vao-so-dia-chi/", views.address, name="address"),
    path("tai-khoan/don-hang/vao-tai-khoan/", views.taking_all, name="taking_all"),
]
