"""Printed codes: Digital Links of what may be ours, our own /t/…, and what this resolver is."""

from django.urls import path

from traceability.urls import anything  # noqa: F401 (makes <anything:…> known)
from traceability.views import codes, vocabulary

app_name = "codes"
urlpatterns = [
    path("01/<anything:rest>", codes.digital_link, name="digital_link"),
    path("414/<anything:rest>", codes.digital_link, name="place"),
    path("00/<anything:rest>", codes.digital_link, name="logistic_unit"),
    path("8003/<anything:rest>", codes.digital_link, name="returnable_asset"),
    path("8004/<anything:rest>", codes.digital_link, name="asset"),
    path(".well-known/gs1resolver", codes.description, name="description"),
    path("tu-vung/", vocabulary.vocabulary, name="vocabulary"),
    path("tu-vung/<str:term>", vocabulary.term, name="term"),
    path("t/<str:code>", codes.own_code, name="own_code"),
    path("t/<str:code>/", codes.own_code),
    path("t/<str:code>/nguyen-lieu", codes.own_code, {"part": "nguyen-lieu"}),
    path("t/<str:code>/ban-thanh-pham", codes.own_code, {"part": "ban-thanh-pham"}),
]
