"""Many listings at once, under /gian-hang/…/bang-hang/."""

from django.urls import path

from marketplace.tables.views import intakes, table

app_name = "tables"
urlpatterns = [
    path("gian-hang/<slug:producer>/bang-hang/", table.table, name="table"),
    path("gian-hang/<slug:producer>/bang-hang/nhap/", intakes.intakes, name="intakes"),
    path("gian-hang/<slug:producer>/bang-hang/nhap/<int:pk>/", intakes.intake, name="intake"),
    path("gian-hang/<slug:producer>/bang-hang/nhap/<int:pk>/ghi/", intakes.taking, name="taking"),
    path(
        "gian-hang/<slug:producer>/bang-hang/nhap/<int:pk>/hoan-lai/",
        intakes.undoing,
        name="undoing",
    ),
    path("gian-hang/<slug:producer>/bang-hang/tep/<slug:form>/", intakes.file, name="file"),
]
