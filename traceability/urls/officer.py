"""What an officer sees to about codes and origins, under /can-bo/."""

from django.urls import path

from traceability.views import links, reports

app_name = "oversight"
urlpatterns = [
    path("phan-anh/", reports.reports, name="reports"),
    path("phan-anh/<int:pk>/", reports.report, name="report"),
    path("phan-anh/<int:pk>/anh/", reports.report_photo, name="report_photo"),
    path("lien-ket/<slug:slug>/", links.overseen_links, name="links"),
    path("lien-ket/<slug:slug>/<int:pk>/bo/", links.overseen_link_removal, name="link_removal"),
]
