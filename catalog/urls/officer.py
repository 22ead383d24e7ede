"""What an officer decides, under /can-bo/."""

from django.urls import path

from catalog.views import gate_desk, officer, synonyms

app_name = "officer"
urlpatterns = [
    path("", officer.home, name="home"),
    path("xac-minh-sao/", officer.recognitions_reported, name="recognitions"),
    path("xac-minh-sao/<int:pk>/", officer.recognition, name="recognition"),
    path("cong-nhan/<slug:slug>/", officer.recognise, name="recognise"),
    path("nhan-gian-hang/<int:pk>/", officer.claim, name="claim"),
    path("nhan-gian-hang/<int:pk>/giay-to/", officer.claim_document, name="claim_document"),
    path("giay-to/", gate_desk.papers, name="papers"),
    path("giay-to/<int:pk>/", gate_desk.paper, name="paper"),
    path("giay-to/<int:pk>/ban-chup/", gate_desk.paper_file, name="paper_file"),
    path("sua-hang/", gate_desk.amendments, name="amendments"),
    path("sua-hang/<int:pk>/", gate_desk.amendment, name="amendment"),
    path("tu-cung-nghia/", synonyms.synonyms, name="synonyms"),
    path("tu-cung-nghia/<int:pk>/thoi/", synonyms.synonym_end, name="synonym_end"),
]
