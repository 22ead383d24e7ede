"""A producer's diary on the phone, under /gian-hang/<producer>/nhat-ky/."""

from django.urls import include, path

from traceability.views.diary import chores, finding, home, photos, sending, worker

app_name = "diary"
OF_A_STALL = [
    path("", home.home, name="home"),
    path("gui/", sending.sending, name="sending"),
    path("quet/", finding.finding, name="finding"),
    path("viec-lap/", chores.chores, name="chores"),
    path("viec-lap/<int:pk>/thoi/", chores.chore_end, name="chore_end"),
    path("anh/<uuid:key>-<slug:size>.webp", photos.photo, name="photo"),
]
urlpatterns = [
    path("nhat-ky.js", worker.worker, name="worker"),
    path("<slug:producer>/nhat-ky/", include(OF_A_STALL)),
]
