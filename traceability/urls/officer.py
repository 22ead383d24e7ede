"""What an officer sees to about codes and origins, under /can-bo/."""

from django.urls import path

from traceability.views import links, pleas

app_name = "oversight"
urlpatterns = [
    path("vuot-dinh-muc/", pleas.pleas, name="pleas"),
    path("vuot-dinh-muc/<int:pk>/", pleas.plea, name="plea"),
    path("lien-ket/<slug:slug>/", links.overseen_links, name="links"),
    path("lien-ket/<slug:slug>/<int:pk>/bo/", links.overseen_link_removal, name="link_removal"),
]
