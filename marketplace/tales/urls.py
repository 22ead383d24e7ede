"""Tales: written at a stall, looked after by officers, their pictures for everybody."""

from django.urls import path

from marketplace.tales.views import judging, public, writing

app_name = "tales"
urlpatterns = [
    path("gian-hang/<slug:producer>/chuyen/", writing.mine, name="mine"),
    path("gian-hang/<slug:producer>/chuyen/moi/", writing.new, name="new"),
    path("gian-hang/<slug:producer>/chuyen/<int:pk>/", writing.one, name="one"),
    path("gian-hang/<slug:producer>/chuyen/<int:pk>/cat/", writing.withdrawal, name="withdrawal"),
    path("can-bo/chuyen/", judging.desk, name="desk"),
    path("can-bo/chuyen/<int:pk>/", judging.judged, name="judged"),
    path("can-bo/chuyen/<int:pk>/hien/", judging.showing, name="showing"),
    path("chuyen/anh/<uuid:key>.webp", public.photo, name="photo"),
]
