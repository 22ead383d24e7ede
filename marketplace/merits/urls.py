"""What a producer can show of itself; what officers see of their area; the rules, for everybody."""

from django.urls import path

from marketplace.merits.views import areas, assessing, digital, dossiers

OF_A_PRODUCT = "gian-hang/<slug:producer>/ocop/<slug:slug>/"

app_name = "merits"
urlpatterns = [
    path("gian-hang/<slug:producer>/ocop/", assessing.mine, name="mine"),
    path(OF_A_PRODUCT, assessing.product, name="product"),
    path(f"{OF_A_PRODUCT}tom-tat.pdf", dossiers.summary, name="summary"),
    path(f"{OF_A_PRODUCT}ho-so.zip", dossiers.dossier, name="dossier"),
    path(f"{OF_A_PRODUCT}<int:number>/", assessing.item, name="item"),
    path(f"{OF_A_PRODUCT}<int:number>/bo/", assessing.removal, name="removal"),
    path(f"{OF_A_PRODUCT}<int:number>/giay-to/", dossiers.paper, name="paper"),
    path("gian-hang/<slug:producer>/so-hoa/", digital.stall, name="stall"),
    path("so-hoa/cach-tinh/", digital.rules, name="rules"),
    path("can-bo/so-hoa/", areas.desk, name="desk"),
]
