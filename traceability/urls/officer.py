"""What an officer sees to about codes and origins, under /can-bo/."""

from django.urls import path

from traceability.views import links, pleas, reports
from traceability.views.dossiers import officers

app_name = "oversight"
urlpatterns = [
    path("lo-hang/", officers.lots, name="lots"),
    path("lo-hang/<str:trace_code>/ho-so.<slug:form>", officers.dossier, name="dossier"),
    path("lo-hang/<str:trace_code>/epcis.jsonld", officers.epcis, name="epcis"),
    path("vuot-dinh-muc/", pleas.pleas, name="pleas"),
    path("vuot-dinh-muc/<int:pk>/", pleas.plea, name="plea"),
    path("phan-anh/", reports.reports, name="reports"),
    path("phan-anh/<int:pk>/", reports.report, name="report"),
    path("phan-anh/<int:pk>/anh/", reports.report_photo, name="report_photo"),
    path("lien-ket/<slug:slug>/", links.overseen_links, name="links"),
    path("lien-ket/<slug:slug>/<int:pk>/bo/", links.overseen_link_removal, name="link_removal"),
]
