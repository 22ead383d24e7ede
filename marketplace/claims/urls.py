"""Claims: the buyer's side, the stall's, and the desk of whoever decides."""

from django.urls import path

from marketplace.claims.views import buying, judging, selling

app_name = "goods_claims"
urlpatterns = [
    path("don-hang/<slug:code>/khieu-nai/", buying.open_one, name="open"),
    path("khieu-nai/anh/<uuid:key>/", buying.photo, name="photo"),
    path("khieu-nai/<slug:code>/", buying.claim, name="claim"),
    path("khieu-nai/<slug:code>/dong-y/", buying.acceptance, name="acceptance"),
    path("khieu-nai/<slug:code>/xem-lai/", buying.dispute, name="dispute"),
    path("khieu-nai/<slug:code>/gui-ve/", buying.sending_back, name="sending_back"),
    path("khieu-nai/<slug:code>/rut-lai/", buying.taking_back, name="taking_back"),
    path("gian-hang/<slug:producer>/khieu-nai/", selling.mine, name="mine"),
    path("gian-hang/<slug:producer>/khieu-nai/<slug:code>/", selling.at_stall, name="at_stall"),
    path("gian-hang/<slug:producer>/khieu-nai/<slug:code>/mon-ve/", selling.item, name="item"),
    path("gian-hang/<slug:producer>/khieu-nai/<slug:code>/da-ve/", selling.arrival, name="arrival"),
    path("can-bo/khieu-nai/", judging.desk, name="desk"),
    path("can-bo/khieu-nai/<slug:code>/", judging.judged, name="judged"),
    path("can-bo/khieu-nai/<slug:code>/anh/<uuid:key>/", judging.talk_photo, name="talk_photo"),
]
