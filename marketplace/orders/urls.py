"""Orders: the buyer's side."""

from django.urls import path

from marketplace.orders import views
from marketplace.orders.again import again

app_name = "orders"
urlpatterns = [
    path("tai-khoan/don-hang/", views.mine, name="mine"),
    path("don-hang/<slug:code>/", views.order, name="order"),
    path("don-hang/<slug:code>/da-nhan/", views.delivery, name="delivery"),
    path("don-hang/<slug:code>/mua-lai/", again, name="again"),
    path("don-hang/<slug:code>/huy/", views.cancellation, name="cancellation"),
    path("don-hang/<slug:code>/doi-hang/<int:pk>/", views.offer_answer, name="offer_answer"),
]
