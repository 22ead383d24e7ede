"""Invoices: the buyer's files, the stall's room, the operators' overview."""

from django.urls import path

from marketplace.invoices.views import buying, overseeing, rates, selling

STALL = "gian-hang/<slug:producer>/hoa-don/"

app_name = "invoices"
urlpatterns = [
    path("hoa-don/", overseeing.desk, name="desk"),
    path("hoa-don/<uuid:key>/<slug:form>/", buying.file, name="file"),
    path(STALL, selling.mine, name="mine"),
    path(f"{STALL}thong-tin/", selling.details, name="details"),
    path(f"{STALL}thue-suat/", rates.rates, name="rates"),
    path(f"{STALL}thue-suat/<slug:slug>/", rates.rate, name="rate"),
    path(f"{STALL}lap/<slug:code>/", selling.draft, name="draft"),
    path(f"{STALL}<uuid:key>/", selling.one, name="one"),
    path(f"{STALL}<uuid:key>/ky/", selling.signature, name="signature"),
    path(f"{STALL}<uuid:key>/gui/", selling.sending, name="sending"),
    path(f"{STALL}<uuid:key>/thay-the/", selling.replacement, name="replacement"),
    path(f"{STALL}<uuid:key>/tep/<slug:form>/", selling.file, name="stall_file"),
]
