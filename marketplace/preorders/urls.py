"""What a buyer does about goods ordered beforehand."""

from django.urls import path

from marketplace.preorders import views

app_name = "preorders"
urlpatterns = [
    path("don-hang/<str:code>/khong-cho/<int:line>/", views.stepping_back, name="stepping_back"),
]
