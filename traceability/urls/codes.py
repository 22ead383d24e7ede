"""Printed codes: /01/… and /t/…, answered with a redirect."""

from django.urls import path

from traceability.views import codes

app_name = "codes"
urlpatterns = [
    path("01/<path:rest>", codes.digital_link, name="digital_link"),
    path("t/<str:code>", codes.own_code, name="own_code"),
    path("t/<str:code>/", codes.own_code),
    path("t/<str:code>/nguyen-lieu", codes.own_code, {"part": "nguyen-lieu"}),
    path("t/<str:code>/ban-thanh-pham", codes.own_code, {"part": "ban-thanh-pham"}),
]
