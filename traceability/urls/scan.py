"""Scan pages, under /truy-xuat/."""

from django.urls import path

from traceability.views import holding, proofs, scan
from traceability.views.dossiers import scanners

app_name = "scan"
urlpatterns = [
    path("", scan.lookup, name="lookup"),
    path("ma/<str:serial>/", scan.item, name="item"),
    path("lo/<str:trace_code>/", scan.lot, name="lot"),
    path("ma/<str:serial>/bang-chung.<slug:form>", proofs.of_item, name="item_proof"),
    path("lo/<str:trace_code>/bang-chung.<slug:form>", proofs.of_lot, name="lot_proof"),
    path("lo/<str:trace_code>/ho-so.<slug:form>", scanners.dossier, name="dossier"),
    path("lo/<str:trace_code>/epcis.jsonld", scanners.epcis, name="epcis"),
    path("nguyen-lieu/<str:trace_code>/", scan.material, name="material"),
    path("phan-anh/", holding.report, name="report"),
    path("ma/<str:serial>/phan-anh/", holding.item_report, name="item_report"),
    path("lo/<str:trace_code>/phan-anh/", holding.lot_report, name="lot_report"),
    path("ma/<str:serial>/noi-quet/", holding.place, name="place"),
    path("ma/<str:serial>/lop-cao/", holding.scratched, name="scratched"),
    path("ma/<str:serial>/<slug:part>/", scan.item_part, name="item_part"),
    path("lo/<str:trace_code>/<slug:part>/", scan.lot_part, name="lot_part"),
    path("hang/<str:gtin>/", scan.trade_item, name="trade_item"),
]
