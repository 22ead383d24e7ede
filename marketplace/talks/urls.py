"""Talks about orders: the buyer's side, the stall's, their pictures."""

from django.urls import path

from marketplace.talks.views import buying, selling

app_name = "talks"
urlpatterns = [
    path("don-hang/<slug:code>/trao-doi/", buying.talk, name="buying"),
    path("trao-doi/anh/<uuid:key>/", buying.photo, name="photo"),
    path("gian-hang/<slug:producer>/trao-doi/", selling.mine, name="mine"),
    path("gian-hang/<slug:producer>/don-hang/<slug:code>/trao-doi/", selling.talk, name="selling"),
]
