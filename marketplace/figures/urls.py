"""What the market adds up to, for officers and operators; what a stall does, for its people."""

from django.urls import path

from marketplace.figures.views import cashless, stalls

app_name = "figures"
urlpatterns = [
    path("can-bo/khong-tien-mat/", cashless.cashless, name="cashless"),
    path("can-bo/khong-tien-mat.csv", cashless.cashless_file, name="cashless_file"),
    path("gian-hang/<slug:producer>/so-lieu/", stalls.of_stall, name="stall"),
    path("gian-hang/<slug:producer>/so-lieu.<slug:form>", stalls.file, name="stall_file"),
]
