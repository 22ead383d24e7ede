"""A producer's places, lots and labels, under /gian-hang/<producer>/."""

from django.urls import path

from traceability.views import documents, events, labels, links, lots, places, printers, scans

app_name = "traceability"
urlpatterns = [
    path("dia-diem/", places.places, name="places"),
    path("dia-diem/them/", places.new_place, name="new_place"),
    path("dia-diem/<str:code>/", places.place, name="place"),
    path("lo-hang/", lots.lots, name="lots"),
    path("lo-hang/mo/", lots.new_lot, name="new_lot"),
    path("lo-hang/<str:code>/", lots.lot, name="lot"),
    path("lo-hang/<str:code>/giay-to/", documents.new_document, name="new_document"),
    path("lo-hang/<str:code>/luot-quet/", scans.scans, name="scans"),
    path("lo-hang/<str:code>/tem/<int:run>/lop-cao/", scans.run_pins, name="run_pins"),
    path("lo-hang/<str:code>/tem/", labels.labels, name="labels"),
    path("lo-hang/<str:code>/tem/<int:run>/", labels.label_run, name="label_run"),
    path("lo-hang/<str:code>/tem/<int:run>/cap/", labels.label_issue, name="label_issue"),
    path("lo-hang/<str:code>/tem/<int:run>/doc-thu/", labels.label_check, name="label_check"),
    path(
        "lo-hang/<str:code>/tem/<int:run>/tep/<int:number>/", labels.label_file, name="label_file"
    ),
    path("lo-hang/<str:code>/tem/<str:serial>.svg", labels.drawn_svg, name="code_svg"),
    path("lo-hang/<str:code>/tem/<str:serial>.png", labels.drawn_png, name="code_png"),
    path("may-in/", printers.printer, name="printer"),
    path("may-in/trang-thu/<str:paper>/", printers.test_page, name="test_page"),
    path("may-in/kho-giay/", printers.new_paper, name="new_paper"),
    path("may-in/kho-giay/<int:pk>/xoa/", printers.paper_removal, name="paper_removal"),
    path("lo-hang/<str:code>/viec/<slug:step>/", events.event, name="event"),
    path("san-pham/<slug:slug>/lien-ket/", links.links, name="links"),
    path("san-pham/<slug:slug>/lien-ket/<int:pk>/bo/", links.link_removal, name="link_removal"),
]
